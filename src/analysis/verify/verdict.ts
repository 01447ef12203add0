import type { Interval, VerifyVerdict } from '../../model.ts';
import { rateRatio } from '../stats.ts';
import { poissonUpper } from './poisson.ts';

/** What a verdict is computed from: counts and amounts of the same unit on both sides. */
export interface Numbers {
  before: { count: number; amount: number };
  after: { count: number; amount: number };
  /** What has to be seen without a hit where the old rate is not known. */
  least: number;
  /** Whether the revision just before did not show it, though it served enough to. */
  wasFixed: boolean;
  /** Whether what is live is what is to blame: no fix is there to judge. */
  undeployed: boolean;
  /** Whether something since the fix was not read. */
  incomplete: boolean;
}

export interface Judgement {
  verdict: VerifyVerdict;
  /** Hits that the old rate would have brought, and the chance of none; null where the old rate is not known. */
  expected: number | null;
  chance: number | null;
  /** How much more has to be seen without a hit, where that is what is missing. */
  missing: number | null;
  ratio: Interval | null;
  upperBound: number | null;
}

/** None came by chance, were the rate the old one, at most so often. */
const BY_CHANCE = 0.05;
/** A rate has changed where its 99 % interval says so and it doubled or halved: as a scan has it. */
const ALPHA = 0.01;
const FACTOR = 2;

/**
 * Judges one signature. Hits are taken for a Poisson process in the amount seen: at the old rate r none comes in an amount n with
 * probability exp(-r n), which has to be small before none means fixed.
 */
export function judge(numbers: Numbers): Judgement {
  const { before, after } = numbers;
  const rate = before.amount > 0 && before.count > 0 ? before.count / before.amount : null;
  const expected = rate === null ? null : rate * after.amount;
  const compared = before.amount > 0 && after.amount > 0 && before.count + after.count > 0;
  const amounts = { before: before.amount, after: after.amount };
  const common = {
    expected,
    chance: expected === null ? null : Math.exp(-expected),
    missing: null,
    ratio: compared ? rateRatio(after.count, before.count, amounts) : null,
    upperBound: after.amount > 0 ? poissonUpper(after.count) / after.amount : null,
  };
  if (numbers.undeployed) return { ...common, verdict: 'no-fix' };
  if (after.count > 0) return { ...common, verdict: whereHit(numbers, compared) };
  if (before.count === 0) return { ...common, verdict: 'not-seen' };
  const needed = rate === null ? numbers.least : -Math.log(BY_CHANCE) / rate;
  if (after.amount < needed) return { ...common, verdict: 'not-enough-traffic', missing: needed - after.amount };
  return { ...common, verdict: numbers.incomplete ? 'read-in-part' : 'fixed' };
}

/** Hits since: how they compare with those before. */
function whereHit({ before, after, wasFixed }: Numbers, compared: boolean): VerifyVerdict {
  if (before.count === 0 || wasFixed) return 'regressed';
  if (!compared) return 'still-failing';
  const ratio = rateRatio(after.count, before.count, { before: before.amount, after: after.amount }, ALPHA);
  if (ratio.low > 1 && ratio.value! >= FACTOR) return 'regressed';
  return ratio.high! < 1 && ratio.value! <= 1 / FACTOR ? 'better' : 'still-failing';
}

/** Whether a rate of `count` in `amount` would have shown in `more`, with a chance of at most one in a hundred that it did not. */
export function wouldShow(count: number, amount: number, more: number): boolean {
  return count > 0 && amount > 0 && (count / amount) * more >= -Math.log(ALPHA);
}

/** Whether a rate is clearly higher than one before: at 99 %, and at least twice. */
export function isRaised(count: number, before: number, amounts: { after: number; before: number }): boolean {
  if (amounts.after <= 0 || amounts.before <= 0) return true;
  const ratio = rateRatio(count, before, amounts, ALPHA);
  return ratio.low > 1 && (ratio.value === null || ratio.value >= FACTOR);
}
