import type { Evidence, Micros } from '../model.ts';
import { formatLag } from '../text/time.ts';
import { nameOf } from './arrival.ts';
import type { ClusterRecord } from './clusters.ts';
import { broughtBy, type Candidate, type ServiceFrame } from './frame.ts';
import { indexAt, membersOf, type Ordered } from './members.ts';
import { canPass } from './natures.ts';
import { LAST_PLACE } from './untimed.ts';

const SECOND = 1_000_000;
/** How long before and after a go-live a roll-out makes noise: old instances end, new ones start. */
const AROUND = 90 * SECOND;
/** The longest burst. */
const LONGEST = 75 * SECOND;
/** Of fewer entries their place alone tells: at the go-live. */
const FEWEST = 3;
/** So long it has to be quiet afterwards, at least. */
const QUIET = 5 * 60 * SECOND;
/** So unlikely must it be that entries at a steady rate lie together at one end of what was watched. */
const UNLIKELY = 0.01;
/** What its revision has to have served since: requests, or entries where there are none. */
const SERVED = { requests: 3, entries: 10 };

/**
 * Few and over quickly: a failure that shows around the service's go-lives only, and not while the revision went on serving. Datadog's
 * faulty deployment detection calls it transient and leaves it out; so does this.
 *
 * @returns the evidence; null where it is no such burst
 */
export function rolloutNoise(
  { deployment, begin }: Candidate,
  cluster: ClusterRecord,
  frame: ServiceFrame,
): Evidence | null {
  // A revision that never served did not go on without it.
  if (!canPass(cluster) || deployment.kind === 'failed') return null;
  const { all } = membersOf(cluster);
  const timed = all.slice(indexAt(all, LAST_PLACE));
  const here = timed.slice(indexAt(timed, begin - AROUND), indexAt(timed, frame.window.to + 1));
  const [first, last] = [here[0], here.at(-1)];
  if (!first || !last || last.time - first.time > LONGEST || last.time > begin + AROUND) return null;
  if (!onlyAroundGoLives(timed.slice(0, indexAt(timed, begin - AROUND)), frame)) return null;
  const quiet = frame.window.to - last.time;
  if (quiet < QUIET || chanceOfEnd(here, begin, frame.window.to) > UNLIKELY) return null;
  const since = frame.served(last.time, frame.window.to, broughtBy(deployment));
  if (since.requests < SERVED.requests && since.entries < SERVED.entries) return null;
  const served = since.requests > 0 ? `${since.requests} requests` : `${since.entries} entries`;
  const span = formatLag((last.time - first.time) / 1000);
  const text = `roll-out noise: ${here.length} entries within ${span} around the go-live of ${nameOf(deployment)}, none in the ${formatLag(quiet / 1000)} and ${served} since`;
  return { kind: 'rollout-noise', weight: -3, text };
}

/** How likely entries at a steady rate lie together at that end; few of them, that all are so near to the go-live. */
function chanceOfEnd(here: Ordered, begin: Micros, to: Micros): number {
  const [first, last] = [here[0]!.time, here.at(-1)!.time];
  if (here.length >= FEWEST) return ((last - first + SECOND) / (to - first + SECOND)) ** (here.length - 1);
  const furthest = Math.max(Math.abs(first - begin), Math.abs(last - begin)) + SECOND;
  return (furthest / (to - begin + SECOND)) ** here.length;
}

function onlyAroundGoLives(members: Ordered, { deployments }: ServiceFrame): boolean {
  const lives = deployments
    .map(({ liveAt, createdAt }) => liveAt ?? createdAt)
    .filter((time): time is Micros => time !== null);
  return members.every(({ time }) => lives.some((live) => Math.abs(time - live) <= AROUND));
}
