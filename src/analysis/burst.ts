import type { Evidence, Micros } from '../model.ts';
import { formatLag } from '../text/time.ts';
import { nameOf } from './arrival.ts';
import type { ClusterRecord } from './clusters.ts';
import type { Candidate, ServiceFrame } from './frame.ts';
import { membersOf } from './members.ts';
import { canPass } from './natures.ts';
import { LAST_PLACE } from './untimed.ts';

const SECOND = 1_000_000;
/** How long before and after a go-live a roll-out makes noise: old instances end, new ones start. */
export const AROUND = 90 * SECOND;
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
  { deployment, at: begin, brought }: Candidate,
  cluster: ClusterRecord,
  frame: ServiceFrame,
): Evidence | null {
  // A revision that never served did not go on without it.
  if (!canPass(cluster) || deployment.kind === 'failed') return null;
  const { all } = membersOf(cluster);
  const [low, high] = all.rangeOf(begin - AROUND, frame.window.to);
  const count = high - low;
  if (count === 0) return null;
  const [first, last] = [all.timeAt(low), all.timeAt(high - 1)];
  if (last - first > LONGEST || last > begin + AROUND) return null;
  if (!onlyAroundGoLives(all.momentsIn(all.indexAt(LAST_PLACE), low), frame)) return null;
  const quiet = frame.window.to - last;
  if (quiet < QUIET || chanceOfEnd({ count, first, last }, begin, frame.window.to) > UNLIKELY) return null;
  const since = frame.served(last, frame.window.to, brought);
  if (since.requests < SERVED.requests && since.entries < SERVED.entries) return null;
  const served = since.requests > 0 ? `${since.requests} requests` : `${since.entries} entries`;
  const span = formatLag((last - first) / 1000);
  const text = `roll-out noise: ${count} entries within ${span} around the go-live of ${nameOf(deployment)}, none in the ${formatLag(quiet / 1000)} and ${served} since`;
  return { kind: 'rollout-noise', weight: -3, text };
}

interface Few {
  count: number;
  first: Micros;
  last: Micros;
}

/** How likely entries at a steady rate lie together at that end; few of them, that all are so near to the go-live. */
function chanceOfEnd({ count, first, last }: Few, begin: Micros, to: Micros): number {
  if (count >= FEWEST) return ((last - first + SECOND) / (to - first + SECOND)) ** (count - 1);
  const furthest = Math.max(Math.abs(first - begin), Math.abs(last - begin)) + SECOND;
  return (furthest / (to - begin + SECOND)) ** count;
}

function onlyAroundGoLives(times: Micros[], { deployments }: ServiceFrame): boolean {
  const lives = deployments
    .map(({ liveAt, createdAt }) => liveAt ?? createdAt)
    .filter((time): time is Micros => time !== null);
  return times.every((time) => lives.some((live) => Math.abs(time - live) <= AROUND));
}
