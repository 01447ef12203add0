import type { Deployment, Evidence, Micros } from '../model.ts';
import { formatTime } from '../text/time.ts';
import type { ClusterRecord } from './clusters.ts';
import { countIn, membersOf } from './members.ts';
import type { ServiceFrame } from './sides.ts';
import { pShortage } from './stats.ts';
import { beginOf } from './window.ts';

/** So long the revision that was taken off may still finish what it began. */
const DRAIN: Micros = 90 * 1_000_000;
/** What is as unlikely as this by chance ended with the roll-back. */
const CHANCE = 0.05;

/**
 * A roll-back (or a shift of traffic away from the blamed revision) that ended the failure: evidence that the revision brought it.
 *
 * @returns null where there was none, or too little was served since to tell
 */
export function endedByRollback(blamed: Deployment, cluster: ClusterRecord, frame: ServiceFrame): Evidence | null {
  const begin = beginOf(blamed)!;
  const back = frame.deployments.find(
    (other) =>
      (other.kind === 'rollback' || other.kind === 'traffic') &&
      (beginOf(other) ?? 0) > begin &&
      other.revision !== blamed.revision,
  );
  if (!back) return null;
  const at = beginOf(back)!;
  const { to } = frame.window;
  const { all } = membersOf(cluster);
  const during = countIn(all, begin, at + DRAIN);
  const since = countIn(all, at + DRAIN + 1, to);
  const served = { before: frame.served('', begin, at), after: frame.served('', at + DRAIN, to) };
  const kind = served.before.requests > 0 && served.after.requests > 0 ? 'requests' : 'entries';
  const [before, after] = [served.before[kind], served.after[kind]];
  if (since > 0 || before === 0 || after === 0 || pShortage(0, during, { before, after }) > CHANCE) return null;
  const amount = (count: number) => count.toLocaleString('en-US');
  const text = `it ended when ${back.revision} got the traffic back at ${formatTime(at)}: 0 in ${amount(after)} ${kind} since, ${amount(during)} in ${amount(before)} before`;
  return { kind: 'rollback', weight: 1, text };
}
