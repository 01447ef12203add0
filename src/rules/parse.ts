import type { z } from 'zod';
import { suggest } from '../text/near.ts';
import type { RuleProblem } from './problem.ts';

/** A file of a rules folder, read. */
export interface RuleText {
  /** As the user can open it. */
  file: string;
  /** The rule that it belongs to. */
  rule: string;
  text: string;
}

/** What a file may say: its schema, and the names of its fields. */
export interface Shape<T> {
  schema: z.ZodType<T>;
  known: readonly string[];
}

export type Parsed<T> = { value: T; problems: [] } | { value: null; problems: RuleProblem[] };

const WHY_OFF = 'Say why the rule is switched off.';

type Issue = z.core.$ZodIssue;
type Said = Pick<RuleProblem, 'field' | 'problem' | 'fix'>;

function fieldName(path: PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index ? '.' : ''}${String(part)}`))
    .join('');
}

function at(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

function unknownFields(issue: Issue & { code: 'unrecognized_keys' }, known: readonly string[]): Said[] {
  return issue.keys.map((key) => {
    const meant = key === 'id' || key === 'category' ? null : suggest(key, known);
    const others = known.length === 1 ? `nothing stands beside ${known[0]}:` : `the fields are ${known.join(', ')}`;
    const fix = meant ? `Did you mean "${meant}"?` : `Leave it out; ${others}.`;
    const path =
      key === 'id' || key === 'category'
        ? 'is never written: the path of the file says it'
        : 'is no field of this file';
    return { field: fieldName([...issue.path, key]), problem: `"${key}" ${path}`, fix };
  });
}

function notInList(issue: Issue & { code: 'invalid_value' }, field: string, given: unknown): Said {
  const values = issue.values.map(String);
  const meant = suggest(String(given), values);
  return {
    field,
    problem: `"${String(given)}" is not one of ${values.join(', ')}`,
    fix: meant ? `Did you mean "${meant}"?` : `Write one of ${values.join(', ')}.`,
  };
}

function tooSmall(issue: Issue & { code: 'too_small' }, field: string): Said {
  const least = Number(issue.minimum);
  if (issue.origin === 'array') return { field, problem: 'has too few entries', fix: `Write at least ${least}.` };
  if (least === 1) return { field, problem: 'is empty', fix: 'Write something, or leave the line out.' };
  const fix = field === 'off' ? WHY_OFF : 'Take a longer part of the text.';
  return { field, problem: `is shorter than ${least} characters`, fix };
}

/** A zod issue in the words of someone who writes a rule. */
function describe(issue: Issue, input: unknown, known: readonly string[]): Said[] {
  const field = fieldName(issue.path);
  const given = at(input, issue.path);
  if (issue.code === 'unrecognized_keys') return unknownFields(issue, known);
  if (given === undefined) return [{ field, problem: 'is missing', fix: `Add "${field}:" to the file.` }];
  if (issue.code === 'invalid_value') return [notInList(issue, field, given)];
  if (issue.code === 'too_small') return [tooSmall(issue, field)];
  if (issue.code === 'invalid_type') {
    const kind = given === null ? 'empty' : Array.isArray(given) ? 'a list' : `a ${typeof given}`;
    const wanted =
      issue.expected === 'array' ? 'a list' : issue.expected === 'record' ? 'fields' : `a ${issue.expected}`;
    return [{ field, problem: `is ${kind}, not ${wanted}`, fix: field === 'off' ? WHY_OFF : `Write ${wanted}.` }];
  }
  if (issue.code === 'invalid_format') {
    return [
      {
        field,
        problem: `"${String(given)}" is not a ${issue.format.toUpperCase()}`,
        fix: 'Write it whole, with https://.',
      },
    ];
  }
  const form = 'Write a text, or text: with log: and captures: beside it.';
  return [{ field, problem: 'is not a specimen', fix: form }];
}

/** The data of a YAML text, or what is wrong with it and in which line. Imports `yaml` only now: a bundled rca reads JSON. */
async function readYaml(text: string): Promise<{ input: unknown; broken: string | null }> {
  const { parseDocument, LineCounter, visit } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error)
    return { input: null, broken: `${error.message.split(/ at line \d/)[0]} (line ${error.linePos?.[0].line ?? 1})` };
  let alias: string | null = null;
  visit(document, {
    Alias: (_, node) => {
      alias = `*${node.source} is read as an alias (line ${lines.linePos(node.range?.[0] ?? 0).line})`;
      return visit.BREAK;
    },
  });
  return alias ? { input: null, broken: alias } : { input: document.toJS() ?? {}, broken: null };
}

/** A file of a rules folder to a checked value, or to what is wrong with it; `shapeOf` tells its shape by what is in it. */
export async function parseRuleText<T>(source: RuleText, shapeOf: (input: unknown) => Shape<T>): Promise<Parsed<T>> {
  const { file, rule } = source;
  const { input, broken } = await readYaml(source.text);
  if (broken) {
    const fix =
      'Indent with spaces; put a text with : # * or quotes in it into a block: >- and the text indented under it.';
    return { value: null, problems: [{ file, rule, field: '', problem: `is not YAML: ${broken}`, fix }] };
  }
  const { schema, known } = shapeOf(input);
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data, problems: [] };
  const said = result.error.issues.flatMap((issue) => describe(issue, input, known));
  return { value: null, problems: said.map((one) => ({ file, rule, ...one })) };
}
