/** protobuf's Timestamp and Duration, as the clients hand them over. */
export interface ProtoTime {
  seconds?: string | number | Long | null;
  nanos?: number | null;
}

interface Long {
  toNumber(): number;
}

/** Seconds as a number: int64 comes as a string, or as a Long from a plain decode. */
export function secondsOf(time: ProtoTime): number {
  const seconds = time.seconds ?? 0;
  return typeof seconds === 'object' ? seconds.toNumber() : Number(seconds);
}

/** Epoch microseconds, null where there is none. */
export function toMicros(time: ProtoTime | null | undefined): number | null {
  if (!time) return null;
  return secondsOf(time) * 1_000_000 + Math.floor((time.nanos ?? 0) / 1000);
}

let lastSecond = Number.NaN;
let lastText = '';

/** RFC 3339 in UTC; the fraction, where there is one, has 3, 6 or 9 digits, so that no nanosecond is lost. */
export function toRfc3339(time: ProtoTime): string {
  const seconds = secondsOf(time);
  // Neighbours in a log share their second, and Date is most of the cost.
  if (seconds !== lastSecond) {
    lastText = new Date(seconds * 1000).toISOString().slice(0, 19);
    lastSecond = seconds;
  }
  return `${lastText}${fraction(time.nanos ?? 0)}Z`;
}

/** JSON's form of a Duration: `1.250s`. */
export function toDuration(time: ProtoTime): string {
  const nanos = time.nanos ?? 0;
  const seconds = secondsOf(time);
  const sign = seconds < 0 || nanos < 0 ? '-' : '';
  return `${sign}${Math.abs(seconds)}${fraction(Math.abs(nanos))}s`;
}

function fraction(nanos: number): string {
  if (nanos === 0) return '';
  if (nanos % 1_000_000 === 0) return `.${String(nanos / 1_000_000).padStart(3, '0')}`;
  if (nanos % 1000 === 0) return `.${String(nanos / 1000).padStart(6, '0')}`;
  return `.${String(nanos).padStart(9, '0')}`;
}
