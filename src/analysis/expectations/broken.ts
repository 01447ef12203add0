import { type Blaming, sharesOf } from './blame.ts';
import { deviationsOf, type Known } from './deviations.ts';
import { logLikelihoodRatio } from './evidence.ts';
import { transitionsOf } from './frames.ts';
import { Habits, isSaid } from './habits.ts';
import type { Broken, Deviation, LineKind, Reached, TracedRequest, Transition } from './types.ts';

/** A place in the code of a service: its line before. Requests count once, whatever they do there. */
interface Place {
  service: string;
  from: number;
  reached: { good: Set<string>; after: Set<string> };
  /** Requests by what they reach there. */
  to: { good: Map<number, Set<string>>; after: Map<number, Set<string>> };
  /** By kind: the requests of the good stretch that deviate, and the first deviation there of each of the others. */
  good: Record<Deviation['kind'], Map<string, Deviation>>;
  after: Record<Deviation['kind'], Map<string, Deviation>>;
}

interface Taken {
  request: TracedRequest;
  steps: Transition[];
}

/** What the requests of the good stretch do and the others do not, by place, the strongest evidence first. */
export function brokenExpectations(
  requests: readonly TracedRequest[],
  kinds: readonly LineKind[],
): Broken[] {
  const taken = requests.map((request) => ({ request, steps: transitionsOf(request, kinds) }));
  const good = taken.filter(({ request }) => request.good);
  const habits = new Habits();
  for (const { request, steps } of good) habits.learn(steps, request.cut);
  const services = [...new Set(kinds.map(({ service }) => service))].filter(Boolean).sort();
  const known: Known = { habits, kinds, isAmbient: ambientIn(good, kinds, services) };
  const places = new Map<string, Place>();
  const deviations = new Map<TracedRequest, Deviation[]>();
  for (const one of taken) deviations.set(one.request, visit(one, known, places));
  const blaming: Blaming = {
    kinds,
    namedIn: (masked, but) => services.filter((service) => service !== but && names(masked, service)),
    alsoDeviates: (deviation) =>
      deviations.get(deviation.request)!.some((other) => other !== deviation && other.step.service === deviation.step.service),
  };
  const all = [...places.values()].flatMap((place) => [brokenAt(place, 'next', known, blaming), brokenAt(place, 'call', known, blaming)]);
  return all
    .filter((broken) => broken !== null)
    .sort((a, b) => b.evidence - a.evidence || (nameOf(a, kinds) < nameOf(b, kinds) ? -1 : 1));
}

/** What tells a broken expectation from others, in any run: its service, its lines and its kind. */
export function nameOf({ service, from, expected, kind }: Broken, kinds: readonly LineKind[]): string {
  const identity = (line: number) => kinds[line]?.identity ?? String(line);
  return [service, kind, identity(from), identity(expected)].join('\u0000');
}

/** Adds a request to the places that it reaches; returns its deviations. */
function visit({ request, steps }: Taken, known: Known, places: Map<string, Place>): Deviation[] {
  const side = request.good ? 'good' : 'after';
  for (const step of steps) {
    if (!isSaid(step, request.cut)) continue;
    const place = placeOf(step, places);
    place.reached[side].add(request.trace);
    const reached = place.to[side].get(step.to);
    if (reached) reached.add(request.trace);
    else place.to[side].set(step.to, new Set([request.trace]));
  }
  const own = request.good ? new Habits() : null;
  own?.learn(steps, request.cut);
  const found = deviationsOf(request, steps, known, own);
  for (const deviation of found) {
    const place = placeOf(deviation.step, places);
    const there = place[side][deviation.kind];
    if (!there.has(request.trace)) there.set(request.trace, deviation);
  }
  return found;
}

function placeOf({ service, from, contexts }: Transition, places: Map<string, Place>): Place {
  const key = contexts[0]!;
  const known = places.get(key);
  if (known) return known;
  const place: Place = {
    service,
    from,
    reached: { good: new Set(), after: new Set() },
    to: { good: new Map(), after: new Map() },
    good: { next: new Map(), call: new Map() },
    after: { next: new Map(), call: new Map() },
  };
  places.set(key, place);
  return place;
}

function brokenAt(place: Place, kind: Deviation['kind'], { habits }: Known, blaming: Blaming): Broken | null {
  const found = [...place.after[kind].values()];
  if (found.length === 0) return null;
  const expected = commonest(found.map(({ step }) => (kind === 'call' ? step.to : habits.expected(step))));
  const side = (name: 'good' | 'after'): Reached => ({
    traces: place.reached[name].size,
    expected: place.to[name].get(expected)?.size ?? 0,
    deviating: place[name][kind].size,
  });
  const [good, after] = [side('good'), side('after')];
  const weight = found.reduce((sum, deviation) => sum + deviation.weight, 0) / found.length;
  const evidence = logLikelihoodRatio(good, after) * weight;
  if (evidence <= 0) return null;
  const blame = new Map<string, number>();
  for (const deviation of found)
    for (const [service, share] of sharesOf(deviation, blaming))
      blame.set(service, (blame.get(service) ?? 0) + share / found.length);
  const { service, from } = place;
  const missing = [...new Set(found.flatMap((deviation) => deviation.missing))].sort();
  const before = [...place.good[kind]].map(([trace, { step, request }]) => ({
    trace,
    time: request.lines[step.before]!.time,
  }));
  const instead = insteadOf(found);
  return { service, from, kind, expected, missing, good, after, before, instead, deviations: found, evidence, blame };
}

function insteadOf(found: readonly Deviation[]): Broken['instead'] {
  const counts = new Map<number, number>();
  for (const { step } of found) counts.set(step.to, (counts.get(step.to) ?? 0) + 1);
  return [...counts].map(([to, traces]) => ({ to, traces })).sort((a, b) => b.traces - a.traces || a.to - b.to);
}

function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, often], [b, seldom]) => seldom - often || a - b)[0]![0];
}

/** Failures of the good stretch by their words without names of services: "No instances available for X" is one, whatever X. */
function ambientIn(
  good: readonly Taken[],
  kinds: readonly LineKind[],
  services: readonly string[],
): (kind: number) => boolean {
  const bare = (kind: number) =>
    services.reduce((text, service) => text.replaceAll(service, '<service>'), kinds[kind]!.text);
  const seen = new Set<string>();
  for (const { request } of good)
    for (const { kind } of request.lines) if (kinds[kind]!.failing) seen.add(bare(kind));
  return (kind) => seen.has(bare(kind));
}

/** Whether the text has the name as a whole word. */
function names(text: string, service: string): boolean {
  const at = text.indexOf(service);
  if (at < 0) return false;
  const isWord = (char: string | undefined) => char !== undefined && /[\w-]/.test(char);
  return !isWord(text[at - 1]) && !isWord(text[at + service.length]);
}
