/** Strings from closed lists or with a form that the analysis gives them, not a log. */
const OURS = new Set([
  'verdict',
  'lagFrom',
  'exposureKind',
  'confidence',
  'category',
  'role',
  'severity',
  'log',
  'reason',
  'kind',
  'per',
  'answer',
  'beforeFrom',
]);

/** A copy in which `replace` answers for every string that a log, a name or a configuration could have put there. */
export function poison<T>(value: T, replace: () => string, key = ''): T {
  if (typeof value === 'string') return (OURS.has(key) ? value : replace()) as T;
  if (Array.isArray(value)) return value.map((item) => poison(item, replace, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poison(item, replace, name)])) as T;
}
