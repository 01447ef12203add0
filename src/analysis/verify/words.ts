import type { VerifiedSide, VerifiedSignature } from '../../model.ts';
import { formatLag, parseTime } from '../../text/time.ts';

type Per = VerifiedSignature['per'];

const UNITS: Record<Per, [one: string, many: string]> = {
  requests: ['request', 'requests'],
  entries: ['log entry', 'log entries'],
  'instance-minutes': ['instance minute', 'instance minutes'],
  minutes: ['minute', 'minutes'],
};

/** `12,482`. */
export function number(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}

/** `1 request`, `950 requests`. */
export function amount(n: number, per: Per): string {
  return `${number(n)} ${UNITS[per][Math.round(n) === 1 ? 0 : 1]}`;
}

/** What is still to be seen, rounded up to two digits: `1,200 requests`. */
export function roughly(n: number, per: Per): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, n))) - 1);
  return amount(Math.ceil(n / step) * step, per);
}

/** How long a side is: `1 h 03 min`. */
export function lengthOf({ from, to }: Pick<VerifiedSide, 'from' | 'to'>): string {
  return formatLag(((parseTime(to) ?? 0) - (parseTime(from) ?? 0)) / 1000);
}

/** `432 in 740 requests`; of traffic that is not known `432 in 21 min 50 s`. */
export function inAmount(side: VerifiedSide): string {
  const seen = side.exposure === null ? lengthOf(side) : amount(side.exposure, side.exposureKind ?? 'minutes');
  return `${number(side.count)} in ${seen}`;
}

/** A rate's upper bound: `1 in 395 requests`, `1.6 a request`. */
export function atMost(rate: number, per: Per): string {
  if (rate <= 0.5) return `1 in ${amount(Math.floor(1 / rate), per)}`;
  return `${Number(rate.toPrecision(2))} a ${UNITS[per][0]}`;
}
