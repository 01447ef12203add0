import type { LogEntry, Micros, Tally } from '../model.ts';
import { routeKey } from '../text/route-key.ts';
import { ALL_RANKS } from './bottom-k.ts';
import { rankOfTrace } from './occurrence.ts';

const MINUTE = 60_000_000;
/** Counts by service, revision, route and minute that are held at a time: some ten megabytes. */
const CAP = 500_000;
/** Traces whose route is held, and routes whose name is. */
const TRACES = 100_000;
const NAMES = 20_000;
/** A route's rank is the number of leading zeros of its key, so there are no more levels. */
const LEVELS = 33;

/** Of one service, by revision and minute. */
type Counts = Map<string, Map<number, number>>;

interface ServiceRoutes {
  /** All requests whose route is known. */
  all: Counts;
  byRoute: Map<number, Counts>;
  /** The route of each suspicious request, by its trace's rank, as a 32-bit integer. */
  byTrace: Map<number, number>;
}

/** Which requests: of some routes, by some revisions, in [from, to). */
export interface RouteQuery {
  service: string;
  routes: ReadonlySet<number>;
  revision: (name: string) => boolean;
  from: Micros;
  to: Micros;
}

/**
 * How often each route of a service was called: the denominators of what fails on one route alone. Of too many routes those are held
 * whose key lies below a threshold, which halves until they fit: which these are does not depend on the order of adding.
 */
export class Routes {
  readonly #services = new Map<string, ServiceRoutes>();
  readonly #names = new Map<number, string>();
  readonly #cap: number;
  /** Counts held, by the rank of their route. */
  readonly #held = new Array<number>(LEVELS).fill(0);
  #total = 0;
  /** Traces held, and below which rank. */
  #traces = 0;
  #below = ALL_RANKS;
  #level = 0;

  constructor(cap = CAP) {
    this.#cap = cap;
  }

  /** The healthy requests of a minute. */
  tally({ service, revision, minute, routes }: Tally): void {
    if (!routes) return;
    for (const [route, count] of routes) this.#count(service, revision, minute, route, count);
  }

  /** A request that was handed over in full. */
  request({ service, revision, time, http, trace, log }: LogEntry): void {
    if (http === null || time === null || log !== 'request') return;
    const route = routeKey(http.method, http.route);
    if (route === 0) return;
    this.#count(service, revision, Math.floor(time / MINUTE), route, 1);
    if (trace !== '') this.#trace(this.#of(service), trace, route);
    if (this.#names.size < NAMES && !this.#names.has(route))
      this.#names.set(route, `${http.method} ${http.route}`.trim());
  }

  /** Whether the route of any failed request of a service is known. */
  tells(service: string): boolean {
    return (this.#services.get(service)?.byTrace.size ?? 0) > 0;
  }

  /** The route of the request that a trace is of, where that was handed over in full. */
  ofTrace(service: string, trace: string): number | null {
    return trace === '' ? null : (this.#services.get(service)?.byTrace.get(rankOfTrace(trace) | 0) ?? null);
  }

  /** As the first request of it that failed has it. */
  name(route: number): string {
    return this.#names.get(route) ?? '';
  }

  /** How many requests of these routes were served; null where not all of them are held. */
  count({ service, routes, ...span }: RouteQuery): number | null {
    if ([...routes].some((route) => rankOf(route) < this.#level)) return null;
    const known = this.#services.get(service);
    return [...routes].reduce((sum, route) => sum + countOf(known?.byRoute.get(route), span), 0);
  }

  /** How many requests were served whose route is known. */
  countAll({ service, ...span }: Omit<RouteQuery, 'routes'>): number {
    return countOf(this.#services.get(service)?.all, span);
  }

  #count(service: string, revision: string, minute: number, route: number, count: number): void {
    const known = this.#of(service);
    add(known.all, revision, minute, count);
    const rank = rankOf(route);
    if (rank < this.#level) return;
    let counts = known.byRoute.get(route);
    if (!counts) {
      counts = new Map();
      known.byRoute.set(route, counts);
    }
    if (!add(counts, revision, minute, count)) return;
    this.#held[rank]!++;
    this.#total++;
    while (this.#total > this.#cap && this.#level < LEVELS - 1) this.#letGo();
  }

  /** Of too many traces those of the lowest rank are held, which are those of members that are held. */
  #trace({ byTrace }: ServiceRoutes, trace: string, route: number): void {
    const rank = rankOfTrace(trace);
    if (rank >= this.#below || byTrace.has(rank | 0)) return;
    byTrace.set(rank | 0, route);
    this.#traces++;
    while (this.#traces > TRACES) this.#letTracesGo();
  }

  #letTracesGo(): void {
    this.#below /= 2;
    this.#traces = 0;
    for (const { byTrace } of this.#services.values()) {
      for (const rank of byTrace.keys()) if (rank >>> 0 >= this.#below) byTrace.delete(rank);
      this.#traces += byTrace.size;
    }
  }

  #letGo(): void {
    this.#total -= this.#held[this.#level++]!;
    for (const { byRoute } of this.#services.values())
      for (const route of byRoute.keys()) if (rankOf(route) < this.#level) byRoute.delete(route);
  }

  #of(service: string): ServiceRoutes {
    const known = this.#services.get(service) ?? { all: new Map(), byRoute: new Map(), byTrace: new Map() };
    this.#services.set(service, known);
    return known;
  }
}

function rankOf(route: number): number {
  return Math.clz32(route);
}

/** Whether that is the first of this minute. */
function add(counts: Counts, revision: string, minute: number, count: number): boolean {
  let minutes = counts.get(revision);
  if (!minutes) {
    minutes = new Map();
    counts.set(revision, minutes);
  }
  const known = minutes.get(minute);
  minutes.set(minute, (known ?? 0) + count);
  return known === undefined;
}

/** In [from, to); of a minute that the span cuts, by the share of its time inside. */
function countOf(counts: Counts | undefined, { revision, from, to }: Omit<RouteQuery, 'service' | 'routes'>): number {
  let sum = 0;
  for (const [name, minutes] of counts ?? []) {
    if (!revision(name)) continue;
    for (const [minute, count] of minutes) {
      const inside = Math.min(to, (minute + 1) * MINUTE) - Math.max(from, minute * MINUTE);
      if (inside > 0) sum += (count * inside) / MINUTE;
    }
  }
  return Math.round(sum);
}
