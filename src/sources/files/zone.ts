import { UserError } from '../../errors.ts';
import type { Micros } from '../../model.ts';

const HOUR = 3_600_000_000;
const MINUTE = 60_000_000;

/** Turns a naive time, read as if it were UTC, into the instant that it was in the zone. */
export type ZoneShift = (naive: Micros) => Micros;

/** The shift of `null` (UTC), `local`, an IANA name or an offset such as `+02:00`. Throws UserError for any other text. */
export function zoneShift(zone: string | null): ZoneShift {
  if (zone === null || zone === 'UTC' || zone === 'Z') return (naive) => naive;
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (!offset) return namedShift(zone === 'local' ? new Intl.DateTimeFormat().resolvedOptions().timeZone : zone);
  const east = (Number(offset[2]) * 60 + Number(offset[3])) * MINUTE * (offset[1] === '-' ? -1 : 1);
  return (naive) => naive - east;
}

function namedShift(zone: string): ZoneShift {
  const format = formatter(zone);
  const shifts = new Map<number, Micros>();
  return (naive) => {
    const hour = Math.floor(naive / HOUR);
    let east = shifts.get(hour);
    if (east === undefined) {
      // The offset at the naive time read as UTC is wrong near a change of the clocks; the offset at the corrected time is right.
      east = eastOf(format, naive - eastOf(format, naive));
      shifts.set(hour, east);
    }
    return naive - east;
  };
}

function formatter(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    throw new UserError(
      `unknown time zone '${zone}'`,
      'use a name such as Europe/Berlin, an offset such as +02:00, or local',
    );
  }
}

function eastOf(format: Intl.DateTimeFormat, time: Micros): Micros {
  const name = format.formatToParts(new Date(time / 1000)).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const parts = /([+-])(\d\d):(\d\d)/.exec(name);
  if (!parts) return 0;
  return (Number(parts[2]) * 60 + Number(parts[3])) * MINUTE * (parts[1] === '-' ? -1 : 1);
}
