/** The built-in functions: their arguments, checked. */
import type { Field } from './fields.ts';
import { parseSubnet } from './ip-in-net.ts';
import { locateField, readPath, type Segment } from './path.ts';
import type { Scanner } from './scanner.ts';
import { searchTerms } from './search.ts';
import type { Filter } from './types.ts';

/** One argument: a name or a value, whichever the function wants. */
interface Argument {
  position: number;
  segments: Segment[];
}

interface Signature {
  usage: string;
  counts: number[];
  build(scanner: Scanner, args: Argument[]): Filter;
}

const SIGNATURES: Record<string, Signature> = {
  log_id: { usage: 'log_id("run.googleapis.com/stdout")', counts: [1], build: buildLogId },
  search: { usage: 'SEARCH("words") or SEARCH(field, "words")', counts: [1, 2], build: buildSearch },
  sample: { usage: 'sample(insertId, 0.1)', counts: [2], build: buildSample },
  ip_in_net: { usage: 'ip_in_net(httpRequest.remoteIp, "10.0.0.0/8")', counts: [2], build: buildIpInNet },
};

/** Whether a name, in any letter case, is a function's. */
export function isFunction(name: string): boolean {
  return Object.hasOwn(SIGNATURES, name.toLowerCase());
}

/** Reads the arguments of the function that `name` names, from their `(` on. */
export function readCall(scanner: Scanner, name: Segment): Filter {
  if (!isFunction(name.text)) {
    const known = Object.values(SIGNATURES).map((signature) => signature.usage.split(' or ')[0]);
    throw scanner.error(
      `rca knows no function ${JSON.stringify(name.text)}`,
      `There are: ${known.join(', ')}.`,
      name.position,
    );
  }
  const signature = SIGNATURES[name.text.toLowerCase()]!;
  const args = readArguments(scanner, signature);
  if (!signature.counts.includes(args.length)) {
    throw scanner.error(`${name.text} takes other arguments`, `Write ${signature.usage}.`, name.position);
  }
  return signature.build(scanner, args);
}

function readArguments(scanner: Scanner, signature: Signature): Argument[] {
  const open = scanner.pos++;
  const args: Argument[] = [];
  do {
    scanner.skip();
    const position = scanner.pos;
    const number = scanner.number();
    const segments = number === null ? readPath(scanner) : [{ text: number, quoted: true, position }];
    if (segments.length === 0 && scanner.peek() !== '') {
      throw scanner.error('an argument is missing here', `Write ${signature.usage}.`);
    }
    args.push({ position, segments });
    scanner.skip();
  } while (scanner.eat(','));
  if (scanner.eat(')')) return args;
  if (scanner.peek() === '') throw scanner.error('this "(" is never closed', `Write ${signature.usage}.`, open);
  throw scanner.error(`unexpected ${JSON.stringify(scanner.peek())} among the arguments`, `Write ${signature.usage}.`);
}

/** The text of an argument that has to be one string or number. */
function literal(scanner: Scanner, argument: Argument, usage: string): string {
  const [first, ...rest] = argument.segments;
  if (first?.quoted && rest.length === 0) return first.text;
  throw scanner.error('this has to be in double quotes', `Write ${usage}.`, argument.position);
}

function buildLogId(scanner: Scanner, args: Argument[]): Filter {
  const id = literal(scanner, args[0]!, SIGNATURES.log_id!.usage);
  return { kind: 'log_id', id };
}

function buildSearch(scanner: Scanner, args: Argument[]): Filter {
  const last = args.at(-1)!;
  const query = literal(scanner, last, SIGNATURES.search!.usage);
  if (searchTerms(query).length === 0) {
    throw scanner.error('there is no word to search for', 'Name at least one word.', last.position);
  }
  if (args.length === 1) return { kind: 'search', path: null, query };
  const field = locateField(scanner, args[0]!.segments);
  if (['number', 'bool', 'severity', 'timestamp', 'duration'].includes(field.type)) {
    throw scanner.error(
      `${field.path.join('.')} is not text`,
      'SEARCH looks into text fields and payloads.',
      args[0]!.position,
    );
  }
  return { kind: 'search', path: field.path, query };
}

function buildSample(scanner: Scanner, args: Argument[]): Filter {
  const field = scalarField(scanner, args[0]!, ['string', 'number', 'json', 'proto', 'label'], 'sample');
  const text = literal(scanner, args[1]!, SIGNATURES.sample!.usage);
  const fraction = Number(text);
  if (text.trim() === '' || !(fraction > 0 && fraction <= 1)) {
    throw scanner.error('the fraction has to be above 0 and at most 1', 'Write 0.1 for a tenth.', args[1]!.position);
  }
  return { kind: 'sample', path: field.path, fraction };
}

function buildIpInNet(scanner: Scanner, args: Argument[]): Filter {
  const field = scalarField(scanner, args[0]!, ['string', 'json', 'proto', 'label'], 'ip_in_net');
  const subnet = literal(scanner, args[1]!, SIGNATURES.ip_in_net!.usage);
  if (parseSubnet(subnet) === null) {
    const hint = 'Write "10.0.0.0/8", "1:2::/48" or one address.';
    throw scanner.error('this is no IP address or range', hint, args[1]!.position);
  }
  return { kind: 'ip_in_net', path: field.path, subnet };
}

function scalarField(scanner: Scanner, argument: Argument, types: Field['type'][], name: string): Field {
  const field = locateField(scanner, argument.segments);
  const root = (field.type === 'json' || field.type === 'proto') && field.path.length === 1;
  if (types.includes(field.type) && !root) return field;
  throw scanner.error(
    `${name} cannot work on ${field.path.join('.')}`,
    `Write ${SIGNATURES[name]!.usage}.`,
    argument.position,
  );
}
