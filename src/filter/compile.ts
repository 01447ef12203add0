/**
 * Filters as functions. An entry's missing fields as Google documents them: a field that LogEntry defines has its default ('',
 * 0, false, DEFAULT); of a payload's field or a label that is not there no comparison holds, `!=` and `!~` included, so that
 * `NOT jsonPayload.a="b"` matches an entry without it and `jsonPayload.a!="b"` does not. A timestamp or latency that an entry
 * lacks compares like a payload's: it has no default that means anything.
 */
import type { Micros, RawEntry } from '../model.ts';
import { compareTest, containsTest, type Test } from './compare.ts';
import { type Field, type FieldType, findField } from './fields.ts';
import { fold } from './fold.ts';
import { inSubnet } from './ip-in-net.ts';
import { reach, someField, someScalar } from './reach.ts';
import { hashFraction } from './sample.ts';
import { hasTerms, searchTerms } from './search.ts';
import type { Filter, FilterContext, Path } from './types.ts';

/** Whether an entry, in the JSON form that `gcloud logging read --format=json` prints, passes. */
export type Predicate = (raw: RawEntry) => boolean;

const DEFAULTS: Partial<Record<FieldType, unknown>> = { string: '', number: 0, bool: false, severity: 'DEFAULT' };

/** A filter as a predicate: regular expressions compiled and names looked up once. */
export function compile(filter: Filter, context: FilterContext = {}): Predicate {
  return compileNode(filter, context.now ?? Date.now() * 1000);
}

/** Whether one entry passes. For many entries `compile` once. */
export function matches(filter: Filter, raw: RawEntry, context?: FilterContext): boolean {
  return compile(filter, context)(raw);
}

function compileNode(filter: Filter, now: Micros): Predicate {
  switch (filter.kind) {
    case 'and':
      return all(filter.parts.map((part) => compileNode(part, now)));
    case 'or':
      return any(filter.parts.map((part) => compileNode(part, now)));
    case 'not': {
      const inner = compileNode(filter.part, now);
      return (raw) => !inner(raw);
    }
    case 'compare': {
      const field = known(filter.path);
      return at(field, compareTest(field.type, filter.op, filter.value, now));
    }
    case 'present':
      return reach(filter.path, known(filter.path).type, () => true, false);
    case 'text':
      return compileText(filter.text);
    case 'log_id':
      return compileLogId(filter.id);
    case 'search':
      return compileSearch(filter.path, filter.query);
    case 'sample':
      return at(known(filter.path), (value) => isSampled(value, filter.fraction));
    case 'ip_in_net':
      return reach(filter.path, known(filter.path).type, inSubnet(filter.subnet), false);
  }
}

function all(parts: Predicate[]): Predicate {
  const [first, second] = parts;
  if (first && second && parts.length === 2) return (raw) => first(raw) && second(raw);
  return (raw) => {
    for (const part of parts) if (!part(raw)) return false;
    return true;
  };
}

function any(parts: Predicate[]): Predicate {
  return (raw) => {
    for (const part of parts) if (part(raw)) return true;
    return false;
  };
}

/** A test of a field's values, or of its default where it has one. */
function at(field: Field, test: Test): Predicate {
  return reach(field.path, field.type, test, field.type in DEFAULTS && test(DEFAULTS[field.type]));
}

/** The parser has found the field; a filter made by hand may name none. */
function known(path: Path): Field {
  const field = findField(path);
  if ('type' in field) return field;
  throw new Error(`${field.what}: ${path.join('.')}`);
}

/** Some text contains it, or a number, a boolean or the severity equals it. */
function compileText(text: string): Predicate {
  const test = containsTest(text);
  const severity = text.toUpperCase();
  return (raw) => raw.severity === severity || someField(raw, test);
}

function compileLogId(id: string): Predicate {
  const plain = fold(`/logs/${id}`);
  const encoded = fold(`/logs/${encodeURIComponent(id.toWellFormed())}`);
  return ({ logName }) => {
    if (typeof logName !== 'string') return false;
    const name = fold(logName);
    return name.endsWith(encoded) || name.endsWith(plain);
  };
}

function compileSearch(path: Path | null, query: string): Predicate {
  const terms = searchTerms(query);
  const inTexts = (each: (take: Test) => unknown): boolean => {
    const texts: string[] = [];
    each((value) => {
      if (typeof value === 'string') texts.push(value);
      return false;
    });
    return hasTerms(terms, texts);
  };
  if (path === null) return (raw) => inTexts((take) => someField(raw, take));
  return reach(path, known(path).type, (value) => inTexts((take) => someScalar(value, take)), false);
}

function isSampled(value: unknown, fraction: number): boolean {
  return (typeof value === 'string' || typeof value === 'number') && hashFraction(String(value)) <= fraction;
}
