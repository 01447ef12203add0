import type { Loss, Micros } from '../../model.ts';
import type { TailResponse } from './tail-session.ts';

const MINUTE = 60_000_000;
/** So many responses within a minute that tell of it, and it is no burst. */
const GOES_ON = 3;

const DETAILS: Record<string, string> = {
  RATE_LIMIT:
    'the tail left entries out: a project gets at most 60,000 a minute; follow fewer services (--service) or entries (--filter)',
  NOT_CONSUMED: 'the tail left entries out: this program did not take them fast enough',
};

/** What the server says that it left out. Its counts are lower bounds. */
export class Suppressed {
  #limited: Micros[] = [];

  /** For the ledger. `now` decides whether it goes on. */
  note({ suppressionInfo }: TailResponse, now: Micros): Loss[] {
    const losses: Loss[] = [];
    for (const { reason, suppressedCount } of suppressionInfo ?? []) {
      const name = String(reason);
      const detail = DETAILS[name] ?? 'the tail left entries out';
      if (suppressedCount) losses.push({ reason: 'suppressed', count: suppressedCount, detail });
      if (name === 'RATE_LIMIT') this.#limited.push(now);
    }
    this.#limited = this.#limited.filter((time) => time > now - MINUTE);
    return losses;
  }

  /** Whether the limit is met again and again: less has to be asked for. */
  get goesOn(): boolean {
    return this.#limited.length >= GOES_ON;
  }
}
