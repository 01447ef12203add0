import type { Rule, VerifiedSignature, VerifyVerdict } from '../../model.ts';
import type { ClusterRecord } from '../clusters.ts';
import { firstTime } from '../members.ts';
import type { Evidence } from '../report.ts';
import { sampleOf } from '../signature-report.ts';
import { timeOrNull } from '../untimed.ts';
import { pastOf } from './chronic.ts';
import { type Fix, isNoFix } from './fixes.ts';
import { countsRequests, unreadAround } from './losses.ts';
import type { Target, VerifyQuestion } from './question.ts';
import { reasonOf } from './reason.ts';
import { amountOf, type FixSides, kindOf, sideReport, sidesOfFix, timedOf } from './sides.ts';
import { judge } from './verdict.ts';

/** What a row is made of besides its signature. */
export interface RowContext {
  evidence: Evidence;
  rules: ReadonlyMap<string, Rule>;
  to: number;
  question: VerifyQuestion;
}

/** What has to be seen without a hit where the old rate is not known: then the rate left is below 1 % (or one in ten minutes). */
const LEAST = { requests: 300, entries: 300, 'instance-minutes': 30, minutes: 30 };
const SAMPLES = 3;
/** What came no more often is too rare to tell, unless nothing else is there to tell by. */
const RARE = 3;

/** One signature on one service, held against the fix. */
export function rowOf(cluster: ClusterRecord, target: Target | null, fix: Fix, context: RowContext): VerifiedSignature {
  const { evidence, to } = context;
  const sides = sidesOfFix(timedOf(cluster.roster), fix, to, evidence.exposure);
  const known = fromReport(sides, target);
  const kind =
    known?.exposureKind ??
    kindOf(sides, {
      entries: context.question.seesHealthy && evidence.exposure.countsHealthy(cluster.service),
      requests: countsRequests(evidence.losses) && evidence.exposure.countsRequests(cluster.service),
    });
  const per: VerifiedSignature['per'] = kind ?? 'minutes';
  const before = known ?? sideReport(sides.before, kind);
  const amounts = {
    before: known ? (known.exposure ?? 0) : amountOf(sides.before, kind),
    after: amountOf(sides.after, kind),
  };
  const undeployed = isNoFix(fix, context.question);
  const past = pastOf(sides, fix, evidence.exposure, evidence.span);
  const judged = judge({
    before: { count: before.count, amount: amounts.before },
    after: { count: sides.after.members.length, amount: seenAtWork(sides, kind) ? amounts.after : 0 },
    least: LEAST[per],
    wasFixed: past.wasFixed,
    undeployed,
    incomplete: unreadAround(evidence.losses, fix.begin).since,
  });
  const row = {
    ...described(cluster, context.rules),
    ...judged,
    counts: hasSay(judged.verdict, before.count, past.chronic, target),
    before,
    beforeFrom: known ? ('report' as const) : ('logs' as const),
    after: sideReport(sides.after, kind),
    per,
    stragglers: sides.stragglers.length,
    ...times(sides),
    samples: samplesOf(cluster, sides),
  };
  return { ...row, reason: reasonOf(row, past, fix) };
}

function described(cluster: ClusterRecord, rules: ReadonlyMap<string, Rule>) {
  const { signature, aliases, rule, title, template, service, role } = cluster;
  const category = rule === null ? null : (rules.get(rule)?.category ?? null);
  return { signature, aliases, rule, category, title, template, service, role };
}

/** What a saved report says of the time before, where that was not read. */
function fromReport({ before }: FixSides, target: Target | null) {
  if (before.members.length > 0 || !target?.before) return null;
  const { count, exposure, exposureKind, from, to, revision } = target.before;
  const rate = exposure !== null && exposure > 0 ? count / exposure : null;
  const span = { from: timeOrNull(from)!, to: timeOrNull(to)! };
  return { count, exposure, exposureKind, rate, ...span, revisions: revision === '' ? [] : [revision] };
}

/** By time alone nothing is verified of a revision that nothing was seen of. */
function seenAtWork({ after }: FixSides, kind: string | null): boolean {
  return kind !== null || after.entries > 0 || after.members.length > 0;
}

/**
 * Whether a row has a say. Without one are symptoms and signatures that nobody named, where they were there before the revision before and
 * go on, or are too rare to miss.
 */
function hasSay(verdict: VerifyVerdict, before: number, chronic: boolean, target: Target | null): boolean {
  if (target !== null && target.part !== 'symptom') return true;
  if (verdict === 'fixed' || verdict === 'regressed' || verdict === 'read-in-part') return true;
  if (chronic) return false;
  return !(before < RARE && (verdict === 'not-enough-traffic' || verdict === 'not-seen'));
}

function times({ before, earlier, after }: FixSides) {
  const last = (members: { time: number }[]) =>
    timeOrNull(members.length > 0 ? Math.max(...members.map(({ time }) => time)) : null);
  return {
    lastBefore: last(before.members.length > 0 ? before.members : earlier),
    firstAfter: timeOrNull(firstTime(after.members)),
    lastAfter: last(after.members),
  };
}

function samplesOf({ samples }: ClusterRecord, { after }: FixSides): VerifiedSignature['samples'] {
  const since = new Set(after.members.map(({ time }) => time));
  return samples
    .filter(({ time }) => time !== null && since.has(time))
    .slice(0, SAMPLES)
    .map(sampleOf);
}
