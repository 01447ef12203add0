import type { Since, Span } from '../analysis/index.ts';
import { UserError } from '../errors.ts';
import type { Micros } from '../model.ts';
import { parseDuration, parseTime } from '../text/time.ts';

const TIMES =
  'A time is RFC 3339 (2025-09-09T19:09:34Z; without an offset it is local time) or a duration back from now (90m, 2h, 3d).';
const NAIVE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;

/** Whether a time was written without an offset: it is then local, and the report says so. */
export function isNaive(text: string): boolean {
  return NAIVE.test(text);
}

/** A point in time as users write it; UserError where it is none. */
export function parsePoint(text: string, flag: string, now: Micros): Micros {
  const back = parseDuration(text);
  if (back !== null) return now - back;
  if (isNaive(text)) {
    const local = new Date(text.includes(':') ? text.replace(' ', 'T') : `${text}T00:00`).getTime();
    if (!Number.isNaN(local)) return local * 1000;
  }
  const time = parseTime(text);
  if (time === null) throw new UserError(`${flag}: '${text}' is not a time`, TIMES);
  return time;
}

/** `deploy`, `deploy~2`, `revision:NAME`, a duration or a time. */
export function parseSince(text: string, now: Micros): Since {
  const deploy = /^deploy(?:~(\d+))?$/.exec(text);
  if (deploy) {
    const back = Number(deploy[1] ?? 1);
    if (back < 1)
      throw new UserError(
        `--since: '${text}' counts from 1`,
        'deploy~1 is the last deployment, deploy~2 the one before.',
      );
    return { kind: 'deploy', back };
  }
  if (text.startsWith('revision:')) return { kind: 'revision', name: text.slice('revision:'.length) };
  if (/^[a-z]+~?\d*$/i.test(text) && parseDuration(text) === null) {
    throw new UserError(
      `--since: '${text}' is not known`,
      `Use deploy, deploy~2, revision:NAME, a duration or a time. ${TIMES}`,
    );
  }
  return { kind: 'time', at: parsePoint(text, '--since', now) };
}

/** `FROM..TO`. */
export function parseSpan(text: string, flag: string, now: Micros): Span {
  const [from, to, ...rest] = text.split('..');
  if (!from || !to || rest.length > 0) throw new UserError(`${flag}: '${text}' is not FROM..TO`, TIMES);
  const span = { from: parsePoint(from, flag, now), to: parsePoint(to, flag, now) };
  if (span.from >= span.to)
    throw new UserError(`${flag}: '${text}' ends before it begins`, 'Write the earlier time first.');
  return span;
}

/** `[SERVICE=]TIME` */
export function parseDeployAt(text: string, now: Micros): { service: string; time: Micros } {
  const equals = text.indexOf('=');
  const service = equals < 0 ? '' : text.slice(0, equals);
  return { service, time: parsePoint(text.slice(equals + 1), '--deploy-at', now) };
}
