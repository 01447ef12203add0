/** What kinds of failure can come of what: from the areas of the rules. */
import type { ClusterRecord } from './clusters.ts';

/** What fills up slowly may show long after the deployment that brought it. */
const BUILDS_UP = new Set(['limits', 'memory', 'timeout']);
/** What the same code does again and again: it does not pass by itself, and a change of code brought it. */
const CODE = new Set(['recursion', 'imports', 'serialization', 'application', 'crash']);
/** Only what code does when it is called at all: no start or end of an instance explains it. */
const LASTING = new Set(['recursion', 'imports', 'serialization', 'application']);

/** What a failure is by its nature; `unknown` where no rule knows it. */
export type Nature = 'builds-up' | 'code' | 'surroundings' | 'unknown';

function areaOf({ rule }: Pick<ClusterRecord, 'rule'>): string {
  return rule?.split('/', 1)[0] ?? '';
}

export function natureOf(cluster: Pick<ClusterRecord, 'rule' | 'trace'>): Nature {
  const area = areaOf(cluster);
  if (area === '') return cluster.trace ? 'code' : 'unknown';
  if (BUILDS_UP.has(area)) return 'builds-up';
  return CODE.has(area) ? 'code' : 'surroundings';
}

/** Whether a failure can be over a minute after a roll-out, with nothing done about it. */
export function canPass(cluster: Pick<ClusterRecord, 'rule'>): boolean {
  return !LASTING.has(areaOf(cluster));
}
