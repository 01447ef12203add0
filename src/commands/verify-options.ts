import { UserError } from '../errors.ts';
import type { Micros } from '../model.ts';
import { duration, type ScanFlags, type ScanOptions, scanOptions } from './scan-options.ts';

/** Flags as commander hands them over: those of a scan, and its own. */
export interface VerifyFlags extends Omit<ScanFlags, 'since' | 'tui' | 'failOn'> {
  sinceReport?: string;
  revision?: string;
  wait?: string;
}

export interface VerifyOptions {
  /** What to read and how, as a scan has it. */
  scan: ScanOptions;
  sinceReport: string | null;
  revision: string | null;
  /** How long to read again until it can tell; null = once. */
  wait: Micros | null;
}

/** Checks the flags of `verify`; which files to read is not known yet. UserError: which flag, why, what to write. */
export function verifyOptions(
  { sinceReport, revision, wait, ...flags }: VerifyFlags,
  env: Record<string, string | undefined>,
  now: Micros,
): VerifyOptions {
  const scan = scanOptions([], { ...flags, tui: false, failOn: 'new' }, env, now);
  const waiting = wait === undefined ? null : duration(wait, '--wait');
  if (waiting !== null && flags.until !== undefined) {
    throw new UserError('--wait reads what is still to come, and --until ends before it', 'Leave one of them away.');
  }
  return {
    scan: {
      ...scan,
      since: revision === undefined ? { kind: 'deploy', back: 1 } : { kind: 'revision', name: revision },
    },
    sinceReport: sinceReport ?? null,
    revision: revision ?? null,
    wait: waiting,
  };
}

/** The options with the files to read; UserError where they cannot be waited for. */
export function withPaths(options: VerifyOptions, paths: string[]): VerifyOptions {
  if (options.wait !== null && paths.length > 0) {
    throw new UserError(
      '--wait reads again, and files do not change while it waits',
      'Leave --wait away, or name no file: then the Google Cloud project is read (--project ID).',
    );
  }
  return { ...options, scan: { ...options.scan, paths } };
}
