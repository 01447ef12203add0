import type { Label, Labeller } from '../analysis/index.ts';
import { escapeJson } from '../text/escape.ts';
import type { Redactor } from '../text/redact.ts';
import { cutToWidth } from '../text/width.ts';
import { type Io, write } from './io.ts';
import type { InputStart, MATCH_FORMATS } from './match.ts';
import type { LineExplanation } from './match-explain.ts';
import { inert, type Page, pageOf } from './page.ts';
import { quote } from './rules-quote.ts';

export interface PrintOptions {
  format: (typeof MATCH_FORMATS)[number];
  redactor: Redactor | null;
}

/** Characters handed to the output at a time. */
const CHUNK = 64 * 1024;

/** Prints every labelled line, in the order of the input. */
export async function printLabels(
  labeller: Labeller,
  inputs: InputStart[],
  options: PrintOptions,
  io: Io,
): Promise<void> {
  const render = options.format === 'json' ? jsonRenderer(options) : textRenderer(options, pageOf(io));
  const named = inputs.length > 1;
  let input = 0;
  let rendered: ReturnType<Render>[] | null = null;
  let chunk = '';
  let before = -1;
  for (const { index, line, kind } of labeller.labels()) {
    rendered ??= labeller.kinds().map(render);
    while (input + 1 < inputs.length && inputs[input + 1]!.from <= index) input++;
    chunk += rendered[kind]!(line, named ? inputs[input]!.name : null, kind === before);
    before = kind;
    if (chunk.length < CHUNK) continue;
    await write(io.stdout, chunk);
    chunk = '';
  }
  if (chunk !== '') await write(io.stdout, chunk);
  if (labeller.others > 0) {
    const most = 'more different messages than are held at a time';
    io.stderr.write(`rca: ${labeller.others} lines are in the group of other messages: ${most}\n`);
  }
}

/** Prints a line of a kind; `again`: the line before was of the same, and its explanation holds. */
type Render = (label: Label) => (line: number, file: string | null, again: boolean) => string;

/** One object a line; what all lines of a kind share is written once. */
function jsonRenderer({ redactor }: PrintOptions): Render {
  return ({ explanation, ...label }) => {
    const said = explanation === null ? label : { ...label, explanation };
    const rest = escapeJson(redactor ? redactor.value(said) : said).slice(1);
    return (line, file) => `{"line":${line},${file === null ? '' : `"file":${escapeJson(file)},`}${rest}\n`;
  };
}

/** Columns of the line's number and the rule's id: wide enough for nearly all. */
const NUMBER = 6;
const RULE = 38;

function textRenderer({ redactor }: PrintOptions, page: Page): Render {
  const redact = (text: string) => (redactor ? redactor.text(text) : text);
  return (label) => {
    const captures = Object.entries(label.captures).map(([name, value]) => `${name}=${value}`);
    const rule = (label.rule ?? '-').padEnd(RULE);
    const said = [...captures, label.template].map((part) => inert(redact(part))).join('  ');
    const room = page.width - NUMBER - RULE - label.signature.length - 5;
    const text = page.terminal ? cutToWidth(said, Math.max(20, room)) : said;
    const row = `${page.paint(label.rule ? 'head' : 'dim', rule)} ${page.paint('dim', label.signature)}  ${text}`;
    const below = label.explanation === null ? '' : explain(label.explanation as LineExplanation, redact, page);
    return (line, file, again) =>
      `${file === null ? '' : `${inert(file)}:`}${String(line).padStart(NUMBER)}  ${row.trimEnd()}\n${again ? '' : below}`;
  };
}

function explain(explanation: LineExplanation, redact: (text: string) => string, page: Page): string {
  const { text, silencedBy, candidates } = explanation;
  const lines = candidates.flatMap((candidate) => {
    const { rule, outcome, why, pattern, needles } = candidate;
    const found = pattern ? [`      patterns[${pattern.index}] \`${inert(pattern.text)}\``] : [];
    const needle = needles.length > 0 ? [`      needle ${needles.map((one) => JSON.stringify(one)).join(', ')}`] : [];
    const captures = Object.entries(candidate.captures).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
    const caught = captures.length > 0 ? [`      captures ${inert(redact(captures.join(', ')))}`] : [];
    const head = `    ${page.paint(outcome === 'won' ? 'good' : 'dim', outcome.padEnd(10))} ${rule}: ${inert(redact(why))}`;
    return [head, ...(outcome === 'won' || outcome === 'lost' ? [...found, ...needle, ...caught] : found)];
  });
  const won = candidates.find(({ outcome }) => outcome === 'won');
  const redacted = redact(text);
  const quoted = quote(redacted, won && redacted === text ? won.span : null, page);
  const silent = silencedBy === null ? [] : [`    its level is ${silencedBy}: rules of failures do not speak for it`];
  const none = candidates.length === 0 ? ['    no needle of any rule stands in it'] : [];
  return `${[...quoted, ...silent, ...lines, ...none].join('\n')}\n`;
}
