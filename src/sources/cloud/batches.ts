import type { Loss, LossOf, Micros, SourceBatch } from '../../model.ts';
import { formatTime } from '../../text/time.ts';
import { firstLine } from './api-error.ts';
import type { Span } from './options.ts';
import type { Outcome, PageEvent, PageReader, Query } from './page-reader.ts';
import { type ProtoTime, toMicros } from './proto-time.ts';
import type { ProtoEntry } from './to-raw.ts';

/** What one reading has seen so far; shared by its queries. */
export interface Tracker {
  reader: PageReader;
  signal: AbortSignal;
  /** Entries that came, healthy ones included. */
  entries: number;
  span: Span;
  /** The oldest entry that came. */
  oldest: Micros | null;
}

export function emptyBatch(parts: Partial<SourceBatch> = {}): SourceBatch {
  return { entries: [], tallies: [], facts: [], losses: [], progress: null, ...parts };
}

/** A query's pages as batches, made by `convert`; a batch with no entries tells that and for what it waits. */
export async function* batchesOf(
  tracker: Tracker,
  query: Query,
  convert: (page: ProtoEntry[]) => Partial<SourceBatch>,
): AsyncGenerator<SourceBatch, Outcome> {
  const pages: AsyncGenerator<PageEvent, Outcome> = tracker.reader.read(query, tracker.signal);
  const progress = (waiting: string | null) => ({
    entries: tracker.entries,
    done: tracker.reader.pages,
    total: null,
    unit: 'pages' as const,
    from: tracker.oldest,
    to: tracker.span.to,
    waiting,
  });
  try {
    for (;;) {
      const step = await pages.next();
      if (step.done) return step.value;
      if ('waiting' in step.value) {
        yield emptyBatch({ progress: progress(step.value.waiting) });
        continue;
      }
      const { page } = step.value;
      tracker.entries += page.length;
      const last = toMicros(page.at(-1)?.timestamp as ProtoTime);
      if (last !== null && (tracker.oldest === null || last < tracker.oldest)) tracker.oldest = last;
      yield emptyBatch({ ...convert(page), progress: progress(null) });
    }
  } finally {
    await pages.return({ stopped: 'interrupted', unread: query.span, message: '' });
  }
}

const MAX_READS = '--max-reads does not reach so far';

/** What a query that ended early left unread, for the ledger; nothing where it read all. `bound`: what its budget comes from. */
export function lossesOf(what: string, outcome: Outcome, of?: LossOf, bound = MAX_READS): Loss[] {
  if (!outcome.stopped || !outcome.unread) return [];
  const [from, to] = [formatTime(outcome.unread.from), formatTime(outcome.unread.to)];
  const reason = outcome.stopped === 'quota' ? 'quota' : 'not-read';
  const detail = `${what} from ${from} to ${to} not read: ${whyOf(outcome, bound)}`;
  return [{ reason, count: 1, detail, ...(of ? { of } : {}), from, to }];
}

function whyOf(outcome: Outcome, bound: string): string {
  switch (outcome.stopped) {
    case 'quota':
      return "the project's read quota was used up";
    case 'interrupted':
      return 'interrupted';
    case 'failed':
      return `Cloud Logging stopped answering (${firstLine(outcome.message)})`;
    default:
      return bound;
  }
}
