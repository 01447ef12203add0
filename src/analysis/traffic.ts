import type { Evidence, Micros } from '../model.ts';
import type { ClusterRecord } from './clusters.ts';
import type { ServiceFrame } from './frame.ts';
import { natureOf } from './natures.ts';

const MINUTE = 60_000_000;
/** The time before a failure is looked at in four quarters of an hour, up to five minutes before it: traffic rises first. */
const QUARTER: Micros = 15 * MINUTE;
const QUARTERS = [1, 2, 3, 4];
const AHEAD: Micros = 5 * MINUTE;
/** So many times the traffic of the busiest of them. */
const FACTOR = 2;
/** Of fewer requests no rate is said. */
const FEWEST = 30;

/** What fills up may be filled by the traffic that came just then: the reason to doubt that the deployment does it; null where it did not rise. */
export function trafficRose(cluster: ClusterRecord, onset: Micros, frame: ServiceFrame): Evidence | null {
  if (natureOf(cluster) !== 'build-up') return null;
  const perMinute = (from: Micros, to: Micros) => frame.served(from, to - 1).requests / ((to - from) / MINUTE);
  const to = Math.min(frame.window.to, onset + QUARTER);
  if (frame.served(onset, to).requests < FEWEST) return null;
  const end = onset - AHEAD;
  const before = Math.max(...QUARTERS.map((n) => perMinute(end - n * QUARTER, end - (n - 1) * QUARTER)));
  const since = perMinute(onset, to);
  if (before === 0 || since < before * FACTOR) return null;
  const [was, is] = [before, since].map((rate) => rate.toLocaleString('en-US', { maximumSignificantDigits: 2 }));
  const text = `the service got ${is} requests a minute when it began, ${was} at most in the hour before: what fills up may be filled by these`;
  return { kind: 'traffic-rose', weight: -0.5, text };
}
