import type { LogEntry, LossOf, SourceBatch } from '../../model.ts';
import { isContainer } from '../../text/log-kind.ts';
import { formatTime } from '../../text/time.ts';
import { isSuspicious } from '../entry.ts';
import { batchesOf, emptyBatch, lossesOf, type Tracker } from './batches.ts';
import { besideFilter, requestsFilter, suspiciousFilters, windowScope } from './filters.ts';
import type { CloudReduction, Span, WindowRequest } from './options.ts';
import type { Outcome } from './page-reader.ts';
import { RequestTallies } from './request-tallies.ts';
import { convert, type Session } from './session.ts';
import type { ProtoEntry } from './to-raw.ts';
import { isTracePart, TraceNeighbours } from './trace-neighbours.ts';

/** One span being read, with what its queries share. */
interface Reading {
  session: Session;
  tracker: Tracker;
  reduction: CloudReduction;
  /** 'the window' or 'the baseline', for the ledger. */
  name: string;
  span: Span;
  scope: string;
  /** Pages read by all queries, at which the span has to end. */
  until: number;
  tallies: RequestTallies;
  neighbours: TraceNeighbours;
}

/** The window, then the baseline, for which a quarter of the budget is kept. */
export async function* readWindow(
  session: Session,
  { window, baseline }: WindowRequest,
  reduction: CloudReduction,
  signal: AbortSignal,
): AsyncGenerator<SourceBatch> {
  const { reader } = session;
  const spans: { name: string; span: Span; kept: number }[] = [];
  if (window) spans.push({ name: 'the window', span: window, kept: baseline ? Math.floor(reader.left() / 4) : 0 });
  if (baseline) spans.push({ name: 'the baseline', span: baseline, kept: 0 });
  if (spans.length === 0) return;
  const tracker: Tracker = { reader, signal, entries: 0, span: spans[0]!.span, oldest: null };
  let counted = true;
  for (const { name, span, kept } of spans) {
    const reading: Reading = {
      ...{ session, tracker, reduction, name, span },
      scope: windowScope(session.options, span),
      until: reader.pages + reader.left() - kept,
      tallies: new RequestTallies(),
      neighbours: new TraceNeighbours(),
    };
    yield* readSuspicious(reading);
    yield* readBeside(reading);
    // Without a rate in the window one of the baseline is of no use.
    if (counted) counted = yield* readRequests(reading);
  }
}

const budgetOf = ({ session, until }: Reading): number => until - session.reader.pages;

async function* readSuspicious(reading: Reading): AsyncGenerator<SourceBatch> {
  const { session, tracker, name, span, scope, reduction } = reading;
  const { filters, left } = suspiciousFilters(scope, reduction.needles);
  if (left.length > 0) {
    const some = left.slice(0, 5).join(', ');
    const detail = `${name}: texts of rules that the query has no room for; lines without a level that only they tell are not read (${some}, …)`;
    yield emptyBatch({ losses: [{ reason: 'over-cap', count: left.length, detail, of: 'texts' }] });
  }
  for (const filter of filters) {
    session.delivered.nextQuery();
    const query = { filter, span, budget: budgetOf(reading) };
    const outcome = yield* batchesOf(tracker, query, (page) => ({ entries: keep(reading, page) }));
    yield* losses(name, outcome);
  }
}

/** The suspicious entries of a page; requests among the others count as exposure. */
function keep({ session, reduction, tallies, neighbours }: Reading, page: ProtoEntry[]): LogEntry[] {
  const kept: LogEntry[] = [];
  for (const one of page) {
    if (session.delivered.before(one)) continue;
    const entry = convert(session, one);
    if (isSuspicious(entry, reduction)) {
      kept.push(entry);
      if (isContainer(entry.log)) neighbours.note(entry);
    } else if (entry.log === 'request') tallies.addEntry(entry);
  }
  return kept;
}

async function* readBeside(reading: Reading): AsyncGenerator<SourceBatch> {
  const { session, tracker, scope, neighbours } = reading;
  const groups = neighbours.list();
  // The rest is for the requests: without rates the verdicts rest on presence alone.
  const until = session.reader.pages + Math.ceil(budgetOf(reading) / 4);
  let left = 0;
  for (const { clause, span, places } of groups) {
    session.delivered.nextQuery();
    const query = { filter: besideFilter(scope, clause, span), span, budget: until - session.reader.pages };
    const outcome = yield* batchesOf(tracker, query, (page) => ({ entries: keepParts(reading, page) }));
    if (outcome.stopped) left += places;
  }
  if (left > 0) {
    const detail = `${reading.name}: lines beside stack traces that arrive one line an entry: the traces there may lack lines`;
    const [from, to] = [formatTime(reading.span.from), formatTime(reading.span.to)];
    yield emptyBatch({ losses: [{ reason: 'not-read', count: left, detail, from, to }] });
  }
}

function keepParts({ session, reduction }: Reading, page: ProtoEntry[]): LogEntry[] {
  const kept: LogEntry[] = [];
  for (const one of page) {
    const entry = convert(session, one);
    // A line that states its level is no part of a trace.
    const part = entry.severity === 'DEFAULT' && isTracePart(entry.message);
    const wanted = isContainer(entry.log) && (part || isSuspicious(entry, reduction));
    if (wanted && !session.delivered.before(one)) kept.push(entry);
  }
  return kept;
}

/** Requests as tallies, all or none: a part of them would make every rate wrong. Returns whether all were counted. */
async function* readRequests(reading: Reading): AsyncGenerator<SourceBatch, boolean> {
  const { tracker, scope, span, name, tallies } = reading;
  const budget = budgetOf(reading);
  // As many pages as the span would take at the pace of those read; empty pages tell of none.
  const giveUp = (pages: number, oldest: number) =>
    pages >= 2 && oldest < span.to && (pages * (span.to - span.from)) / (span.to - oldest) > 2 * budget;
  const query = { filter: requestsFilter(scope), span, budget, giveUp };
  const outcome = yield* batchesOf(tracker, query, (page) => {
    for (const one of page) tallies.add(one);
    return {};
  });
  const counted = tallies.take();
  if (outcome.stopped) yield* losses(`${name}: requests, so there are no rates;`, outcome, 'requests');
  else if (counted.length > 0) yield emptyBatch({ tallies: counted });
  return outcome.stopped === null;
}

function* losses(what: string, outcome: Outcome, of?: LossOf): Generator<SourceBatch> {
  const list = lossesOf(what, outcome, of);
  if (list.length > 0) yield emptyBatch({ losses: list });
}
