/** Counts, times and lags in words, the same everywhere on the screen. */
import type { Confidence, Exposed, Verdict } from '../../model.ts';
import { formatLag } from '../../text/time.ts';
import type { Tone } from '../lines/line.ts';

export function count(n: number): string {
  return n.toLocaleString('en-US');
}

/** `1 entry`, `1,240 entries` */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** `+2.0 s`, `-4 ms` */
export function lag(ms: number): string {
  const text = formatLag(ms);
  return text.startsWith('-') ? text : `+${text}`;
}

/** A revision without the service's name before it. */
export function shortRevision(revision: string, service: string): string {
  return service !== '' && revision.startsWith(`${service}-`) ? revision.slice(service.length + 1) : revision;
}

/** An RFC 3339 time as people read it: `2025-09-09 19:09:36.012`. */
export function clock(time: string | null): string {
  return time === null
    ? 'without a time'
    : time
        .replace('T', ' ')
        .replace(/(\.\d{3})\d*/, '$1')
        .replace(/Z$/, '');
}

/** `412 in 5,210 requests`, `97` where the exposure is not known. */
export function exposed({ count: failures, exposure, exposureKind }: Exposed): string {
  if (exposure === null || exposureKind === null) return count(failures);
  return `${count(failures)} in ${count(exposure)} ${exposureKind.replace('-', ' ')}`;
}

export const CONFIDENCE_TONES: Record<Confidence, Tone> = { high: 'bad', medium: 'warn', low: 'plain' };

export const VERDICT_TONES: Record<Verdict, Tone> = {
  new: 'bad',
  worse: 'warn',
  unknown: 'plain',
  unchanged: 'dim',
  better: 'good',
  gone: 'good',
};
