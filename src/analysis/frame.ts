import type { Deployment, Micros } from '../model.ts';
import type { Exposure } from './exposure.ts';
import { divideByDeployment, divideByTime } from './extent.ts';
import type { Served } from './minute-series.ts';
import type { Routes } from './routes.ts';
import type { Comparison } from './sides.ts';
import { beginOf, isShift, type Window, windowOf } from './window.ts';

export interface Surroundings {
  window: Window;
  deployments: Deployment[];
  exposure: Exposure;
  routes: Routes;
  /** Whether all entries are counted, not requests alone. */
  seesHealthy: boolean;
}

/** What of a service is counted besides its failures. */
export interface Sees {
  requests: boolean;
  healthy: boolean;
}

/** Some revisions of a service; two of the same name are the same. */
export interface Revisions {
  name: string;
  has(revision: string): boolean;
}

/** A go-live so shortly before the window is where it opens. */
const AT_ONCE: Micros = 2_000_000;
/** Of so many requests the route has to be known. */
const NAMED = 0.8;

export const ALL: Revisions = { name: 'all', has: () => true };

/** One revision alone; '' = the entries that name none. */
export function only(wanted: string): Revisions {
  return { name: `only ${wanted}`, has: (revision) => revision === wanted };
}

export function allBut(unwanted: string): Revisions {
  return { name: `all but ${unwanted}`, has: (revision) => revision !== unwanted };
}

/** What a deployment brought: its revision; all of them where it names none, so that time alone decides. */
export function broughtBy({ revision }: Pick<Deployment, 'revision'>): Revisions {
  return revision === '' ? ALL : only(revision);
}

/** A deployment as its service's signatures are held against it: what of them came with it, and what before it. */
export interface Candidate extends Comparison {
  deployment: Deployment;
}

/** One service in its window: its deployments, and what was served around them. */
export class ServiceFrame {
  readonly service: string;
  readonly window: Window;
  readonly candidates: Candidate[];
  /** What went live before the window opened, in the baseline: that is not all without it. */
  readonly earlier: Candidate[];
  readonly deployments: Deployment[];
  /** Revisions that took over in the window. */
  readonly arrived: ReadonlySet<string>;
  /** The window against what was before it. */
  readonly comparison: Comparison;
  /** What served when the window opened. */
  readonly serving: Deployment | null;
  readonly sees: Sees;
  readonly routes: Routes;
  readonly #exposure: Exposure;
  readonly #all: Candidate[];
  /** By the revisions' name, from and to: each is asked for by many signatures. */
  readonly #served = new Map<string, Map<Micros, Map<Micros, Served>>>();
  readonly #requests = new Map<string, number>();

  constructor(service: string, around: Surroundings) {
    this.service = service;
    this.window = windowOf(around.window, service);
    this.sees = { requests: around.exposure.countsRequests(service), healthy: around.seesHealthy };
    this.#exposure = around.exposure;
    this.routes = around.routes;
    this.deployments = around.deployments.filter((deployment) => deployment.service === service);
    this.#all = this.deployments
      .filter((deployment) => beginOf(deployment) !== null)
      .map((deployment) => candidateOf(deployment, this.deployments, this.window.to));
    const { from, to, baseline } = this.window;
    const arrived = this.deployments.filter(({ liveAt }) => liveAt !== null && liveAt >= from);
    this.arrived = new Set(arrived.map(({ revision }) => revision));
    this.comparison = {
      at: from,
      divide: divideByTime(from, to),
      brought: ALL,
      others: ALL,
      existed: this.deployments.some(({ liveAt, createdAt }) => (liveAt ?? createdAt ?? from) < from),
    };
    this.candidates = this.#all.filter(({ at }) => at >= from - AT_ONCE && at <= to);
    this.earlier = this.#all.filter(({ at }) => baseline !== null && at >= baseline.from && at < from - AT_ONCE);
    const before = this.deployments.filter(
      ({ liveAt, kind }) => liveAt !== null && kind !== 'failed' && liveAt < from - AT_ONCE,
    );
    this.serving = before.sort((a, b) => b.liveAt! - a.liveAt!)[0] ?? null;
  }

  /** What some revisions served in [from, to]. */
  served(from: Micros, to: Micros, by: Revisions = ALL): Served {
    const spans = this.#served.get(by.name) ?? new Map<Micros, Map<Micros, Served>>();
    const ends = spans.get(from) ?? new Map<Micros, Served>();
    const known = ends.get(to);
    if (known) return known;
    const served = this.#exposure.count({ service: this.service, revision: by.has, from, to });
    this.#served.set(by.name, spans.set(from, ends.set(to, served)));
    return served;
  }

  /** Requests of one revision in the window; '' = of those that name none. */
  requestsOf(revision: string): number {
    const known = this.#requests.get(revision);
    if (known !== undefined) return known;
    const { requests } = this.served(this.window.from, this.window.to, only(revision));
    this.#requests.set(revision, requests);
    return requests;
  }

  /** Requests of some routes that some revisions served in [from, to); null where that is not held, or too few name their route. */
  called(routes: ReadonlySet<number>, from: Micros, to: Micros, by: Revisions = ALL): number | null {
    const query = { service: this.service, revision: by.has, from, to };
    const named = this.routes.countAll(query);
    return named < this.served(from, to - 1, by).requests * NAMED ? null : this.routes.count({ ...query, routes });
  }

  /** How a deployment of the service that went live, or failed to, is compared. */
  comparisonOf(deployment: Deployment): Comparison {
    return this.#all.find((candidate) => candidate.deployment === deployment)!;
  }
}

function candidateOf(deployment: Deployment, own: Deployment[], to: Micros): Candidate {
  const at = beginOf(deployment)!;
  const later = laterThan(deployment, own);
  const { revision } = deployment;
  const has = (name: string) => name !== revision && !later.has(name);
  return {
    deployment,
    at,
    divide: divideByDeployment(deployment, later, to),
    brought: broughtBy(deployment),
    others: revision === '' || isShift(deployment) ? ALL : { name: `before ${revision} at ${at}`, has },
    existed: deployment.previousRevision !== null,
  };
}

/** Revisions that went live after a deployment; one that only got the traffic back then had been there before. */
function laterThan(deployment: Deployment, own: Deployment[]): Set<string> {
  const begin = beginOf(deployment)!;
  const here = own.filter((other) => !isShift(other) && (beginOf(other) ?? begin + 1) <= begin);
  const before = new Set([deployment.previousRevision, ...here.map((other) => other.revision)]);
  const later = own.filter((other) => (beginOf(other) ?? 0) > begin && !before.has(other.revision));
  return new Set(later.map((other) => other.revision).filter((name) => name !== '' && name !== deployment.revision));
}
