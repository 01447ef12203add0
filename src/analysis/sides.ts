import type { Deployment, Exposed, Micros } from '../model.ts';
import type { ClusterRecord } from './clusters.ts';
import type { Exposure } from './exposure.ts';
import { countIn, indexAt, type Members, membersOf, type Ordered } from './members.ts';
import type { Served } from './minute-series.ts';
import { beginOf, type Window, windowOf } from './window.ts';

export interface Surroundings {
  window: Window;
  deployments: Deployment[];
  exposure: Exposure;
  /** Whether all entries are counted, not requests alone. */
  seesHealthy: boolean;
}

/** What a comparison compares: the members before and after, and how much was seen on either side. */
export interface Sides {
  exposed: { before: Exposed; after: Exposed };
  /** The first member before and after. */
  earlier: Micros | null;
  onset: Micros | null;
  /** Whether the service was seen at work on the `before` side. */
  baseline: boolean;
  /** Minutes of the two sides: what rates rest on where there is no exposure. */
  minutes: { before: number; after: number };
}

const MINUTE = 60_000_000;

/** Members of one side. */
interface Side {
  count: number;
  first: Micros | null;
}

/** A deployment as its service's signatures are held against it. */
export interface Candidate {
  deployment: Deployment;
  begin: Micros;
  /** Revisions that went live after it: neither its own nor what was before it. */
  later: ReadonlySet<string>;
}

/** One service in its window: its deployments, and what was served around them. */
export class ServiceFrame {
  readonly service: string;
  readonly window: Window;
  readonly candidates: Candidate[];
  readonly deployments: Deployment[];
  /** What served when the window opened. */
  readonly serving: Deployment | null;
  readonly seesHealthy: boolean;
  readonly #exposure: Exposure;
  readonly #served = new Map<string, Served>();

  constructor(service: string, around: Surroundings) {
    this.service = service;
    this.window = windowOf(around.window, service);
    this.seesHealthy = around.seesHealthy;
    this.#exposure = around.exposure;
    this.deployments = around.deployments.filter((deployment) => deployment.service === service);
    this.candidates = this.deployments
      .filter((deployment) => beginOf(deployment) !== null)
      .map((deployment) => ({
        deployment,
        begin: beginOf(deployment)!,
        later: laterThan(deployment, this.deployments),
      }))
      .filter(({ begin }) => begin >= this.window.from - 2_000_000 && begin <= this.window.to);
    const before = this.deployments.filter(
      ({ liveAt, kind }) => liveAt !== null && kind !== 'failed' && liveAt < this.window.from - 2_000_000,
    );
    this.serving = before.sort((a, b) => b.liveAt! - a.liveAt!)[0] ?? null;
  }

  /** What the service served in [from, to]: all of it, or of the revisions that `counts` takes; the same `key` has the same answer. */
  served(key: string, from: Micros, to: Micros, counts?: (revision: string) => boolean): Served {
    const name = `${key} ${from} ${to}`;
    const known = this.#served.get(name);
    if (known) return known;
    const query = { service: this.service, from, to };
    const served = this.#exposure.count(counts ? { ...query, revision: counts } : query);
    this.#served.set(name, served);
    return served;
  }

  /** What a revision served in the window. */
  servedBy(revision: string): Served {
    return this.served(`of ${revision}`, this.window.from, this.window.to, (name) => name === revision);
  }
}

/** Revisions that went live after a deployment; one that only got the traffic back then had been there before. */
function laterThan(deployment: Deployment, own: Deployment[]): Set<string> {
  const begin = beginOf(deployment)!;
  const here = own.filter((other) => !isShift(other) && (beginOf(other) ?? begin + 1) <= begin);
  const before = new Set([deployment.previousRevision, ...here.map((other) => other.revision)]);
  const later = own.filter((other) => (beginOf(other) ?? 0) > begin && !before.has(other.revision));
  return new Set(later.map((other) => other.revision).filter((name) => name !== '' && name !== deployment.revision));
}

/** Whether a deployment only moved traffic between revisions that were there. */
export function isShift({ kind }: Pick<Deployment, 'kind'>): boolean {
  return kind === 'traffic' || kind === 'rollback';
}

/** Revisions decide before time does: a member that names its revision belongs to it, also while an old one drains. */
export function sidesOfDeployment(candidate: Candidate, cluster: ClusterRecord, frame: ServiceFrame): Sides {
  const { deployment, begin, later } = candidate;
  const { window } = frame;
  const own = deployment.revision;
  const byTime = own === '';
  // A revision that traffic was shifted to had been there before: only what it did since counts.
  const shift = isShift(deployment);
  const members = membersOf(cluster);
  const earliest = shift ? begin : Math.min(begin, deployment.createdAt ?? begin) - MINUTE;
  const after = sideOf(members, window.to, (revision) =>
    byTime || revision === '' ? [begin, window.to] : revision === own ? [earliest, window.to] : null,
  );
  const beforeSpan = (from: Micros) => (revision: string) => {
    if (byTime || revision === '' || (shift && revision === own)) return [from, begin - 1] as const;
    return revision === own || later.has(revision) ? null : ([from, window.to] as const);
  };
  const beforeFrom = (from: Micros) => sideOf(members, window.to, beforeSpan(from));
  const start = startOfBefore(frame, begin, beforeFrom);
  const before = beforeFrom(start);
  const others = byTime || shift ? undefined : (name: string) => name !== own && !later.has(name);
  const ofOwn = byTime ? undefined : (name: string) => name === own;
  const counts = {
    before: frame.served(others ? `but ${own} ${begin}` : '', start, begin, others),
    after: frame.served(ofOwn ? `of ${own}` : '', begin, window.to, ofOwn),
  };
  const minutes = { before: (begin - start) / MINUTE, after: (window.to - begin) / MINUTE };
  return weigh({ before, after }, counts, minutes, frame.seesHealthy, deployment.previousRevision !== null);
}

type SpanOf = (revision: string) => readonly [Micros, Micros] | null;

/** Members of a cluster with a time, of each revision those in its span, none after `until`. */
function sideOf(members: Members, until: Micros, spanOf: SpanOf): Side {
  const side: Side = { count: 0, first: null };
  for (const [revision, own] of members.byRevision) {
    const span = spanOf(revision);
    if (span === null) continue;
    const [from, to] = [span[0], Math.min(span[1], until)];
    const count = countIn(own, from, to);
    if (count === 0) continue;
    const first = own[indexAt(own, from)]!.time;
    side.count += count;
    side.first = side.first === null ? first : Math.min(side.first, first);
  }
  return side;
}

/** Where the comparison begins: at the baseline's start; only what was last seen before that, once, long ago, reaches further back. */
function startOfBefore({ window }: ServiceFrame, end: Micros, beforeFrom: (from: Micros) => Side): Micros {
  const start = Math.min(window.baseline?.from ?? window.from, end);
  if (beforeFrom(start).count > 0) return start;
  return Math.min(start, beforeFrom(Number.NEGATIVE_INFINITY).first ?? start);
}

/**
 * Members in the window but those of older revisions, which drain while the new one serves: what they did before, they may go on doing.
 * A failure that only began with the new revision's arrival stays, wherever it shows.
 */
export function withoutStragglers(cluster: ClusterRecord, frame: ServiceFrame, inWindow: Ordered): Ordered {
  const { window } = frame;
  const earliest = membersOf(cluster).all[0];
  const arrived = frame.deployments.filter(({ liveAt }) => liveAt !== null && liveAt >= window.from);
  // Where none took over (a revision that failed never does), the old one is not draining.
  if (!window.own.has(cluster.service) || !earliest || earliest.time >= window.from || arrived.length === 0)
    return inWindow;
  const current = new Set(arrived.map((deployment) => deployment.revision));
  return inWindow.filter((member) => member.revision === '' || current.has(member.revision) || current.has(''));
}

export function sidesOfWindow(cluster: ClusterRecord, frame: ServiceFrame, after: Ordered): Sides {
  const { window, deployments } = frame;
  const members = membersOf(cluster);
  const all = (from: Micros): Side => sideOf(members, window.to, () => [from, window.from - 1]);
  const start = startOfBefore(frame, window.from, all);
  const before = window.baseline === null ? { count: 0, first: null } : all(start);
  const counts = {
    before: frame.served('', start, window.from),
    after: frame.served('', window.from, window.to),
  };
  const minutes = { before: (window.from - start) / MINUTE, after: (window.to - window.from) / MINUTE };
  const existed = deployments.some(({ liveAt, createdAt }) => (liveAt ?? createdAt ?? window.from) < window.from);
  const seen = { count: after.length, first: after[0]?.time ?? null };
  return weigh({ before, after: seen }, counts, minutes, frame.seesHealthy, existed);
}

interface Pair<T> {
  before: T;
  after: T;
}

function weigh(
  sides: Pair<Side>,
  counts: Pair<Served>,
  minutes: Pair<number>,
  seesHealthy: boolean,
  servedBefore: boolean,
): Sides {
  const { before, after } = counts;
  const kind =
    before.requests > 0 && after.requests > 0 ? 'requests' : seesHealthy && after.entries > 0 ? 'entries' : null;
  const exposed = (served: Served, { count }: Side): Exposed => ({
    count,
    exposure: kind === null ? null : served[kind],
    exposureKind: kind,
  });
  // Where only requests are counted, a service without any may have been at work all the same.
  const uncounted = !seesHealthy && after.requests === 0;
  return {
    exposed: { before: exposed(before, sides.before), after: exposed(after, sides.after) },
    earlier: sides.before.first,
    onset: sides.after.first,
    baseline: sides.before.count > 0 || before.entries > 0 || (uncounted && servedBefore),
    minutes,
  };
}
