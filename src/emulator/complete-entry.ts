/** What Cloud Logging fills in where an entry lacks it. */
import type { Micros, RawEntry } from '../model.ts';
import { formatTime, parseTime } from '../text/time.ts';

/** The entry with a timestamp in UTC and an insertId; itself where it has both. `arrival` makes the insertId. */
export function completeEntry(raw: RawEntry, arrival: number, now: Micros): RawEntry {
  const timestamp = utc(raw.timestamp) ?? utc(raw.receiveTimestamp) ?? formatTime(now);
  const insertId = typeof raw.insertId === 'string' && raw.insertId !== '' ? raw.insertId : madeId(arrival);
  return timestamp === raw.timestamp && insertId === raw.insertId ? raw : { ...raw, insertId, timestamp };
}

function utc(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const time = parseTime(value);
  if (time === null) return null;
  return value.endsWith('Z') && value[10] === 'T' ? value : formatTime(time);
}

/** Sorts as the entries arrived, so that ties in time keep their order. */
const madeId = (arrival: number): string => `emu${arrival.toString(36).padStart(9, '0')}`;
