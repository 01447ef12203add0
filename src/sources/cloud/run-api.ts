import type { DeploymentFact, RawEntry } from '../../model.ts';
import type { Clients } from './clients.ts';
import { failedConditions } from './run-conditions.ts';
import { type Place, revisionFacts, type Service, serviceFacts } from './run-facts.ts';
import type { Revision } from './run-spec.ts';
import { sleep } from './sleep.ts';
import { isDisabled, isPassing, readError, status } from './status.ts';

/** What the Run API knows of the places asked for. */
export interface RunState {
  facts: DeploymentFact[];
  entries: RawEntry[];
  /** Places that exist. */
  found: Place[];
  /** Why it could not be asked (any more), null where it answered. */
  trouble: string | null;
}

const AT_ONCE = 4;
const CALL_TIMEOUT = 8000;
const PAUSE = 500;
/** Newest first, so what is left out is old; a service has at most 1000. */
const MAX_REVISION_PAGES = 3;
const PAGE_SIZE = 200;

/** A region that does not exist is 'not implemented'. */
const NO_SUCH_PLACE: number[] = [status.notFound, status.unimplemented, status.invalidArgument];

/** Asks for services and their revisions, a few at a time. Never throws: without the Run API the logs alone must do. */
export async function askRunApi(
  clients: Clients,
  project: string,
  places: Place[],
  signal: AbortSignal,
): Promise<RunState> {
  const state: RunState = { facts: [], entries: [], found: [], trouble: null };
  const queue = [...places];
  const answers = new Map<Place, Answer>();
  const worker = async () => {
    for (let place = queue.shift(); place && !state.trouble && !signal.aborted; place = queue.shift()) {
      try {
        const answer = await askPlace(clients, project, place, signal);
        if (answer) answers.set(place, answer);
      } catch (cause) {
        state.trouble ??= troubleOf(project, cause);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  // In the order asked for, not of arrival: what comes first must not depend on the network.
  for (const place of places) {
    const answer = answers.get(place);
    if (!answer) continue;
    state.found.push(place);
    state.facts.push(
      ...serviceFacts(place, answer.service),
      ...answer.revisions.flatMap((one) => revisionFacts(place, one)),
    );
    state.entries.push(...failedConditions(project, place, answer.service, answer.revisions));
  }
  return state;
}

interface Answer {
  service: Service;
  revisions: Revision[];
}

async function askPlace(clients: Clients, project: string, place: Place, signal: AbortSignal): Promise<Answer | null> {
  const name = `projects/${project}/locations/${place.location}/services/${place.service}`;
  const [services, revisions] = [await clients.services(), await clients.revisions()];
  const call = { timeout: CALL_TIMEOUT, retry: null, autoPaginate: false, signal };
  try {
    const [service] = await twice(() => services.getService({ name }, call), signal);
    const all: Revision[] = [];
    let pageToken = '';
    for (let page = 0; page < MAX_REVISION_PAGES; page++) {
      const request = { parent: name, pageSize: PAGE_SIZE, pageToken, showDeleted: true };
      const [some, , response] = await twice(() => revisions.listRevisions(request, call), signal);
      all.push(...some);
      pageToken = response?.nextPageToken ?? '';
      if (!pageToken) break;
    }
    return { service, revisions: all };
  } catch (cause) {
    if (NO_SUCH_PLACE.includes(readError(cause).code)) return null;
    throw cause;
  }
}

/** The Run client retries nothing on some methods and for minutes on others: once more after a moment, on all. */
async function twice<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (signal.aborted || !isPassing(readError(cause))) throw cause;
    await sleep(PAUSE, signal);
    return await call();
  }
}

function troubleOf(project: string, cause: unknown): string {
  const error = readError(cause);
  if (isDisabled(error)) {
    return `the Cloud Run Admin API is not enabled (gcloud services enable run.googleapis.com --project ${project})`;
  }
  if (error.code === status.permissionDenied)
    return 'no permission to ask the Cloud Run Admin API (roles/run.viewer would do)';
  return `the Cloud Run Admin API did not answer (${error.message.split('\n', 1)[0]})`;
}
