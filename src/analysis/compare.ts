/** Two sides of a signature compared: its verdict by their rates. */
import type { Correlation, Deployment, Evidence, Exposed, Interval, LagFrom, Micros, Verdict } from '../model.ts';
import { formatTime } from '../text/time.ts';
import { lagEvidence, lagOf } from './lag.ts';
import type { Stretch } from './members.ts';
import { minutesOf, type Sides } from './sides.ts';
import { pExcess, pShortage, rateRatio } from './stats.ts';

/** A rate counts as higher where its 99 % interval says so and it at least doubled. */
const ALPHA = 0.01;
const FACTOR = 2;

/** A comparison in numbers, one of several of which the best is chosen. */
export interface Compared {
  sides: Sides;
  /** By the rates alone. */
  byRate: Verdict;
  verdict: Verdict;
  /** What brought the later side; null = the window against its baseline, with nothing to blame. */
  suspect: Deployment | null;
  /** Whether that is the first of its service. */
  first: boolean;
  lagMs: number | null;
  lagFrom: LagFrom | null;
}

/** The members of a signature that a verdict is about. */
export interface Placed {
  inWindow: Stretch;
  inBaseline: number;
}

/**
 * A signature's verdict, and the members that it is about. There is one of each signature of each report: its reasons are made where
 * they are shown.
 */
export class Verdicted implements Omit<Correlation, 'ratio' | 'evidence'>, Placed {
  readonly inWindow: Stretch;
  readonly inBaseline: number;
  readonly verdict: Verdict;
  readonly before: Exposed;
  readonly after: Exposed;
  /** The first member that counts for the verdict. */
  readonly onset: Micros | null;
  /** The deployment that the verdict is about, itself: a revision's arrival and a shift of traffic to it bear the same name. */
  readonly suspect: Deployment | null;
  readonly deployment: Correlation['deployment'];
  readonly lagMs: number | null;
  readonly lagFrom: LagFrom | null;
  /** `p`, corrected for the number of signatures that were looked at; not given where there is nothing to correct. */
  readonly q?: number;
  readonly #compared: Compared;

  constructor(compared: Compared, { inWindow, inBaseline }: Placed) {
    const { sides, verdict, suspect, lagMs, lagFrom } = compared;
    this.#compared = compared;
    this.inWindow = inWindow;
    this.inBaseline = inBaseline;
    this.verdict = verdict;
    this.before = sides.before;
    this.after = sides.after;
    this.onset = sides.onset;
    this.suspect = suspect;
    this.deployment = suspect && { service: suspect.service, revision: suspect.revision };
    this.lagMs = lagMs;
    this.lagFrom = lagFrom;
  }

  /** The same but for some of it. */
  with(changes: Partial<Verdicted>): Verdicted {
    return Object.assign(new Verdicted(this.#compared, this), this, changes);
  }

  /** One-sided: so many or more after, at the rate before. */
  p(): number {
    const { sides } = this.#compared;
    return sides.baseline ? pExcess(sides.after.count, sides.before.count, exposuresOf(sides)) : 1;
  }

  /** The ratio of the rates with its 95 % interval. */
  ratio(): Interval | null {
    const { sides } = this.#compared;
    if (!sides.baseline || !isMeasured(sides)) return null;
    return rateRatio(sides.after.count, sides.before.count, exposuresOf(sides));
  }

  /** The reasons in words. */
  evidence(): Evidence[] {
    const { sides, byRate, suspect, lagMs, lagFrom } = this.#compared;
    return [rateEvidence(sides, byRate), ...(suspect === null ? [] : lagEvidence(suspect, lagMs, lagFrom))];
  }
}

const NO_LAG = { lagMs: null, lagFrom: null };

interface Exposures {
  before: number;
  after: number;
}

/** @param suspect needs members after: `sides.onset` is when the first came */
export function compare(suspect: Deployment | null, sides: Sides): Compared {
  const { before, after } = sides;
  const verdict = sides.baseline ? verdictFor(after.count, before.count, exposuresOf(sides)) : 'unknown';
  // A deployment named by hand follows another one, even if nothing of that was read.
  const first = suspect !== null && suspect.previousRevision === null && suspect.lagFrom !== 'by-hand';
  const { lagMs, lagFrom } = suspect === null ? NO_LAG : lagOf(suspect, sides.onset!);
  return { sides, byRate: verdict, verdict, suspect, first, lagMs, lagFrom };
}

function isMeasured({ before, after }: Sides): boolean {
  return (before.exposure ?? 0) > 0 && (after.exposure ?? 0) > 0;
}

/** What rates rest on: what was served, or time where that is not known. */
function exposuresOf(sides: Sides): Exposures {
  if (isMeasured(sides)) return { before: sides.before.exposure!, after: sides.after.exposure! };
  return byTime(sides);
}

/** Minutes of the two sides. */
export function byTime(sides: Sides): Exposures {
  const { before, after } = minutesOf(sides);
  return { before: Math.max(1, before), after: Math.max(1, after) };
}

/** Whether so many after are more than before: the interval of the ratio lies above 1 where the one-sided p is under half of its level. */
export function hasRisen(after: number, before: number, exposures: Exposures): boolean {
  const expected = (before / exposures.before) * exposures.after;
  return before > 0 && after >= FACTOR * expected && pExcess(after, before, exposures) < ALPHA / 2;
}

function verdictFor(after: number, before: number, exposures: Exposures): Verdict {
  const expected = (before / exposures.before) * exposures.after;
  if (after === 0) return expected >= 3 ? 'gone' : 'unknown';
  if (before === 0) return 'new';
  if (hasRisen(after, before, exposures)) return 'worse';
  if (after * FACTOR <= expected && pShortage(after, before, exposures) < ALPHA / 2) return 'better';
  return 'unchanged';
}

const WEIGHTS = { new: 2, worse: 1.5, unchanged: -2, better: -2, gone: -2 };

function rateEvidence({ before, after, longAgo }: Sides, verdict: Verdict): Evidence {
  if (verdict === 'unknown') {
    const text = `no baseline: nothing of the service was seen before; ${inWords(after)} since`;
    return { kind: 'no-baseline', weight: -1, text };
  }
  const back = longAgo === null ? '' : `; it is back: it was last seen at ${formatTime(longAgo)}`;
  const unmeasured = before.exposure === null ? ' (no exposure known: verdict by presence)' : '';
  return {
    kind: 'rate',
    weight: WEIGHTS[verdict],
    text: `${inWords(before)} before, ${inWords(after)} since${unmeasured}${back}`,
  };
}

function inWords({ count, exposure, exposureKind }: Exposed): string {
  return exposure === null ? `${count}` : `${count} in ${exposure.toLocaleString('en-US')} ${exposureKind}`;
}
