/** The time that a plain log line starts with, in the forms that logging libraries print. */
import type { Micros } from '../../model.ts';
import { parseTime } from '../time.ts';

export interface Stamp {
  /** null where the line tells no date (`12:00:01.123`) or an ambiguous one. */
  time: Micros | null;
  /** The time had no offset and was read as UTC. */
  naive: boolean;
  /** Index after the stamp. */
  end: number;
}

/** What a format's match says: `date` is `YYYY-MM-DD`, `offset` is '' where the text has none. */
interface Parts {
  date: string | null;
  clock: string;
  fraction: string;
  offset: string;
}

interface Format {
  pattern: RegExp;
  read(groups: Record<string, string | undefined>): Parts;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const CLOCK = '(?<clock>\\d\\d:\\d\\d:\\d\\d)(?:[.,](?<fraction>\\d{1,9}))?';
const OFFSET = '(?: ?(?<offset>Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)(?: UTC)?(?![\\w:]))?';
const NO_DATE: Parts = { date: null, clock: '', fraction: '', offset: '' };
const HALF_DAY = '(?<hour>\\d{1,2}):(?<minute>\\d\\d:\\d\\d) ?(?<half>[AP]M)';

/** Forms that begin with a digit, most frequent first. */
const DIGIT_FORMATS: Format[] = [
  // 2025-08-25T16:18:10.104+02:00, 2025-08-25 16:18:10,104, 2025/09/09 19:09:36
  { pattern: stamp(`(?<year>\\d{4})[-/](?<month>\\d\\d)[-/](?<day>\\d\\d)[T ]${CLOCK}${OFFSET}`), read: readDated },
  // 19:09:36.012
  { pattern: stamp(`${CLOCK}(?![\\w:])`), read: (g) => ({ ...readDated(g), date: null }) },
  // 09/Sep/2025:19:09:36 +0000, 09-Sep-2025 19:09:36 UTC, 09 Sep 2025 19:09:36.104
  { pattern: stamp(`(?<day>\\d\\d)[/ -]${MONTH}[/ -](?<year>\\d{4})[: ]${CLOCK}${OFFSET}`), read: readDated },
  // 09/09/2025, 7:09:36 PM: twelve hours mean that the month comes first
  { pattern: stamp(`(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4}),? ${HALF_DAY}`), read: readHalfDay },
  // epoch seconds of zap and librdkafka
  { pattern: stamp('(?<epoch>1\\d{9}\\.\\d{1,9})(?=[\\t|])'), read: readEpoch },
  // 7:09PM, which tells no date
  { pattern: stamp('\\d{1,2}:\\d\\d[AP]M(?= [A-Z]{3,5} )'), read: () => NO_DATE },
  // 25/09/09 19:09:36: which of the three is the year is not told
  { pattern: stamp(`\\d\\d/\\d\\d/\\d\\d ${CLOCK}(?![\\w:])`), read: (g) => ({ ...readDated(g), date: null }) },
];

/** Forms that begin with the name of a month or weekday. */
const NAME_FORMATS: Format[] = [
  // Sep 09, 2025 7:09:36 PM
  { pattern: stamp(`${MONTH} (?<day>\\d{1,2}), (?<year>\\d{4}),? ${HALF_DAY}`), read: readHalfDay },
  // Tue Sep 09 19:09:36.123456 2025
  { pattern: stamp(`[A-Z][a-z]{2} ${MONTH} +(?<day>\\d{1,2}) ${CLOCK} (?<year>\\d{4})`), read: readDated },
  // Sep  9 19:09:36: syslog tells no year
  { pattern: stamp(`${MONTH} +(?<day>\\d{1,2}) ${CLOCK}`), read: (g) => ({ ...readDated(g), date: null }) },
];

/** The stamp that starts at `at`, null where there is none. */
export function readStamp(line: string, at: number): Stamp | null {
  const code = line.charCodeAt(at);
  const formats = code >= 48 && code <= 57 ? DIGIT_FORMATS : code >= 65 && code <= 87 ? NAME_FORMATS : [];
  for (const { pattern, read } of formats) {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match) return toStamp(read(match.groups!), pattern.lastIndex);
  }
  return null;
}

function stamp(source: string): RegExp {
  return new RegExp(source, 'y');
}

function toStamp({ date, clock, fraction, offset }: Parts, end: number): Stamp {
  if (date === null) return { time: null, naive: false, end };
  const zone = /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  const utc = zone.startsWith('+') || zone.startsWith('-') ? zone : 'Z';
  const time = parseTime(`${date}T${clock}${fraction ? `.${fraction}` : ''}${utc}`);
  return { time, naive: time !== null && offset === '', end };
}

function readDated(g: Record<string, string | undefined>): Parts {
  return { date: toDate(g), clock: g.clock!, fraction: g.fraction ?? '', offset: g.offset ?? '' };
}

function readHalfDay(g: Record<string, string | undefined>): Parts {
  const hour = (Number(g.hour) % 12) + (g.half === 'PM' ? 12 : 0);
  return { date: toDate(g), clock: `${pad(hour)}:${g.minute}`, fraction: '', offset: '' };
}

function readEpoch(g: Record<string, string | undefined>): Parts {
  const [seconds, fraction] = g.epoch!.split('.');
  const [date, clock] = new Date(Number(seconds) * 1000).toISOString().slice(0, 19).split('T');
  return { date: date!, clock: clock!, fraction: fraction!, offset: 'Z' };
}

function toDate(g: Record<string, string | undefined>): string {
  const name = MONTHS.indexOf((g.month ?? '').toLowerCase());
  return `${g.year}-${name < 0 ? pad(Number(g.month)) : pad(name + 1)}-${pad(Number(g.day))}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
