import type { SignatureReport, Verdict } from '../model.ts';
import { isFailure } from './recognise.ts';

/** Whether a verdict is what a report is about: what is there now and was not before, or cannot be compared. */
export function isNews({ verdict }: { verdict: Verdict }): boolean {
  return verdict === 'new' || verdict === 'worse' || verdict === 'unknown';
}

/** Whether a signature is a finding for `--fail-on new`: a failure that is new, worse or cannot be compared, and not muted. */
export function isFinding(signature: SignatureReport): boolean {
  return !signature.muted && isFailure(signature) && isNews(signature);
}
