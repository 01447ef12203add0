import type { Rule, Verification, VerifiedFix, VerifiedSignature } from '../../model.ts';
import { formatTime } from '../../text/time.ts';
import type { ClusterRecord } from '../clusters.ts';
import { isFailure } from '../recognise.ts';
import { type Evidence, scopeOf } from '../report.ts';
import { answerOf, decide } from './answer.ts';
import { elsewhere, type Fix, fixesOf, isNoFix, laterNotes, verifyWindow } from './fixes.ts';
import { headlineOf } from './headline.ts';
import { countsRequests, unreadAround } from './losses.ts';
import { find } from './names.ts';
import type { Target, VerifyQuestion } from './question.ts';
import { type RowContext, rowOf } from './row.ts';
import { membersAround, seenSince, timedOf } from './sides.ts';
import { absentCluster, stragglersOf } from './stragglers.ts';

/** A verification, or why there is none. */
export interface Verified {
  verification: Verification;
  /** Named signatures that were seen nowhere, and of which no report tells. */
  unseen: Target[];
  ambiguous: { name: string; signatures: string[] }[];
  /** Signatures that were seen before the fix, the most frequent first: what could have been meant. */
  seen: { signature: string; title: string }[];
}

/** Holds what was added against the fix; null where no fix has gone live. */
export function buildVerification(
  evidence: Evidence,
  question: VerifyQuestion,
  rules: ReadonlyMap<string, Rule>,
): Verified | null {
  const window = verifyWindow(evidence.deployments, question, evidence.span);
  if (!window) return null;
  const fixes = fixesOf(evidence.deployments, question, window.to);
  const clusters = evidence.clusters.filter(
    ({ service }) => question.services.length === 0 || question.services.includes(service),
  );
  const context: RowContext = {
    ...{ evidence, rules, question, to: window.to },
  };
  const fixOf = (service: string) => fixes.find((fix) => fix.service === service) ?? elsewhere(service, fixes);
  const failures = clusters.filter((cluster) => isFailure(cluster) && !isMuted(cluster, question));
  const { found, ambiguous } = find(question.targets ?? [], clusters);
  const before = failures.filter((cluster) => wasThere(cluster, fixes, context));
  const chosen = question.targets === null ? before.map((cluster) => ({ cluster, target: null })) : pick(found, fixes);
  const rows = chosen.map(({ cluster, target }) => rowOf(cluster, target, fixOf(cluster.service), context));
  const picked = new Set(chosen.map(({ cluster }) => cluster));
  const news = failures.filter(
    (cluster) =>
      !picked.has(cluster) && !isNoFix(fixOf(cluster.service), question) && isNew(cluster, fixes, context, question),
  );
  const newSignatures = news
    .map((cluster) => rowOf(cluster, null, fixOf(cluster.service), context))
    .map((row) => asNew(row, isCompared(fixOf(row.service), context)))
    .sort(mostFirst);
  const signatures = decide(rows, newSignatures).sort(mostFirst);
  const fixed = fixes.map((fix) => fixReport(fix, window.to, evidence, question));
  const body = {
    schema: 1 as const,
    kind: 'verification' as const,
    answer: answerOf(signatures, newSignatures, fixed),
    scope: scopeOf(evidence, { ...question, notes: [...question.notes, ...laterNotes(fixes)] }, window),
    totals: evidence.totals,
    losses: evidence.losses,
    fixes: fixed,
    signatures,
    newSignatures,
    stragglers: stragglersOf(chosen, fixOf, window.to),
  };
  return {
    verification: { ...body, headline: headlineOf(body) } as Verification,
    unseen: found
      .filter(({ target, clusters: all }) => all.length === 0 && !target.before && target.rule === null)
      .map(({ target }) => target),
    ambiguous,
    seen: [...before].sort((a, b) => b.count - a.count).map(({ signature, title }) => ({ signature, title })),
  };
}

function isMuted({ signature, aliases }: ClusterRecord, { muted }: VerifyQuestion): boolean {
  return [signature, ...aliases].some((name) => muted.has(name));
}

/** The clusters that the targets are, each once; one that was not seen stands for itself where a report or a rule tells of it. */
function pick(found: ReturnType<typeof find>['found'], fixes: Fix[]): { cluster: ClusterRecord; target: Target }[] {
  const chosen = new Map<ClusterRecord, Target>();
  for (const { target, clusters } of found) {
    const all =
      clusters.length > 0 ? clusters : target.before || target.rule !== null ? [absentCluster(target, fixes)] : [];
    for (const cluster of all) if (!chosen.has(cluster)) chosen.set(cluster, target);
  }
  return [...chosen].map(([cluster, target]) => ({ cluster, target }));
}

/** Whether a cluster of a service that has a fix was there before it. */
function wasThere(cluster: ClusterRecord, fixes: Fix[], { to }: RowContext): boolean {
  const fix = fixes.find(({ service }) => service === cluster.service);
  if (!fix) return false;
  const { before, after, earlier } = membersAround(timedOf(cluster.roster), fix, to);
  return before.length > 0 || (after.length > 0 && earlier.length > 0);
}

function isNew(cluster: ClusterRecord, fixes: Fix[], { to }: RowContext, question: VerifyQuestion): boolean {
  const fix = fixes.find(({ service }) => service === cluster.service);
  if (!fix || [cluster.signature, ...cluster.aliases].some((name) => question.seenBefore.has(name))) return false;
  const { after, earlier } = membersAround(timedOf(cluster.roster), fix, to);
  return after.length > 0 && earlier.length === 0;
}

/** Whether the time before a fix was seen, all of it: else nothing since can be called new. */
function isCompared(fix: Fix, { evidence, question: { seesHealthy } }: RowContext): boolean {
  const { service, begin, previous } = fix;
  if (unreadAround(evidence.losses, begin).before) return false;
  const revision = (name: string) => fix.since === null || !fix.since.has(name);
  const { entries } = evidence.exposure.count({ service, revision, from: Number.NEGATIVE_INFINITY, to: begin });
  // Where healthy entries are not seen, a service without any other may have been at work all the same.
  return entries > 0 || (!seesHealthy && previous !== null);
}

function asNew(row: VerifiedSignature, compared: boolean): VerifiedSignature {
  const [verdict, why] = compared
    ? (['new', 'none before in all that was read'] as const)
    : (['no-baseline', 'and the time before was not seen, or not all of it'] as const);
  return { ...row, verdict, counts: true, reason: `${row.after.count.toLocaleString('en-US')} since, ${why}` };
}

/** What decides first, causes above symptoms, then what came most often. */
function mostFirst(a: VerifiedSignature, b: VerifiedSignature): number {
  return (
    Number(b.counts) - Number(a.counts) ||
    Number(b.role === 'cause') - Number(a.role === 'cause') ||
    b.before.count - a.before.count ||
    b.after.count - a.after.count ||
    (a.service + a.signature < b.service + b.signature ? -1 : 1)
  );
}

function fixReport(fix: Fix, to: number, evidence: Evidence, { seesHealthy }: VerifyQuestion): VerifiedFix {
  const { service, revision, kind, lagFrom, previousRevision, image, commit } = fix.deployment;
  const { requests, entries } = seenSince(fix, to, evidence.exposure);
  return {
    ...{ service, revision, kind, liveAt: formatTime(fix.begin), lagFrom },
    previousRevision: fix.previous?.revision ?? previousRevision,
    ...{ image, commit },
    requests: countsRequests(evidence.losses) ? requests : null,
    entries: seesHealthy ? entries : null,
  };
}
