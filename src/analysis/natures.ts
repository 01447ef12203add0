/** Where a failure comes from, and what follows for the deployment that it is held against. */
import type { Category, Origin, Rule } from '../model.ts';
import type { ClusterRecord } from './clusters.ts';

/** What the rules of an area are about, unless one says otherwise. */
const ORIGINS: Record<Category, Origin> = {
  recursion: 'code',
  imports: 'code',
  serialization: 'code',
  application: 'code',
  crash: 'code',
  config: 'code',
  limits: 'build-up',
  memory: 'build-up',
  auth: 'surroundings',
  database: 'surroundings',
  network: 'surroundings',
  timeout: 'surroundings',
  websocket: 'surroundings',
  'cloud-run': 'surroundings',
  lifecycle: 'surroundings',
  noise: 'surroundings',
};
/** Only what code does when it is called at all: no start or end of an instance explains it. */
const LASTING = new Set(['recursion', 'imports', 'serialization', 'application']);

export function originOf({ category, origin }: Pick<Rule, 'category' | 'origin'>): Origin {
  return origin ?? ORIGINS[category];
}

/** Where a cluster's failure comes from; `unknown` where no rule knows it and no stack trace shows the code that raised it. */
export function natureOf({ origin, trace }: Pick<ClusterRecord, 'origin' | 'trace'>): Origin | 'unknown' {
  return origin ?? (trace ? 'code' : 'unknown');
}

/** Whether a failure can be over a minute after a roll-out, with nothing done about it. */
export function canPass({ rule }: Pick<ClusterRecord, 'rule'>): boolean {
  return !LASTING.has(rule?.split('/', 1)[0] ?? '');
}
