import type { Report } from '../model.ts';

/** The report in one sentence: the first diagnosis, or that there is none, and how much was looked at. */
export function headline({ diagnoses, signatures, scope, totals }: Omit<Report, 'headline'>): string {
  const [first, ...others] = diagnoses;
  const more =
    others.length === 0 ? '' : others.length === 1 ? ' (and 1 more cause)' : ` (and ${others.length} more causes)`;
  if (first) return `${first.summary}${more}`;
  const entries = `${totals.entries.toLocaleString('en-US')} entries`;
  if (totals.entries === 0) return 'No log entries in the range';
  const old = signatures.filter(({ verdict }) => verdict === 'unchanged' || verdict === 'better').length;
  const before = old === 0 ? '' : `; ${old} failure ${old === 1 ? 'signature was' : 'signatures were'} there before`;
  return `No new failure ${scope.window.startsWith('everything') ? 'in everything read' : scope.window} (${entries})${before}`;
}
