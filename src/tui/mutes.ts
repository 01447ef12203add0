import type { Report } from '../model.ts';

/** What was muted (or no more) on this screen, by signature; a later report says the same by itself. */
export type Mutes = ReadonlyMap<string, boolean>;

/** The report as it would be with the mutes: a cause that is muted explains nothing any more, its symptoms stand for themselves. */
export function withMutes(report: Report, mutes: Mutes): Report {
  if (mutes.size === 0) return report;
  const saidOf = (names: string[]) => names.map((name) => mutes.get(name)).find((on) => on !== undefined);
  const dropped = new Set(
    report.diagnoses.filter(({ signature }) => mutes.get(signature) === true).map(({ rank }) => rank),
  );
  return {
    ...report,
    diagnoses: report.diagnoses.filter(({ rank }) => !dropped.has(rank)),
    signatures: report.signatures.map((item) => {
      const muted = saidOf([item.signature, ...item.aliases]) ?? item.muted;
      const diagnosis = item.diagnosis !== null && (muted || dropped.has(item.diagnosis)) ? null : item.diagnosis;
      return { ...item, muted, diagnosis };
    }),
  };
}
