import { type Known, stepDeviation } from './deviations.ts';
import { transitionsOf } from './frames.ts';
import { Habits, isSaid } from './habits.ts';
import type { Deviation, TracedRequest, Transition } from './types.ts';

/** Requests that come by a place: each counts once, whatever it does there. */
interface Visits {
  reached: Set<string>;
  to: Map<number, Set<string>>;
}

/** A place in the code of a service where something deviates: its line before. */
export interface Place {
  service: string;
  from: number;
  good: Visits;
  after: Visits;
  /** By kind, the first deviation there of each request. */
  deviations: Record<Deviation['kind'], Map<string, Deviation>>;
  /** The same of the good stretch: by kind the requests, and when. */
  before: Record<Deviation['kind'], Map<string, number>>;
}

/** The places of deviations, with all requests that come by them. */
export function placesOf(
  found: Iterable<readonly Deviation[]>,
  requests: readonly TracedRequest[],
  known: Known,
): Place[] {
  const places = new Map<string, Place>();
  for (const deviations of found)
    for (const deviation of deviations) {
      const { kind, step, request } = deviation;
      const there = placeOf(step, places).deviations[kind];
      if (!there.has(request.trace)) there.set(request.trace, deviation);
    }
  if (places.size === 0) return [];
  for (const request of requests) visit(request, known, places);
  return [...places.values()];
}

/** Each request of the good stretch is judged as if it were not part of it. */
function visit(request: TracedRequest, known: Known, places: ReadonlyMap<string, Place>): void {
  const steps = transitionsOf(request, known.kinds);
  let own: Habits | null = null;
  for (const step of steps) {
    const place = places.get(step.contexts[0]!);
    if (!place || !isSaid(step, request.cut)) continue;
    const { reached, to } = request.good ? place.good : place.after;
    reached.add(request.trace);
    const ways = to.get(step.to);
    if (ways) ways.add(request.trace);
    else to.set(step.to, new Set([request.trace]));
    if (!request.good) continue;
    if (!own) {
      own = new Habits();
      own.learn(steps, request.cut);
    }
    const kind = stepDeviation(step, known.habits, own);
    if (kind && !place.before[kind].has(request.trace))
      place.before[kind].set(request.trace, request.lines[step.before]!.time);
  }
}

function placeOf({ service, from, contexts }: Transition, places: Map<string, Place>): Place {
  const key = contexts[0]!;
  const known = places.get(key);
  if (known) return known;
  const visits = (): Visits => ({ reached: new Set(), to: new Map() });
  const place: Place = {
    service,
    from,
    good: visits(),
    after: visits(),
    deviations: { next: new Map(), call: new Map() },
    before: { next: new Map(), call: new Map() },
  };
  places.set(key, place);
  return place;
}
