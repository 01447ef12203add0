import type { Deployment, DeploymentFact, Micros } from '../../model.ts';
import type { SeenRevisions } from './seen.ts';

type Shares = Record<string, number>;

/**
 * Shifts of traffic as deployments of their own. The revision whose share grew most is the one that was shifted to, and the one that the
 * shift may have brought trouble with; where it is older than the one that had most before, it is a rollback. A request that leaves the
 * shares as they are is none.
 */
export function trafficShifts(facts: DeploymentFact[], revisions: Deployment[], seen: SeenRevisions): Deployment[] {
  const shifts: Deployment[] = [];
  const shares = new Map<string, Shares>();
  for (const fact of facts) {
    if (fact.traffic === null || (fact.what !== 'traffic' && fact.what !== 'requested')) continue;
    const known = revisions.filter(({ service, kind }) => service === fact.service && kind !== 'failed');
    const before = shares.get(fact.service) ?? servingAt(fact.time, known, seen);
    const after = named(fact.traffic, fact, known);
    shares.set(fact.service, after);
    if (fact.what === 'requested') continue;
    const to = largest(Object.keys(after), (name) => after[name]! - (before[name] ?? 0));
    if (to === null || after[to]! <= (before[to] ?? 0)) continue;
    const from = largest(Object.keys(before), (name) => before[name]!);
    shifts.push(shiftOf(fact, to, from === to ? null : from, known));
  }
  return shifts;
}

/** Shares by revision; 'LATEST' is the one that was live last (a deployment that follows makes it another one). */
function named(traffic: Shares, fact: DeploymentFact, known: Deployment[]): Shares {
  const live = known.filter(({ liveAt, createdAt }) => (liveAt ?? createdAt ?? 0) <= fact.time).at(-1);
  // What a deployment sends to the latest revision goes to the one that it makes.
  const made =
    fact.what === 'requested' ? known.find(({ createdAt, liveAt }) => (liveAt ?? createdAt ?? 0) > fact.time) : null;
  const latest = (made ?? live)?.revision ?? 'LATEST';
  const shares: Shares = {};
  for (const [name, percent] of Object.entries(traffic)) {
    const revision = name === 'LATEST' || name === '' ? latest : name;
    shares[revision] = (shares[revision] ?? 0) + percent;
  }
  return shares;
}

/** Who served before the first shift that is known: the latest revision with a request by then, else the latest live one. */
function servingAt(time: Micros, known: Deployment[], seen: SeenRevisions): Shares {
  const requested = known.filter(
    ({ service, revision }) => (seen.of(service, revision)?.firstRequest ?? Infinity) < time,
  );
  const live = known.filter(({ liveAt, createdAt }) => (liveAt ?? createdAt ?? 0) < time);
  const serving = requested.at(-1) ?? live.at(-1);
  return serving ? { [serving.revision]: 100 } : {};
}

function largest(names: string[], size: (name: string) => number): string | null {
  return [...names].sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1))[0] ?? null;
}

function shiftOf(fact: DeploymentFact, to: string, from: string | null, known: Deployment[]): Deployment {
  const order = (revision: string | null) => known.findIndex((deployment) => deployment.revision === revision);
  return {
    service: fact.service,
    revision: to,
    location: fact.location,
    kind: from !== null && order(to) < order(from) ? 'rollback' : 'traffic',
    createdAt: fact.time,
    readyAt: null,
    liveAt: fact.time,
    lagFrom: 'created',
    previousRevision: from,
    previousExists: null,
    image: known.find((deployment) => deployment.revision === to)?.image ?? null,
    commit: null,
    author: fact.author,
    changes: [`traffic ${describeShares(fact.traffic!)}`],
    message: fact.message,
  };
}

/** `shop-2 90 %, shop-1 10 %`. */
export function describeShares(shares: Shares): string {
  return Object.entries(shares)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([revision, percent]) => `${revision === 'LATEST' ? 'the latest revision' : revision} ${percent} %`)
    .join(', ');
}
