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

/** What no rule knows: `raised` by code, as its stack trace shows, for whatever reason; else `unknown`. */
export type Nature = Origin | 'raised' | 'unknown';

/** Where a cluster's failure comes from. */
export function natureOf({ origin, trace, title }: Pick<ClusterRecord, 'origin' | 'trace' | 'title'>): Nature {
  if (origin) return origin;
  if (FILLED.test(title)) return 'build-up';
  if (!trace) return 'unknown';
  return REACHING.test(title) ? 'surroundings' : 'raised';
}

/** An exception whose name says that something else was not reached: `StripeConnectionError`, `ApiConnectException`. */
const REACHING = /^[\w.$]*(?:Connect(?:ion)?|Network|Socket|Timeout|Unavailable|Unreachable)(?:Error|Exception)\b/;

/** What a service says in its own words when something has filled up: so many of so many, a limit, none left. */
const FILLED =
  /\b(\d+) ?(?:of|\/|out of) ?\1\b|\b(?:limit|maximum|capacity) (?:\w+ )?(?:reached|exceeded|hit)\b|\b(?:exhausted|too many|no (?:more|free) \w+ (?:left|available))\b/i;

/** Whether a failure can be over a minute after a roll-out, with nothing done about it. */
export function canPass({ rule }: Pick<ClusterRecord, 'rule'>): boolean {
  return !LASTING.has(rule?.split('/', 1)[0] ?? '');
}
