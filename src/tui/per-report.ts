import type { Report } from '../model.ts';

/** Results held of one report: what was looked at last. */
const HELD = 16;

/** `make`, computed once for each report and arguments: reports are never changed, a new snapshot is a new one. */
export function perReport<A extends (string | number | boolean)[], T>(
  make: (report: Report, ...about: A) => T,
): (report: Report, ...about: A) => T {
  const made = new WeakMap<Report, Map<string, { result: T }>>();
  return (report, ...about) => {
    const key = about.join('\u0000');
    const results = made.get(report) ?? new Map<string, { result: T }>();
    made.set(report, results);
    const known = results.get(key);
    if (known) return known.result;
    const result = make(report, ...about);
    if (results.size >= HELD) results.delete(results.keys().next().value!);
    results.set(key, { result });
    return result;
  };
}
