import type { Deployment, DeploymentFact, LagFrom, Micros } from '../../model.ts';
import { compareText } from '../../text/order.ts';
import { addByHand } from './by-hand.ts';
import { changesBetween, otherCommit } from './changes.ts';
import type { SeenRevision, SeenRevisions } from './seen.ts';
import { trafficShifts } from './traffic.ts';

const SECOND = 1_000_000;
/** A first entry tells a go-live only where the service was seen so long before without that revision. */
const SEEN_BEFORE = 60 * SECOND;
/** A request to change a service and the revision that comes of it lie at most this far apart (builds are not part of it). */
const REQUEST_TO_REVISION = 15 * 60 * SECOND;

/** Everything known about one revision, before it is one deployment. */
export interface RevisionFacts {
  service: string;
  revision: string;
  facts: DeploymentFact[];
}

const least = (times: (Micros | null)[]): Micros | null => {
  const known = times.filter((time): time is Micros => time !== null);
  return known.length > 0 ? Math.min(...known) : null;
};

const timesOf = (facts: DeploymentFact[], ...what: DeploymentFact['what'][]) =>
  facts.filter((fact) => what.includes(fact.what)).map((fact) => fact.time);

/**
 * Facts and sightings to deployments, oldest first: one a revision, one a traffic shift, one a `--deploy-at` that fits none.
 * The result does not depend on the order of the facts.
 */
export function mergeFacts(unordered: DeploymentFact[], seen: SeenRevisions): Deployment[] {
  const facts = [...unordered].sort(
    (a, b) => a.time - b.time || compareText(a.what, b.what) || compareText(a.revision, b.revision),
  );
  const revisions = byRevision(facts, seen);
  assignRequests(facts, revisions, seen);
  const deployments = revisions.map((known) => ({ known, deployment: describe(known, seen) }));
  const begun = ({ known, deployment }: { known: RevisionFacts; deployment: Deployment }) =>
    startOf(deployment) || (bornAt(known, seen) ?? 0);
  deployments.sort((a, b) => compareText(a.deployment.service, b.deployment.service) || begun(a) - begun(b));
  const listed = new Set(facts.filter((fact) => fact.what === 'exists').map((fact) => fact.service));
  linkPrevious(deployments, listed);
  const all = deployments.map(({ deployment }) => deployment);
  const shifts = trafficShifts(facts, all, seen);
  return addByHand(facts, [...all, ...shifts], seen).sort(
    (a, b) => startOf(a) - startOf(b) || compareText(a.service, b.service),
  );
}

/** When a deployment began to exist, for ordering; one that nothing dates is older than everything. */
export function startOf(deployment: Deployment): Micros {
  return deployment.createdAt ?? deployment.liveAt ?? deployment.readyAt ?? 0;
}

function byRevision(facts: DeploymentFact[], seen: SeenRevisions): RevisionFacts[] {
  const revisions = new Map<string, RevisionFacts>();
  const open = (service: string, revision: string) => {
    const key = `${service}\u0000${revision}`;
    if (!revisions.has(key)) revisions.set(key, { service, revision, facts: [] });
    return revisions.get(key)!;
  };
  for (const fact of facts)
    if (fact.revision && fact.what !== 'requested') open(fact.service, fact.revision).facts.push(fact);
  for (const [service, known] of seen.services)
    if (!seen.jobs.has(service)) for (const revision of known.keys()) if (revision) open(service, revision);
  return [...revisions.values()];
}

/** The audit entry of a deployment does not name the new revision: it belongs to the first one that appears after it. */
function assignRequests(facts: DeploymentFact[], revisions: RevisionFacts[], seen: SeenRevisions): void {
  for (const request of facts) {
    if (request.what !== 'requested') continue;
    const candidates = revisions
      .filter((known) => known.service === request.service)
      .map((known) => ({ known, born: bornAt(known, seen) }))
      .filter(({ known, born }) =>
        request.revision ? known.revision === request.revision : born !== null && born >= request.time - SECOND,
      )
      .sort((a, b) => (a.born ?? 0) - (b.born ?? 0) || compareText(a.known.revision, b.known.revision));
    const nearest = candidates[0];
    if (!nearest || (nearest.born !== null && nearest.born - request.time > REQUEST_TO_REVISION)) continue;
    nearest.known.facts.push(request);
  }
}

function bornAt(known: RevisionFacts, seen: SeenRevisions): Micros | null {
  const sighted = seen.of(known.service, known.revision);
  return least([
    ...timesOf(known.facts, 'created', 'exists', 'rollout', 'ready', 'failed'),
    sighted?.firstEntry ?? null,
  ]);
}

/** When and by what a revision went live, as DESIGN's order has it: Ready, else the first roll-out instance, else the first request. */
function goLive(known: RevisionFacts, seen: SeenRevisions): { liveAt: Micros | null; lagFrom: LagFrom | null } {
  const sighted = seen.of(known.service, known.revision);
  const servedBefore = (time: Micros) => sighted?.firstRequest != null && sighted.firstRequest < time - SEEN_BEFORE;
  // A service's Ready condition also follows a mere shift of traffic: it counts only for a revision that was not at work yet.
  const ready = known.facts.filter((fact) => fact.what === 'ready' && fact.message !== 'service');
  const readyAt = least(timesOf(ready.length > 0 ? ready : known.facts, 'ready'));
  if (readyAt !== null && !servedBefore(readyAt)) return { liveAt: readyAt, lagFrom: 'ready' };
  const rollout = least(timesOf(known.facts, 'rollout'));
  const failed = known.facts.some((fact) => fact.what === 'failed');
  const atWorkBefore = rollout !== null && sighted !== null && sighted.firstEntry < rollout - SEEN_BEFORE;
  if (rollout !== null && !failed && !atWorkBefore && readyAt === null) return { liveAt: rollout, lagFrom: 'rollout' };
  const first = failed || !sighted ? null : firstAtWork(sighted);
  const seenWithout = seen.firstWithout(known.service, known.revision);
  if (first === null || !sighted || seenWithout === null || readyAt !== null || rollout !== null)
    return { liveAt: null, lagFrom: null };
  return sighted.firstEntry - seenWithout >= SEEN_BEFORE
    ? { liveAt: first, lagFrom: 'request' }
    : { liveAt: null, lagFrom: null };
}

/** The first request; an error in the minute before it shows that the revision was at work already. */
function firstAtWork({ firstEntry, firstRequest, firstFailure }: SeenRevision): Micros {
  if (firstRequest === null) return firstEntry;
  return firstFailure !== null && firstRequest - firstFailure < SEEN_BEFORE
    ? Math.min(firstRequest, firstFailure)
    : firstRequest;
}

function describe(known: RevisionFacts, seen: SeenRevisions): Deployment {
  const { liveAt, lagFrom } = goLive(known, seen);
  const of = <T>(pick: (fact: DeploymentFact) => T | null): T | null =>
    known.facts.map(pick).find((value) => value !== null) ?? null;
  const failedFact = known.facts.find((fact) => fact.what === 'failed');
  const served = seen.of(known.service, known.revision)?.firstRequest ?? null;
  // Ready may also turn False on a revision that had been serving; requests after it are those that it could not answer.
  const failed =
    failedFact !== undefined && liveAt === null && (served === null || served >= failedFact.time - SEEN_BEFORE);
  const createdAt =
    least(timesOf(known.facts, 'created', 'exists')) ??
    least(timesOf(known.facts, 'requested')) ??
    (failed ? failedFact.time : null);
  return {
    service: known.service,
    revision: known.revision,
    location: known.facts.find((fact) => fact.location)?.location ?? '',
    kind: failed ? 'failed' : 'revision',
    createdAt,
    readyAt: least(timesOf(known.facts, 'ready')),
    liveAt,
    lagFrom: failed ? 'created' : lagFrom,
    previousRevision: null,
    previousExists: null,
    image: of((fact) => fact.image),
    commit: of((fact) => fact.commit),
    author: of((fact) => fact.author),
    changes: [],
    message: failedFact?.message ?? '',
  };
}

/** The revision that served before each one, what differs from it, and whether the Run API still lists it. */
function linkPrevious(ordered: { known: RevisionFacts; deployment: Deployment }[], listed: Set<string>): void {
  const served = new Map<string, { known: RevisionFacts; deployment: Deployment }>();
  for (const item of ordered) {
    const { known, deployment } = item;
    const previous = served.get(deployment.service);
    if (previous) {
      deployment.previousRevision = previous.deployment.revision;
      const exists = previous.known.facts.some((fact) => fact.what === 'exists');
      deployment.previousExists = listed.has(deployment.service) ? exists : null;
      deployment.changes = changesBetween(previous.known.facts, known.facts);
      const sameImage = deployment.image !== null && deployment.image === previous.deployment.image;
      const sameCode = sameImage && !otherCommit(previous.known.facts, known.facts);
      if (deployment.kind === 'revision' && sameCode && deployment.changes.length > 0) deployment.kind = 'config';
    }
    if (deployment.kind !== 'failed') served.set(deployment.service, item);
  }
}
