import type { Deployment, Evidence, Micros } from '../model.ts';
import { formatLag } from '../text/time.ts';
import { nameOf } from './arrival.ts';
import type { ServiceFrame } from './frame.ts';
import { pShortage } from './stats.ts';

const MINUTE = 60_000_000;
/** So long what was before goes on after a go-live: instances of the old revision end. */
const DRAIN: Micros = MINUTE;
/** The longest time before a go-live that is looked at. */
const BEFORE: Micros = 60 * MINUTE;
/** So unlikely must it be that a service that goes on logs nothing healthy for so long. */
const SURE = 0.001;

/**
 * Whether everything healthy that a service logs, requests among it, is missing since a deployment, on whatever revision. Single healthy
 * lines that no longer follow others are found inside requests (`expectations`).
 *
 * @returns the evidence; null where some is left, where too little came before, and where the source does not see healthy lines
 */
export function vanished(deployment: Deployment, frame: ServiceFrame): Evidence | null {
  const { liveAt } = deployment;
  const { baseline, to } = frame.window;
  if (!frame.sees.healthy || liveAt === null || baseline === null || to <= liveAt + DRAIN) return null;
  const from = Math.max(Math.min(baseline.from, liveAt), liveAt - BEFORE);
  const since = liveAt + DRAIN;
  if (frame.served(since, to).healthy > 0) return null;
  const before = frame.served(from, liveAt - 1).healthy;
  if (pShortage(0, before, { before: liveAt - from + 1, after: to - since }) > SURE) return null;
  const [earlier, later] = [liveAt - from, to - since].map((span) => formatLag(span / 1000));
  const text = `nothing healthy of the service since ${nameOf(deployment)}: ${before.toLocaleString('en-US')} entries in the ${earlier} before, none in ${later}`;
  return { kind: 'vanished', weight: 0.5, text };
}
