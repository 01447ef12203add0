import type { SourceBatch } from '../../model.ts';
import { formatTime, parseTime } from '../../text/time.ts';
import { toLogEntry } from '../entry.ts';
import { batchesOf, emptyBatch, lossesOf, type Tracker } from './batches.ts';
import { anyFilter, changesFilter, rolloutsFilter } from './filters.ts';
import type { Span } from './options.ts';
import { Places } from './places.ts';
import { askRunApi } from './run-api.ts';
import type { Place } from './run-facts.ts';
import { convert, type Session } from './session.ts';
import type { ProtoEntry } from './to-raw.ts';
import { unknownPlace } from './unknown-place.ts';

/** The Run API has its own quota, and a project may have hundreds of services. */
const MAX_PLACES = 25;
/** A twentieth of all reads, two thirds of it for who changed what. */
const SHARE = 20;

/** The logs' evidence of deployments, newest first, then what the Run API knows of the services seen in it. */
export async function* readDeployments(session: Session, span: Span, signal: AbortSignal): AsyncGenerator<SourceBatch> {
  const { options, reader } = session;
  const tracker: Tracker = { reader, signal, entries: 0, span, oldest: null };
  const budget = Math.max(2, Math.ceil(options.maxReads / SHARE));
  const places = new Places();
  const queries = [
    {
      what: 'deployments: changes of services',
      filter: changesFilter(options, span),
      budget: Math.ceil((budget * 2) / 3),
    },
    {
      what: 'deployments: instances started',
      filter: rolloutsFilter(options, span),
      budget: Math.floor(budget / 3) || 1,
    },
  ];
  for (const { what, filter, budget } of queries) {
    session.delivered.nextQuery();
    const outcome = yield* batchesOf(tracker, { filter, span, budget }, (page) => {
      for (const entry of page) places.note(entry);
      const fresh = page.filter((entry) => !session.delivered.before(entry));
      return { entries: fresh.map((entry) => convert(session, entry)) };
    });
    const losses = lossesOf(what, outcome);
    if (losses.length > 0) yield emptyBatch({ losses });
  }
  const sure = yield* learnPlaces(session, tracker, places);
  yield* readRunState(session, tracker, places, sure);
}

/** Any entry tells of a service that was not deployed lately. Returns whether a name that was not seen is sure to be wrong. */
async function* learnPlaces(session: Session, tracker: Tracker, places: Places): AsyncGenerator<SourceBatch, boolean> {
  const { services, regions } = session.options;
  const note = (page: ProtoEntry[]) => {
    for (const entry of page) places.note(entry);
    return {};
  };
  const { span } = tracker;
  const missing = services.filter((service) => !places.services().includes(service));
  const scopes =
    services.length > 0 ? missing.map((service) => ({ services: [service], regions })) : [{ services: [], regions }];
  let sure = true;
  for (const scope of scopes) {
    // One page, and any later one only while nothing came: the search may just not have got far enough.
    let found = 0;
    const query = { filter: anyFilter(scope, span), span, budget: 3, giveUp: () => found > 0 };
    const outcome = yield* batchesOf(tracker, query, (page) => {
      found += page.length;
      return note(page);
    });
    if (outcome.stopped && found === 0) sure = false;
  }
  return sure;
}

async function* readRunState(
  session: Session,
  tracker: Tracker,
  places: Places,
  sure: boolean,
): AsyncGenerator<SourceBatch> {
  const { project, options, clients, notes } = session;
  const { signal, span } = tracker;
  const all = placesToAsk(places, options.services, options.regions);
  const asked = all.slice(0, MAX_PLACES);
  const state = await askRunApi(clients, project, asked, signal);
  const trouble = signal.aborted ? null : state.trouble;
  if (trouble) notes.push(`Deployments are known from the logs alone: ${trouble}.`);
  else if (all.length > asked.length) {
    notes.push(
      `The Cloud Run Admin API was asked for ${asked.length} of ${all.length} services; name some with --service.`,
    );
  }
  if (sure && !signal.aborted) yield* checkNames(session, tracker, places, state.found, !trouble && asked.length > 0);
  const inSpan = state.entries.filter((raw) => within(span, raw.timestamp));
  if (state.facts.length > 0) yield emptyBatch({ facts: state.facts, entries: inSpan.map(toLogEntry) });
}

/** The places seen, and for services that were not seen each region there is. */
function placesToAsk(places: Places, services: string[], regions: string[]): Place[] {
  const wanted = places
    .list()
    .filter((place) => place.location && fits(services, place.service) && fits(regions, place.location));
  const unseen = services.filter((service) => !places.services().includes(service));
  const everywhere = regions.length > 0 ? regions : places.regions();
  return [...wanted, ...unseen.flatMap((service) => everywhere.map((location) => ({ service, location })))];
}

/** UserError for a service or region that neither the logs nor the Run API know. */
async function* checkNames(
  session: Session,
  tracker: Tracker,
  places: Places,
  found: Place[],
  asked: boolean,
): AsyncGenerator<SourceBatch> {
  const { services, regions } = session.options;
  const missing = missingNames(session, [...places.list(), ...found]);
  if (!missing) return;
  const seen = new Places();
  const query = { filter: anyFilter({ services: [], regions: [] }, tracker.span), span: tracker.span, budget: 1 };
  const outcome = yield* batchesOf(tracker, query, (page) => {
    for (const entry of page) seen.note(entry);
    return {};
  });
  if (outcome.stopped && outcome.stopped !== 'budget') return;
  const where = `project ${session.project} since ${formatTime(tracker.span.from)}`;
  const { kind, name } = missingNames(session, [...places.list(), ...found, ...seen.list()]) ?? missing;
  throw unknownPlace(kind, name, where, seen, asked);
}

/** The first region, else the first service that is not among the places: a wrong region hides every service. */
function missingNames(session: Session, known: Place[]): { kind: 'service' | 'region'; name: string } | null {
  const { services, regions } = session.options;
  const region = regions.find((name) => !known.some((place) => place.location === name));
  if (region !== undefined) return { kind: 'region', name: region };
  const service = services.find((name) => !known.some((place) => place.service === name));
  return service === undefined ? null : { kind: 'service', name: service };
}

function fits(wanted: string[], value: string): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function within(span: Span, timestamp: unknown): boolean {
  const time = parseTime(String(timestamp));
  return time !== null && time >= span.from && time < span.to;
}
