import type { Verdict } from '../model.ts';

/** Whether a verdict is what a report is about: what is there now and was not before, or cannot be compared. */
export function isNews({ verdict }: { verdict: Verdict }): boolean {
  return verdict === 'new' || verdict === 'worse' || verdict === 'unknown';
}
