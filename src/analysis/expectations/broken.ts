import { ambientIn, names } from './ambient.ts';
import { type Blaming, sharesOf } from './blame.ts';
import { alignClocks } from './clocks.ts';
import { deviationsOf, type Known } from './deviations.ts';
import { logLikelihoodRatio } from './evidence.ts';
import { transitionsOf } from './frames.ts';
import { Habits } from './habits.ts';
import { type Place, placesOf } from './places.ts';
import type { Requests } from './step-store.ts';
import type { Broken, Deviation, LineKind, Reached, TracedRequest } from './types.ts';

/** What the requests of the good stretch do and the others do not, by place, the strongest evidence first. */
export function brokenExpectations(
  read: readonly TracedRequest[],
  { kinds, masked }: Pick<Requests, 'kinds' | 'masked'>,
): Broken[] {
  const good = read.filter((request) => request.good);
  if (good.length === 0 || good.length === read.length) return [];
  const requests = alignClocks(read, kinds);
  const habits = new Habits();
  for (const request of good) habits.learn(transitionsOf(request, kinds), request.cut);
  const services = [...new Set(kinds.map(({ service }) => service))].filter(Boolean).sort();
  const known: Known = { habits, kinds, isAmbient: ambientIn(good, kinds, services) };
  const found = new Map<TracedRequest, Deviation[]>();
  for (const request of requests) {
    if (request.good) continue;
    const deviations = deviationsOf(request, transitionsOf(request, kinds), known);
    if (deviations.length > 0) found.set(request, deviations);
  }
  const blaming: Blaming = {
    kinds,
    namedBy: ({ step, request }) => {
      const text = masked(request.lines[step.at]!);
      return services.filter((service) => service !== step.service && names(text, service));
    },
    alsoDeviates: (deviation) =>
      found
        .get(deviation.request)!
        .some((other) => other !== deviation && other.step.service === deviation.step.service),
  };
  return placesOf(found.values(), requests, known)
    .flatMap((place) => [brokenAt(place, 'next', habits, blaming), brokenAt(place, 'call', habits, blaming)])
    .filter((broken) => broken !== null)
    .sort((a, b) => b.evidence - a.evidence || (nameOf(a, kinds) < nameOf(b, kinds) ? -1 : 1));
}

/** What tells a broken expectation from others, in any run: its service, its lines and its kind. */
export function nameOf({ service, from, expected, kind }: Broken, kinds: readonly LineKind[]): string {
  const identity = (line: number) => kinds[line]?.identity ?? String(line);
  return [service, kind, identity(from), identity(expected)].join('\u0000');
}

function brokenAt(place: Place, kind: Deviation['kind'], habits: Habits, blaming: Blaming): Broken | null {
  const deviations = [...place.deviations[kind].values()];
  if (deviations.length === 0) return null;
  const expected = counted(deviations.map(({ step }) => (kind === 'call' ? step.to : habits.expected(step))))[0]![0];
  const side = (name: 'good' | 'after', deviating: number): Reached => ({
    traces: place[name].reached.size,
    expected: place[name].to.get(expected)?.size ?? 0,
    deviating,
  });
  const [good, after] = [side('good', place.before[kind].size), side('after', deviations.length)];
  const weight = deviations.reduce((sum, deviation) => sum + deviation.weight, 0) / deviations.length;
  const evidence = logLikelihoodRatio(good, after) * weight;
  if (evidence <= 0) return null;
  return {
    service: place.service,
    from: place.from,
    kind,
    expected,
    missing: [...new Set(deviations.flatMap((deviation) => deviation.missing))].sort(),
    good,
    after,
    before: [...place.before[kind]].map(([trace, time]) => ({ trace, time })),
    instead: counted(deviations.map(({ step }) => step.to)).map(([to, traces]) => ({ to, traces })),
    deviations,
    evidence,
    blame: blameOf(deviations, blaming),
  };
}

function blameOf(deviations: readonly Deviation[], blaming: Blaming): Map<string, number> {
  const blame = new Map<string, number>();
  for (const deviation of deviations)
    for (const [service, share] of sharesOf(deviation, blaming))
      blame.set(service, (blame.get(service) ?? 0) + share / deviations.length);
  return blame;
}

/** Each value with how often it occurs, the most frequent first. */
function counted(values: readonly number[]): [number, number][] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, often], [b, seldom]) => seldom - often || a - b);
}
