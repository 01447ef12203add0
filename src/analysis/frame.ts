import type { Deployment, Micros } from '../model.ts';
import type { Exposure } from './exposure.ts';
import type { Served } from './minute-series.ts';
import { beginOf, type Window, windowOf } from './window.ts';

export interface Surroundings {
  window: Window;
  deployments: Deployment[];
  exposure: Exposure;
  /** Whether all entries are counted, not requests alone. */
  seesHealthy: boolean;
}

/** What of a service is counted besides its failures. */
export interface Sees {
  requests: boolean;
  healthy: boolean;
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
  readonly sees: Sees;
  readonly #exposure: Exposure;
  readonly #served = new Map<string, Served>();

  constructor(service: string, around: Surroundings) {
    this.service = service;
    this.window = windowOf(around.window, service);
    this.sees = { requests: around.exposure.countsRequests(service), healthy: around.seesHealthy };
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
