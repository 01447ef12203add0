/** Putting filters together as text, for queries that rca sends and lines that it prints. */
import { quote } from './print.ts';
import type { Operator } from './types.ts';

/** One comparison, which needs no parentheses. */
const SIMPLE = /^[\w.]+(?:=~|!~|!=|[<>]=?|[=:])(?:"(?:[^"\\]|\\.)*"|\*|\w+)$/;

/** Filters joined by AND; empty ones are left out, so that '' comes of none. */
export function and(...parts: string[]): string {
  return combine(' AND ', parts);
}

/** Filters joined by OR. An empty one matches everything, and so does the whole. */
export function or(...parts: string[]): string {
  return parts.some((part) => part.trim() === '') ? '' : combine(' OR ', parts);
}

/** The field has one of the values: `field="a"` or `field=("a" OR "b")`. The name is taken as it is. At least one value. */
export function anyOf(field: string, values: readonly string[], op: Operator = '='): string {
  if (values.length === 0) throw new Error(`no values to compare ${field} with`);
  const quoted = values.map(quote);
  return quoted.length === 1 ? `${field}${op}${quoted[0]}` : `${field}${op}(${quoted.join(' OR ')})`;
}

function combine(operator: string, parts: string[]): string {
  const used = parts.map((part) => part.trim()).filter((part) => part !== '');
  return used.length < 2 ? used.join('') : used.map(enclose).join(operator);
}

/** The part in parentheses, for OR binds tighter than AND; on a line of its own where it may end in a comment. */
function enclose(part: string): string {
  if (SIMPLE.test(part)) return part;
  return part.includes('--') ? `(${part}\n)` : `(${part})`;
}
