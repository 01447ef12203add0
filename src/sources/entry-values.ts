/** Reading values of any shape: nothing in a log entry can be relied on to have the type that it should. */

/** The string itself, '' for anything else. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A plain object; null for anything else, arrays included. */
export function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** The value at a path of keys; undefined where there is none. A key is also tried with dots (`log.level`). */
export function valueAt(root: Record<string, unknown>, path: readonly string[]): unknown {
  if (path.length === 1) return root[path[0]!];
  let value: unknown = root;
  for (const key of path) value = record(value)?.[key];
  return value ?? root[path.join('.')];
}
