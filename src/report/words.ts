/** Numbers, times and counts as a report says them. */
import type { Exposed, ExposureKind, Interval, LagFrom, Report } from '../model.ts';
import { formatLag, formatTime, parseTime } from '../text/time.ts';

/** `12,482`. */
export function number(n: number): string {
  return Number.isInteger(n) ? n.toLocaleString('en-US') : n.toPrecision(3);
}

/** `1 entry`, `12 entries`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** How a diagnosis is referred to. */
export function rankedTitle({ rank, title }: { rank: number; title: string }): string {
  return `Cause ${rank}: ${title}`;
}

/** The date that all the times share, or null. */
export function sharedDate(times: (string | null)[]): string | null {
  const dates = new Set(
    times.map((time) => (time !== null && parseTime(time) !== null ? formatTime(parseTime(time)!).slice(0, 10) : null)),
  );
  return dates.size === 1 ? [...dates][0]! : null;
}

/** Title of a column of times: `UTC`, with the date where they share one. */
export function timeTitle(name: string, date: string | null): string {
  return [name, date].filter(Boolean).join(', ');
}

/** A time in a table, `2025-09-09 19:09:36.012` in UTC, without a date that stands above; what is no time as it stands. */
export function tableTime(time: string | null, date: string | null): string {
  if (time === null) return 'not timed';
  const micros = parseTime(time);
  if (micros === null) return time;
  const [day, clock] = formatTime(micros).slice(0, -1).split('T');
  return day === date ? clock! : `${day} ${clock}`;
}

/** Whether a service has to be named beside each signature. */
export function manyServices({ signatures, diagnoses }: Report): boolean {
  return new Set([...signatures, ...diagnoses].map(({ service }) => service)).size > 1;
}

/** `+2.0 s`, `-4 ms`. */
export function signedLag(ms: number): string {
  const lag = formatLag(ms);
  return lag.startsWith('-') ? lag : `+${lag}`;
}

/** What a lag is counted from. */
export const LAG_FROM: Record<LagFrom, string> = {
  ready: 'became ready',
  rollout: 'started its first instance',
  request: 'was first seen at work',
  created: 'was created',
  'by-hand': 'was deployed (--deploy-at)',
};

const EXPOSURE: Record<ExposureKind, [one: string, many: string]> = {
  requests: ['request', 'requests'],
  entries: ['entry read', 'entries read'],
  'instance-minutes': ['instance minute', 'instance minutes'],
};

/** `412 in 950 requests`. */
export function exposed({ count: n, exposure, exposureKind }: Exposed): string {
  if (exposure === null || exposureKind === null) return `${number(n)} (traffic not known)`;
  return `${number(n)} in ${count(exposure, ...EXPOSURE[exposureKind])}`;
}

/** A rate as an upper bound, in a table: `1 in 395 requests` (where the unit stands above `1 in 395`), `1.6 a request`, `2.3 a minute`. */
export function ratePer(rate: number, per: ExposureKind | 'minutes', named = true): string {
  const [one, many] = per === 'minutes' ? ['minute', 'minutes'] : EXPOSURE[per];
  return rate <= 0.5 ? `1 in ${number(Math.floor(1 / rate))}${named ? ` ${many}` : ''}` : `${times(rate)} a ${one}`;
}

/** `×37 (95% interval 12 to 88)`; without an upper bound `at least ×12 (95% certain)`. */
export function ratio({ value, low, high }: Interval): string {
  if (value === null || high === null) return `at least ×${times(low)} (95% certain)`;
  return `×${times(value)} (95% interval ${times(low)} to ${times(high)})`;
}

function times(value: number): string {
  return value >= 100 ? number(Math.round(value)) : String(Number(value.toPrecision(2)));
}
