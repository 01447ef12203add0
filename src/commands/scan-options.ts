import type { Since, Span } from '../analysis/index.ts';
import { UserError } from '../errors.ts';
import type { Micros } from '../model.ts';
import { parseDuration } from '../text/time.ts';
import { isNaive, parseDeployAt, parsePoint, parseSince, parseSpan } from './times.ts';

export const FORMATS = ['markdown', 'json', 'text'] as const;
export type Format = (typeof FORMATS)[number];
export const FAIL_ON = ['new', 'any', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** Flags as commander hands them over. */
export interface ScanFlags {
  since?: string;
  until?: string;
  baseline?: string;
  lookback: string;
  deployAt?: string[];
  project?: string;
  service?: string[];
  region?: string[];
  filter?: string;
  emulator?: string;
  readsPerMinute?: string;
  maxReads: string;
  logTz?: string;
  format?: string;
  tui: boolean;
  save?: string;
  failOn: string;
  rules: string[] | string | boolean;
  config?: string;
  redact: boolean;
}

export interface ScanOptions {
  paths: string[];
  since: Since | null;
  until: Micros | null;
  /** What of the two is a duration: of files it counts back from the last entry, not from now. */
  backs: { since: Micros | null; until: Micros | null };
  baseline: Span | null;
  /** Microseconds. */
  lookback: Micros;
  deployAt: { service: string; time: Micros }[];
  project: string | null;
  services: string[];
  regions: string[];
  filter: string | null;
  emulator: string | null;
  readsPerMinute: number;
  maxReads: number;
  logTimeZone: string | null;
  format: Format | null;
  tui: boolean;
  save: string | null;
  failOn: FailOn;
  /** A folder of own rules; null = the built-in ones alone. */
  rulesDir: string | null;
  noRules: boolean;
  config: string | null;
  redact: boolean;
  /** Whether a time on the command line was read as local time. */
  localTimes: boolean;
}

/** One of a closed list; UserError with the list. */
export function oneOf<T extends string>(value: string, allowed: readonly T[], flag: string): T {
  const found = allowed.find((item) => item === value);
  if (found === undefined) throw new UserError(`${flag}: '${value}' is not known`, `Use one of ${allowed.join(', ')}.`);
  return found;
}

export function wholeNumber(value: string, flag: string): number {
  if (!/^\d{1,9}$/.test(value))
    throw new UserError(`${flag}: '${value}' is not a whole number`, 'Write digits only, such as 60.');
  return Number(value);
}

/** `90m`, `2h`, `30d` as microseconds; UserError with the flag. */
export function duration(value: string, flag: string): Micros {
  const micros = parseDuration(value);
  if (micros === null) throw new UserError(`${flag}: '${value}' is not a duration`, 'Write it as 90m, 2h or 30d.');
  return micros;
}

/** Checks the flags of `scan`. UserError: which flag, why, what to write. */
export function scanOptions(
  paths: string[],
  flags: ScanFlags,
  env: Record<string, string | undefined>,
  now: Micros,
): ScanOptions {
  const emulator = flags.emulator ?? env.RCA_EMULATOR_HOST ?? null;
  const deployAt = flags.deployAt ?? [];
  const times = [
    flags.since,
    flags.until,
    ...(flags.baseline?.split('..') ?? []),
    ...deployAt.map((text) => text.replace(/^.*=/, '')),
  ];
  const until = flags.until === undefined ? null : parsePoint(flags.until, '--until', now);
  const since = flags.since === undefined ? null : parseSince(flags.since, now);
  const backs = { since: parseDuration(flags.since ?? ''), until: parseDuration(flags.until ?? '') };
  // Of files a duration and a time have nothing in common that could be compared yet.
  const comparable = paths.length === 0 || (backs.since === null) === (backs.until === null);
  if (since?.kind === 'time' && until !== null && since.at >= until && comparable) {
    throw new UserError('--since lies after --until', 'Give a window that begins before it ends.');
  }
  if (emulator !== null && !/^[^\s:]+:\d{1,5}$/.test(emulator)) {
    throw new UserError(`--emulator: '${emulator}' is not HOST:PORT`, '`rca emulator` prints the address to use.');
  }
  return {
    paths,
    since,
    until,
    backs,
    baseline: flags.baseline === undefined ? null : parseSpan(flags.baseline, '--baseline', now),
    lookback: duration(flags.lookback, '--lookback'),
    deployAt: deployAt.map((text) => parseDeployAt(text, now)),
    project: flags.project ?? null,
    services: flags.service ?? [],
    regions: flags.region ?? [],
    filter: flags.filter ?? null,
    emulator,
    readsPerMinute:
      flags.readsPerMinute === undefined
        ? emulator
          ? 0
          : 60
        : wholeNumber(flags.readsPerMinute, '--reads-per-minute'),
    maxReads: wholeNumber(flags.maxReads, '--max-reads'),
    logTimeZone: flags.logTz ?? null,
    format: flags.format === undefined ? null : oneOf(flags.format, FORMATS, '--format'),
    tui: flags.tui,
    save: flags.save ?? null,
    failOn: oneOf(flags.failOn, FAIL_ON, '--fail-on'),
    rulesDir: typeof flags.rules === 'string' ? flags.rules : null,
    noRules: flags.rules === false,
    config: flags.config ?? null,
    redact: flags.redact,
    localTimes: times.some((time) => time !== undefined && isNaive(time)),
  };
}
