/** Getting at the values of a raw entry. */
import type { RawEntry } from '../model.ts';
import type { FieldType } from './fields.ts';
import type { Path } from './types.ts';

/** More arrays inside one another than a payload holds; a hostile one must not exhaust the stack. */
const MAX_ARRAYS = 32;

/**
 * A test of the values at a path: any element of an array will do, wherever on the path it is. `missing` is the answer where
 * the entry has no such field (for a JSON null that is so in all fields but a payload's).
 */
export function reach(
  path: Path,
  type: FieldType,
  test: (value: unknown) => boolean,
  missing: boolean,
): (raw: RawEntry) => boolean {
  const keepsNull = type === 'json' || type === 'proto';
  const get = path.map((name, i) => (type === 'proto' && i > 0 ? anySpelling(name) : exactly(name)));
  const walk = (value: unknown, at: number, arrays: number): boolean => {
    if (Array.isArray(value)) {
      return arrays < MAX_ARRAYS && value.some((element) => walk(element, at, arrays + 1));
    }
    if (at === get.length) return value === undefined || (value === null && !keepsNull) ? missing : test(value);
    if (typeof value !== 'object' || value === null) return missing;
    return walk(get[at]!(value as RawEntry), at + 1, arrays);
  };
  return (raw) => walk(raw, 0, 0);
}

function exactly(name: string): (object: RawEntry) => unknown {
  if (name in Object.prototype) return (object) => (Object.hasOwn(object, name) ? object[name] : undefined);
  return (object) => object[name];
}

/** Names in protoPayload are those of protocol buffers: `method_name` is `methodName`, in any letter case. */
function anySpelling(name: string): (object: RawEntry) => unknown {
  const exact = exactly(name);
  const plain = plainName(name);
  return (object) => {
    const value = exact(object);
    if (value !== undefined) return value;
    const same = Object.keys(object).find((key) => plainName(key) === plain);
    return same === undefined ? undefined : object[same];
  };
}

function plainName(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** Whether a scalar anywhere inside a value passes the test. No recursion: a payload may be nested deeper than the stack. */
export function someScalar(value: unknown, test: (scalar: unknown) => boolean): boolean {
  if (typeof value !== 'object' || value === null) return test(value);
  const left: object[] = [value];
  for (let object = left.pop(); object; object = left.pop()) {
    for (const key in object) {
      const inner = (object as RawEntry)[key];
      if (typeof inner === 'object' && inner !== null) left.push(inner);
      else if (test(inner)) return true;
    }
  }
  return false;
}

/** Fields that a search of the whole entry leaves out: they are no text, and every entry has them. */
const NOT_SEARCHED = new Set(['timestamp', 'receiveTimestamp', 'severity']);

/** Whether a scalar anywhere in an entry, but for its times and its severity, passes the test. */
export function someField(raw: RawEntry, test: (scalar: unknown) => boolean): boolean {
  for (const key in raw) {
    if (!NOT_SEARCHED.has(key) && someScalar(raw[key], test)) return true;
  }
  return false;
}
