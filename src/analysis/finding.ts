import type { Report, SignatureReport } from '../model.ts';
import { parseTime } from '../text/time.ts';
import { isNews } from '../text/verdict.ts';
import { AROUND } from './burst.ts';
import { canPass } from './natures.ts';
import { isFailure } from './recognise.ts';

/** Whether a signature is a finding for `--fail-on new`: a failure that is new, worse or cannot be compared, and not muted. */
export function isFinding(signature: SignatureReport): boolean {
  return !signature.muted && isFailure(signature) && isNews(signature);
}

/** Fewer entries than this may be a stray one. */
const ENOUGH = 3;

/**
 * Whether what comes next cannot take a finding back: enough entries, and no noise of a roll-out that may be over in a minute. What kept
 * a revision from going live is certain from its first entry.
 *
 * @param any whether failures that were there before count too
 */
export function isCertain(
  signature: SignatureReport,
  { deployments }: Pick<Report, 'deployments'>,
  any = false,
): boolean {
  const { service, verdict, count } = signature;
  if (any && !isNews({ verdict })) return isFinding({ ...signature, verdict: 'new' }) && count > 0;
  if (!isFinding(signature) || count === 0) return false;
  const own = deployments.filter((deployment) => deployment.service === service);
  const blamed = own.find(({ revision }) => revision !== '' && revision === signature.deployment?.revision);
  if (blamed?.kind === 'failed') return true;
  if (count < ENOUGH) return false;
  if (!canPass(signature)) return true;
  const [first, last] = [parseTime(signature.first ?? ''), parseTime(signature.last ?? '')];
  if (first === null || last === null) return true;
  const lives = own.map(({ liveAt }) => parseTime(liveAt ?? '')).filter((live) => live !== null);
  return lives.every((live) => Math.abs(first - live) > AROUND || last > live + AROUND);
}
