import type { Filter, Path } from './types.ts';

/** Segments that read as a name without quotes, and as no keyword, number or negation. */
const PLAIN = /^(?!(?:AND|OR|NOT)$)[A-Za-z_@][\w@]*$/;

/** A text as a string of the query language: in double quotes, `"` and `\` escaped, line breaks and controls as escapes. */
export function quote(text: string): string {
  return `"${text.replace(/["\\\u0000-\u001f]/g, escapeCharacter)}"`;
}

function escapeCharacter(char: string): string {
  if (char === '"' || char === '\\') return `\\${char}`;
  if (char === '\n') return '\\n';
  if (char === '\t') return '\\t';
  return `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
}

/** A field's name, each segment quoted where it has to be. */
export function printPath(path: Path): string {
  return path.map((name) => (PLAIN.test(name) ? name : quote(name))).join('.');
}

/** A filter as text: names in their canonical spelling, values quoted, AND and OR written out. `parseFilter` reads it back. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return printOneField(filter) ?? filter.parts.map(printOperand).join(filter.kind === 'and' ? ' AND ' : ' OR ');
    case 'not':
      return `NOT ${printOperand(filter.part)}`;
    case 'compare':
      return `${printPath(filter.path)}${filter.op}${printValue(filter.value)}`;
    case 'present':
      return `${printPath(filter.path)}:*`;
    case 'text':
      return quote(filter.text);
    case 'log_id':
      return `log_id(${quote(filter.id)})`;
    case 'search':
      return `SEARCH(${filter.path ? `${printPath(filter.path)}, ` : ''}${quote(filter.query)})`;
    case 'sample':
      return `sample(${printPath(filter.path)}, ${filter.fraction})`;
    case 'ip_in_net':
      return `ip_in_net(${printPath(filter.path)}, ${quote(filter.subnet)})`;
  }
}

function printOperand(filter: Filter): string {
  const text = printFilter(filter);
  return (filter.kind === 'and' || filter.kind === 'or') && printOneField(filter) === null ? `(${text})` : text;
}

/** `field=("a" OR "b")` where all parts compare one field the same way. */
function printOneField(filter: { kind: 'and' | 'or'; parts: Filter[] }): string | null {
  const heads = new Set<string>();
  const values: string[] = [];
  for (const part of filter.parts) {
    if (part.kind !== 'compare') return null;
    heads.add(`${printPath(part.path)}${part.op}`);
    values.push(printValue(part.value));
  }
  if (heads.size !== 1 || values.length < 2) return null;
  return `${[...heads][0]}(${values.join(filter.kind === 'and' ? ' AND ' : ' OR ')})`;
}

function printValue(value: string | null): string {
  return value === null ? 'NULL_VALUE' : quote(value);
}
