import type { Report } from '../model.ts';

/** `make`, computed once for each report and argument: reports are never changed, a new snapshot is a new one. */
export function perReport<A extends string | number | boolean, T>(
  make: (report: Report, argument: A) => T,
): (report: Report, argument: A) => T {
  const made = new WeakMap<Report, Map<A, T>>();
  return (report, argument) => {
    const results = made.get(report) ?? new Map<A, T>();
    made.set(report, results);
    const known = results.get(argument);
    if (known !== undefined) return known;
    const result = make(report, argument);
    results.set(argument, result);
    return result;
  };
}
