import type { LogEntry, Micros } from '../../model.ts';
import { besideClause } from './filters.ts';
import type { Span } from './options.ts';

const SECOND = 1_000_000;
/** Of one query: its filter's bound is 20,000 characters and its scope and the user's filter want their part. */
const MAX_CLAUSES = 8000;

/** A line of a trace that arrives one line an entry. */
const TRACE_LINE =
  /^(?:\s+\S|Traceback \(most recent|Caused by: |goroutine \d|panic: |#\d+ |During handling of|The above exception)/;
/** What may belong to a trace and be found by no word: `app.models.User.DoesNotExist: …`, `main.serve(0xc0001)`, code. */
const TRACE_PART = /^(?:\s+\S|[\w.$]+(?::|$)|[\w./*()-]+\(.*\)$|created by )/;

export function isTracePart(message: string): boolean {
  return TRACE_PART.test(message);
}

/** Lines of the same instance within a second of these, as filters to read them with. */
export interface Neighbourhood {
  clause: string;
  span: Span;
  /** Places that it covers. */
  places: number;
}

/**
 * Collects where traces were found that arrive one line an entry: lines between them that have neither an error word nor the shape of a
 * frame (the exception's own, often) have to be read as well.
 */
export class TraceNeighbours {
  readonly #byInstance = new Map<string, { where: Record<string, string>; times: Micros[] }>();

  note(entry: LogEntry): void {
    if (entry.time === null || entry.message.includes('\n') || !TRACE_LINE.test(entry.message)) return;
    const { service, revision, instance } = entry;
    const key = `${service} ${revision} ${instance}`;
    const known = this.#byInstance.get(key);
    if (known) known.times.push(entry.time);
    else this.#byInstance.set(key, { where: whereOf(entry), times: [entry.time] });
  }

  /** In as few filters as their length allows, earliest first: where a trouble began says most. */
  list(): Neighbourhood[] {
    const spans = [...this.#byInstance.values()].flatMap(({ where, times }) =>
      merge(times).map((span) => ({ clause: besideClause(where, [span]), span, places: 1 })),
    );
    spans.sort((a, b) => a.span.from - b.span.from);
    const groups: Neighbourhood[] = [];
    for (const one of spans) {
      const last = groups.at(-1);
      if (!last || last.clause.length + one.clause.length > MAX_CLAUSES) {
        groups.push({ ...one, clause: `(${one.clause})` });
        continue;
      }
      last.clause += ` OR (${one.clause})`;
      last.span = { from: last.span.from, to: Math.max(last.span.to, one.span.to) };
      last.places++;
    }
    return groups;
  }
}

function whereOf({ service, revision, instance }: LogEntry): Record<string, string> {
  if (instance) return { 'labels.instanceId': instance };
  return { 'resource.labels.service_name': service, 'resource.labels.revision_name': revision };
}

/** Seconds around the times, those that touch as one. */
function merge(times: Micros[]): Span[] {
  const spans: Span[] = [];
  for (const time of [...times].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && time - SECOND <= last.to) last.to = time + SECOND;
    else spans.push({ from: time - SECOND, to: time + SECOND });
  }
  return spans;
}
