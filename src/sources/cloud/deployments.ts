import type { Micros, SourceBatch } from '../../model.ts';
import { formatTime } from '../../text/time.ts';
import { toLogEntry } from '../entry.ts';
import { batchesOf, emptyBatch, lossesOf, type Tracker } from './batches.ts';
import { anyFilter, changesFilter, rolloutsFilter } from './filters.ts';
import type { Span } from './options.ts';
import { Places } from './places.ts';
import { askRunApi } from './run-api.ts';
import type { Place } from './run-facts.ts';
import { convert, type Session } from './session.ts';
import { type MissingName, unknownPlace } from './unknown-place.ts';

/** The Run API has its own quota, and a project may have hundreds of services. */
const MAX_PLACES = 25;
/** A twentieth of all reads, two thirds of it for who changed what. */
const SHARE = 20;
const FAILED = /^Ready condition status changed to False for Revision ([^\s.]+)/;

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
      const entries = fresh.map((entry) => convert(session, entry));
      for (const { message } of entries) {
        const failed = FAILED.exec(message)?.[1];
        if (failed) places.failed.add(failed);
      }
      return { entries };
    });
    const losses = lossesOf(what, outcome, 'deployments');
    if (losses.length > 0) yield emptyBatch({ losses });
  }
  const around = yield* learnPlaces(session, tracker, places);
  yield* readRunState(session, tracker, places, around);
}

/** What else is there, read only where a chosen name was not seen; `sure` where such a name is wrong if the Run API agrees. */
interface Around {
  places: Places;
  sure: boolean;
}

/** Any entry tells of a service that was not deployed lately. */
async function* learnPlaces(session: Session, tracker: Tracker, places: Places): AsyncGenerator<SourceBatch, Around> {
  const { services, regions } = session.options;
  const missing = services.filter((service) => !places.services().includes(service));
  const scopes =
    services.length > 0 ? missing.map((service) => ({ services: [service], regions })) : [{ services, regions }];
  const around = { places: new Places(), sure: true };
  for (const scope of scopes) {
    const found = yield* learnFrom(tracker, anyFilter(scope, tracker.span), places);
    around.sure &&= found !== null;
  }
  if (missingName(session, places.list()) !== null) {
    const found = yield* learnFrom(tracker, anyFilter({ services: [], regions: [] }, tracker.span), around.places);
    around.sure &&= found !== null;
  }
  return around;
}

/** Notes the places of the newest entries. Returns how many there were; null where the search came to no end. */
async function* learnFrom(
  tracker: Tracker,
  filter: string,
  places: Places,
): AsyncGenerator<SourceBatch, number | null> {
  // One page, and another only while nothing came: the search may just not have got far enough.
  let found = 0;
  const query = { filter, span: tracker.span, budget: 3, giveUp: () => found > 0 };
  const outcome = yield* batchesOf(tracker, query, (page) => {
    for (const entry of page) places.note(entry);
    found += page.length;
    return {};
  });
  return outcome.stopped && found === 0 ? null : found;
}

async function* readRunState(
  session: Session,
  tracker: Tracker,
  places: Places,
  around: Around,
): AsyncGenerator<SourceBatch> {
  const { project, clients, notes } = session;
  const { signal, span } = tracker;
  const all = placesToAsk(session, places, around.places);
  const asked = all.slice(0, MAX_PLACES);
  const state = await askRunApi(clients, project, asked, signal);
  if (signal.aborted) return;
  if (state.trouble) notes.push(`Deployments are known from the logs alone: ${state.trouble}.`);
  else if (all.length > asked.length) {
    notes.push(
      `The Cloud Run Admin API was asked for ${asked.length} of ${all.length} services; name some with --service.`,
    );
  }
  const known = [...places.list(), ...state.found];
  if (around.sure && missingName(session, known) !== null) {
    const missing = missingName(session, [...known, ...around.places.list()]) ?? missingName(session, known)!;
    const where = `project ${project} since ${formatTime(span.from)}`;
    throw unknownPlace(missing, where, around.places, !state.trouble && asked.length > 0);
  }
  const unsaid = state.entries
    .map(toLogEntry)
    .filter(({ time, revision }) => within(span, time) && !places.failed.has(revision));
  if (state.facts.length > 0) yield emptyBatch({ facts: state.facts, entries: unsaid });
}

/** The places seen, and for services that were not seen each region there is. */
function placesToAsk({ options }: Session, places: Places, around: Places): Place[] {
  const { services, regions } = options;
  const seen = places
    .list()
    .filter((place) => place.location && fits(services, place.service) && fits(regions, place.location));
  const unseen = services.filter((service) => !places.services().includes(service));
  const everywhere = regions.length > 0 ? regions : around.regions();
  return [...seen, ...unseen.flatMap((service) => everywhere.map((location) => ({ service, location })))];
}

/** The first chosen region, else service, that is not among the places: a wrong region hides every service. */
function missingName({ options }: Session, known: Place[]): MissingName | null {
  const region = options.regions.find((name) => !known.some((place) => place.location === name));
  if (region !== undefined) return { kind: 'region', name: region };
  const service = options.services.find((name) => !known.some((place) => place.service === name));
  return service === undefined ? null : { kind: 'service', name: service };
}

function fits(wanted: string[], value: string): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function within(span: Span, time: Micros | null): boolean {
  return time !== null && time >= span.from && time < span.to;
}
