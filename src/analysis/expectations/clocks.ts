import type { Micros } from '../../model.ts';
import { Gaps, median, neighboursOf } from './gaps.ts';
import type { LineKind, TracedLine, TracedRequest } from './types.ts';

/** By how much a service's clock is ahead of what it was in the good stretch, microseconds. */
export type Shifts = ReadonlyMap<string, Micros>;

/** Differences as small as that are the network's, not the clock's. */
const LEAST = 300;

/**
 * The requests with their lines in the order of clocks that agree as they did in the good stretch: a revision's instances may have other
 * clocks than those before. What is known of clocks is used only where it brings lines back into an order that is known.
 */
export function alignClocks(requests: readonly TracedRequest[], kinds: readonly LineKind[]): readonly TracedRequest[] {
  const good = requests.filter((request) => request.good);
  const after = requests.filter((request) => !request.good);
  const neighbours = neighboursOf(good, kinds);
  const shifts = shiftsOf(new Gaps(good, neighbours), new Gaps(after, neighbours), kinds);
  if (shifts.size === 0) return requests;
  const aligned = after.map((request) => withShifts(request, shifts, kinds));
  const strange = (all: readonly TracedRequest[]) =>
    all.reduce((sum, { lines }) => sum + lines.filter((line, i) => i > 0 && !isKnown(lines[i - 1]!, line)).length, 0);
  const isKnown = (before: TracedLine, line: TracedLine) =>
    kinds[before.kind]!.service === kinds[line.kind]!.service || neighbours.has(before.kind, line.kind);
  return strange(aligned) < strange(after) ? [...good, ...aligned] : requests;
}

function withShifts(request: TracedRequest, shifts: Shifts, kinds: readonly LineKind[]): TracedRequest {
  const timeOf = ({ kind, time }: TracedLine) => time - (shifts.get(kinds[kind]!.service) ?? 0);
  const { trace, good, cut } = request;
  return {
    trace,
    good,
    cut,
    // The sort is stable: lines of one service keep their order.
    get lines() {
      return request.lines.sort((a, b) => timeOf(a) - timeOf(b));
    },
  };
}

interface Edge {
  services: [string, string];
  /** By how much the second one's clock is ahead of the first one's. */
  ahead: Micros;
  weight: number;
}

/** From pairs of services to one clock: the best measured pairs first, each service once (a maximum spanning tree, as Kruskal builds it). */
function shiftsOf(good: Gaps, after: Gaps, kinds: readonly LineKind[]): Shifts {
  const edges = edgesOf(good, after, kinds);
  const clocks = new Map<string, { members: Map<string, Micros> }>();
  const clockOf = (service: string) => {
    const known = clocks.get(service) ?? { members: new Map([[service, 0]]) };
    clocks.set(service, known);
    return known;
  };
  for (const { services, ahead } of edges) {
    const [a, b] = [clockOf(services[0]), clockOf(services[1])];
    if (a === b) continue;
    const move = a.members.get(services[0])! + ahead - b.members.get(services[1])!;
    for (const [service, shift] of b.members) {
      a.members.set(service, shift + move);
      clocks.set(service, a);
    }
  }
  const found = [...clocks].map(([service, { members }]): [string, Micros] => {
    return [service, members.get(service)! - median([...members.values()])];
  });
  return new Map(found.filter(([, shift]) => Math.abs(shift) >= LEAST));
}

/**
 * As NTP does: what a call takes longer delays its begin and its end alike, what a clock is off moves them against each other.
 */
function edgesOf(good: Gaps, after: Gaps, kinds: readonly LineKind[]): Edge[] {
  const there = new Map<string, { moved: Micros; weight: number }[]>();
  for (const { from, to, gaps } of after.all()) {
    const before = good.of(from, to);
    if (!before) continue;
    const key = `${kinds[from]!.service}\u0000${kinds[to]!.service}`;
    const moved = { moved: median(gaps) - median(before), weight: Math.min(gaps.length, before.length) };
    there.set(key, [...(there.get(key) ?? []), moved]);
  }
  const edges: Edge[] = [];
  for (const [key, moves] of there) {
    const [a, b] = key.split('\u0000') as [string, string];
    const back = there.get(`${b}\u0000${a}`);
    if (back && a > b) continue;
    const weight = [...moves, ...(back ?? [])].reduce((sum, move) => sum + move.weight, 0);
    const out = median(moves.map(({ moved }) => moved));
    const ahead = back ? (out - median(back.map(({ moved }) => moved))) / 2 : out;
    edges.push({ services: [a, b], ahead, weight: back ? weight : weight / 4 });
  }
  return edges.sort((a, b) => b.weight - a.weight || (a.services.join() < b.services.join() ? -1 : 1));
}
