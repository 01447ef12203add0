import { binaryKind } from './binary.ts';

/**
 * What an input is, by how it begins. `values`: JSON over several lines or in an array; `lines`: NDJSON or plain text; the others
 * cannot be read.
 */
export type Format = 'values' | 'lines' | 'yaml' | 'csv' | { binary: string };

/** With so much of a first line and no end of it, it is one line of JSON after the other without line ends. */
const LONG_LINE = 1024 * 1024;

const FIELDS =
  'httpRequest|insertId|jsonPayload|labels|logName|protoPayload|receiveTimestamp|resource|severity|spanId|textPayload|timestamp|trace';
/** gcloud prints YAML unless told otherwise. */
const YAML = new RegExp(`^(?:---\\s*)?(?:${FIELDS}):(?:\\s|$)`);
/** What follows the first line of such an entry: its next field, or what belongs to the first. */
const YAML_NEXT = new RegExp(`^(?:\\s|- |$|(?:${FIELDS}):)`);
const CSV_CELL = /^"?[A-Za-z_][\w.@/-]*"?$/;
const CSV_FIELD = new RegExp(`^"?(?:${FIELDS})\\b`, 'i');

/** null: more bytes are needed to tell. `isAll`: there are no more. */
export function detectFormat(head: Buffer, isAll: boolean): Format | null {
  const binary = binaryKind(head);
  if (binary) return { binary };
  const text = head.toString().trimStart();
  const first = text[0];
  if (first === undefined) return isAll ? 'lines' : null;
  if (first === '[') return detectArray(text, isAll);
  const end = text.indexOf('\n');
  if (end < 0 && !isAll && text.length < LONG_LINE) return null;
  const line = end < 0 ? text : text.slice(0, end);
  if (first === '{') return detectObject(line);
  if (line.trim() === '---' && text.slice(end).trim() === '' && !isAll) return null;
  if (YAML.test(text) && YAML_NEXT.test(secondLine(text))) return 'yaml';
  return isCsv(line.trim()) ? 'csv' : 'lines';
}

/** `[` also begins lines such as `[ERROR] …` and `[2025-…`. */
function detectArray(text: string, isAll: boolean): Format | null {
  const next = text.slice(1).trimStart()[0];
  if (next === undefined) return isAll ? 'values' : null;
  return next === '{' || next === ']' ? 'values' : 'lines';
}

/** A first line that is an object by itself begins NDJSON. */
function detectObject(line: string): Format {
  try {
    JSON.parse(line);
    return 'lines';
  } catch {
    return /^\{\s*(?:"|\}|$)/.test(line) ? 'values' : 'lines';
  }
}

function isCsv(line: string): boolean {
  const cells = line.split(/[,\t]/);
  return (
    cells.length > 1 && cells.every((cell) => CSV_CELL.test(cell)) && cells.filter((c) => CSV_FIELD.test(c)).length > 1
  );
}

/** Behind a first `---` the third. */
function secondLine(text: string): string {
  const lines = text.split('\n', 3);
  return (lines[0]!.trim() === '---' ? lines[2] : lines[1]) ?? '';
}
