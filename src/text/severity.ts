/** Cloud Logging's severities, and the many names that logging libraries give them. */
import type { Severity } from '../model.ts';

/** All severities, lowest first. */
export const SEVERITIES: readonly Severity[] = [
  'DEFAULT',
  'DEBUG',
  'INFO',
  'NOTICE',
  'WARNING',
  'ERROR',
  'CRITICAL',
  'ALERT',
  'EMERGENCY',
];

const RANKS = Object.fromEntries(SEVERITIES.map((severity, i) => [severity, i * 100])) as Record<Severity, number>;

/** Cloud Logging's number of a severity: DEFAULT 0, DEBUG 100, … EMERGENCY 800. */
export function severityRank(severity: Severity): number {
  return RANKS[severity];
}

/** Names in lower case: Cloud Logging, syslog, klog and glog letters, java.util.logging, loguru, zap, slog. */
const NAMES: Record<Severity, string> = {
  DEFAULT: 'default',
  DEBUG: 'debug dbg d trace trc t verbose v silly fine finer finest',
  INFO: 'info information informational inf i success config http',
  NOTICE: 'notice n',
  WARNING: 'warning warn wrn w',
  ERROR: 'error err e severe eror',
  CRITICAL: 'critical crit c fatal ftl f panic dpanic',
  ALERT: 'alert a',
  EMERGENCY: 'emergency emerg',
};

/** pino's and bunyan's numbers; Cloud Logging's own are multiples of 100. */
const PINO: [number, Severity][] = [
  [10, 'DEBUG'],
  [20, 'DEBUG'],
  [30, 'INFO'],
  [40, 'WARNING'],
  [50, 'ERROR'],
  [60, 'CRITICAL'],
];

const BY_NAME = new Map(
  SEVERITIES.flatMap((severity) => NAMES[severity].split(' ').map((name) => [name, severity] as const)),
);
const BY_NUMBER = new Map([...PINO, ...SEVERITIES.map((severity, i) => [i * 100, severity] as const)]);

/**
 * The severity that a level's name or number stands for (`warn`, `E`, `WARNING`, 400, pino's 40, slog's `ERROR+2`);
 * null where it is none.
 */
export function parseSeverity(value: unknown): Severity | null {
  if (typeof value === 'number') return BY_NUMBER.get(value) ?? null;
  if (typeof value !== 'string' || value.length > 20) return null;
  const name = value.trim().toLowerCase();
  const known = BY_NAME.get(name);
  if (known) return known;
  if (/^\d{1,3}$/.test(name)) return BY_NUMBER.get(Number(name)) ?? null;
  const slog = /^([a-z]+)[+-]\d{1,3}$/.exec(name);
  return slog ? (BY_NAME.get(slog[1]!) ?? null) : null;
}
