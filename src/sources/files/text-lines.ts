import type { Micros, RawEntry, Severity } from '../../model.ts';
import { copyOf } from '../../text/copy.ts';
import { readHeader } from '../../text/header.ts';
import { formatTime } from '../../text/time.ts';
import { isWarning } from '../entry-level.ts';
import type { InputContext } from './records.ts';

/** A request as `gcloud run services logs read` prints it: method, status, URL. */
const REQUEST = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE) (\d{3}) (https?:\/\/\S*)$/;

/** Lines that belong to the line before: the parts of a stack trace, and whatever is indented. */
const CONTINUATION: RegExp[] = [
  /^\s/,
  /^(?:Traceback \(|Caused by:|Suppressed:|During handling of |The above exception was |\.\.\. \d+ more|[)}\]])/,
  /^(?:goroutine \d+ \[|created by |panic:|#\d+ )/,
  /^[\w.$]*(?:Error|Exception|Warning|Exit|Interrupt|Timeout|Failure)\b/,
];

/** Plain text, a line an entry. A line without a time that goes on with the one before shares its time. */
export class TextLines {
  private readonly context: InputContext;
  /** Time of the line before, null where it has none; `ties` lines before had the same. */
  private last: Micros | null = null;
  private ties = 0;

  constructor(context: InputContext) {
    this.context = context;
  }

  /** Takes a line without its line end; a blank one counts for nothing. */
  take(line: string): void {
    if (line.trim() === '') return;
    const header = readHeader(line);
    const own = header.time !== null && header.naive ? this.context.shift(header.time) : header.time;
    const inherits = own === null && this.last !== null && CONTINUATION.some((shape) => shape.test(line));
    const time = inherits ? this.last : own;
    this.ties = time !== null && time === this.last ? this.ties + 1 : 0;
    this.last = time;
    const bare = own !== null && header.level === null && header.logger === '';
    const said = bare ? header.rest : line;
    if (this.isHealthy(said, header.level) && this.context.intake.healthyLine(this.context.service, time)) return;
    this.context.intake.entry(toRaw(said, this.context.service, time, this.ties));
  }

  private isHealthy(said: string, level: Severity | null): boolean {
    if (level === null) return isHealthyText(said, this.context);
    return !isWarning(level) && !(this.context.intake.anyLevel && this.context.intake.hit(said));
  }
}

/** Requests and lines of JSON say more than their text: only the entry made of them can tell. */
function isHealthyText(said: string, { intake }: InputContext): boolean {
  return said.charCodeAt(0) !== 123 && !REQUEST.test(said) && !intake.hit(said);
}

function toRaw(said: string, service: string, time: Micros | null, ties: number): RawEntry {
  const request = REQUEST.exec(said);
  return {
    ...(time === null ? {} : { timestamp: orderedTime(time, ties) }),
    resource: { type: 'cloud_run_revision', labels: { service_name: service } },
    ...(request
      ? { httpRequest: { requestMethod: request[1], status: Number(request[2]), requestUrl: request[3] } }
      : { textPayload: copyOf(said) }),
  };
}

/** Lines of the same second keep their order: the n-th has n nanoseconds on top, which only break ties. */
function orderedTime(time: Micros, ties: number): string {
  if (ties === 0) return formatTime(time);
  const [seconds, fraction = ''] = formatTime(time + Math.floor(ties / 1000))
    .slice(0, -1)
    .split('.');
  return `${seconds}.${fraction.padEnd(6, '0')}${String(ties % 1000).padStart(3, '0')}Z`;
}
