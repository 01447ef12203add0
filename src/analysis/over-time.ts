import type { Diagnosis, Micros, ReportTimeline } from '../model.ts';
import { compareText } from '../text/order.ts';
import { formatTime } from '../text/time.ts';
import type { ClusterRecord } from './clusters.ts';
import { membersOf } from './members.ts';
import type { Span } from './question.ts';
import type { MemberTimes } from './timeline.ts';
import type { Window } from './window.ts';

const SECOND: Micros = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Lengths of a step that a reader can think in; longer ones are whole days. */
const LENGTHS: Micros[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12, 24].map((n) => n * HOUR),
];

/** Of the baseline as much as of the window, but so much of it where the window has just opened, and no more than that. */
const LEAST_BEFORE = 5 * MINUTE;
const MOST_BEFORE = 4 * HOUR;

/** From so many members a step on, searching for its end beats looking at each. */
const MANY = 16;

/** Steps of the same length, from `from` on; the last may reach beyond what was read. */
export interface Steps {
  from: Micros;
  to: Micros;
  /** When what they are about began. */
  opens: Micros;
  length: Micros;
  count: number;
}

/**
 * When what a report is about began. Where each service has a window of its own, one of them may have been deployed weeks before: then it is
 * the last deployment, or that of the first diagnosis' service, if that is earlier.
 */
export function openingOf({ from, own }: Window, first: Pick<Diagnosis, 'service'> | undefined): Micros {
  if (own.size < 2) return from;
  const newest = [...own.values()].reduce((latest, window) => Math.max(latest, window.from), from);
  return Math.min(newest, (first && own.get(first.service)?.from) ?? newest);
}

/**
 * The steps of a report: from some time before an opening to the end of the window. Of a baseline that lies elsewhere nothing is shown, and of
 * one of many hours no more than lets the window keep half of the room. Steps begin at whole multiples of their length: a count
 * that is shown stays what it is while the window grows.
 *
 * @param most no more steps than that
 * @returns null where nothing timed was read
 */
export function stepsOf(window: Window, span: Span | null, most: number, opens = window.from): Steps | null {
  const { from, to, baseline } = window;
  if (span === null || to < opens) return null;
  const before = Math.min(MOST_BEFORE, Math.max(LEAST_BEFORE, to - opens));
  const adjoins = baseline !== null && baseline.from < from && baseline.to >= from;
  const start = Math.max(adjoins ? baseline.from : from, opens - before);
  const length = LENGTHS.find((size) => countOf(start, to, size) <= most) ?? daysFor(start, to, most);
  return { from: Math.floor(start / length) * length, to, opens, length, count: countOf(start, to, length) };
}

function countOf(from: Micros, to: Micros, length: Micros): number {
  return Math.floor(to / length) - Math.floor(from / length) + 1;
}

function daysFor(from: Micros, to: Micros, most: number): Micros {
  let length = 2 * DAY;
  // One step may always hold everything.
  while (countOf(from, to, length) > Math.max(most, 2)) length += DAY;
  return length;
}

/** Counts of members in each step; each cluster is counted once a question. */
export class OverTime {
  readonly #steps: Steps;
  readonly #counts = new Map<ClusterRecord, number[]>();

  constructor(steps: Steps) {
    this.#steps = steps;
  }

  /** The members of a cluster in each step; those without a time are in none. */
  of(cluster: ClusterRecord): number[] {
    let counts = this.#counts.get(cluster);
    if (!counts) {
      counts = countSteps(membersOf(cluster).all, this.#steps);
      this.#counts.set(cluster, counts);
    }
    return counts;
  }

  /** The failures of each service, as sums over its clusters. */
  timeline(failures: readonly ClusterRecord[]): ReportTimeline {
    const { from, to, opens, length, count } = this.#steps;
    const services = new Map<string, { service: string; failures: number[]; sum: number }>();
    for (const cluster of failures) {
      const own = services.get(cluster.service) ?? {
        service: cluster.service,
        failures: new Array<number>(count).fill(0),
        sum: 0,
      };
      services.set(cluster.service, own);
      const counts = this.of(cluster);
      for (let step = 0; step < count; step++) {
        own.failures[step]! += counts[step]!;
        own.sum += counts[step]!;
      }
    }
    const ranked = [...services.values()]
      .filter(({ sum }) => sum > 0)
      .sort((a, b) => b.sum - a.sum || compareText(a.service, b.service));
    return {
      from: formatTime(from),
      to: formatTime(to),
      opens: formatTime(opens),
      stepMs: length / 1000,
      services: ranked.map(({ service, failures: counts }) => ({ service, failures: counts })),
    };
  }
}

/** How many members came in each step; those without a time came in none. */
export function countSteps(all: MemberTimes, { from, to, length, count }: Steps): number[] {
  const counts = new Array<number>(count).fill(0);
  const [low, high] = all.rangeOf(from, to);
  if (high - low > count * MANY) {
    let begin = low;
    for (let step = 0; step < count; step++) {
      const end = step === count - 1 ? high : all.indexAt(from + (step + 1) * length);
      counts[step] = end - begin;
      begin = end;
    }
    return counts;
  }
  for (let i = low; i < high; i++) counts[Math.floor((all.timeAt(i) - from) / length)]!++;
  return counts;
}
