import { UserError } from '../errors.ts';
import type { Micros } from '../model.ts';
import { duration, oneOf, type ScanFlags, type ScanOptions, scanOptions } from './scan-options.ts';

export const EVENT_FORMATS = ['text', 'json'] as const;
export type EventFormat = (typeof EVENT_FORMATS)[number];

/** Flags as commander hands them over: those of a scan but its end, and its own. */
export interface WatchFlags extends Omit<ScanFlags, 'until' | 'format'> {
  format?: string;
  for?: string;
}

export interface WatchOptions {
  /** What to read and how, as a scan has it. */
  scan: ScanOptions;
  /** How events are printed; null = on the screen where there is one, else as text. */
  format: EventFormat | null;
  /** How long to watch; null = until it is stopped. */
  span: Micros | null;
}

/** Checks the flags of `watch`. UserError: which flag or argument, why, what to write. */
export function watchOptions(
  paths: string[],
  { format, for: span, ...flags }: WatchFlags,
  env: Record<string, string | undefined>,
  now: Micros,
): WatchOptions {
  const file = paths.find((path) => path !== '-');
  if (file !== undefined) {
    throw new UserError(
      `watch follows a project or a pipe, and ${file} is a file`,
      `tail -F ${file} | rca watch -    or read it once: rca scan ${file}`,
    );
  }
  const micros = span === undefined ? null : duration(span, '--for');
  if (micros === 0) throw new UserError('--for: 0 is no time to watch', 'Write how long, such as 10m.');
  return {
    scan: scanOptions(paths.slice(0, 1), flags, env, now),
    format: format === undefined ? null : oneOf(format, EVENT_FORMATS, '--format'),
    span: micros,
  };
}
