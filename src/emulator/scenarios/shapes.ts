/** How logging libraries write a line: what of it Cloud Run makes of stdout and stderr. */
import type { Micros, Severity } from '../../model.ts';
import { parseSeverity } from '../../text/severity.ts';
import { formatTime } from '../../text/time.ts';

/** What an application says. */
export interface Said {
  time: Micros;
  level: string;
  /** `module:function:line`, or just a name. */
  logger: string;
  message: string;
  stack: string | undefined;
}

/** What lands in the log. */
export interface Written {
  log: 'stdout' | 'stderr';
  severity?: Severity;
  text?: string;
  json?: Record<string, unknown>;
}

type Format = (said: Said) => Written;

const FORMATS = {
  loguru: stderr((s) => `${local(s.time, '.')} | ${s.level.padEnd(8)} | ${s.logger} - ${s.message}`),
  'loguru-pipes': stderr((s) => `${local(s.time, '.')} | ${s.level.padEnd(8)} | ${s.logger} | ${s.message}`),
  'loguru-marks': stderr(
    (s) => `${local(s.time, '.')} | <white>${s.level.padEnd(8)}</white> | ${s.logger} | <white>${s.message}</white>`,
  ),
  'loguru-colour': stderr(
    (s) =>
      `\u001b[32m${local(s.time, '.')}\u001b[0m | \u001b[1m${s.level.padEnd(8)}\u001b[0m | \u001b[36m${s.logger}\u001b[0m - \u001b[1m${s.message}\u001b[0m`,
  ),
  python: stderr((s) => `${local(s.time, ',')} - ${origin(s).module} - ${s.level} - ${s.message}`),
  uvicorn: stderr((s) => `${`${s.level}:`.padEnd(9)} ${s.message}`),
  gunicorn: stderr((s) => `[${local(s.time, '.').slice(0, 19)} +0000] [7] [${s.level}] ${s.message}`),
  winston: stderr((s) => `${formatTime(s.time)} ${s.level.toLowerCase()}: ${s.message}`),
  logback: stderr(
    (s) => `${local(s.time, '.')} ${s.level.padStart(5)} 1 --- [nio-8080-exec-3] ${origin(s).module} : ${s.message}`,
  ),
  slog: stderr((s) => `time=${formatTime(s.time)} level=${s.level} msg=${JSON.stringify(s.message)}`),
  klog: stderr(
    (s) => `${s.level[0]}${klogTime(s.time)}       1 ${origin(s).module}.go:${origin(s).line}] ${s.message}`,
  ),
  bracket: stderr((s) => `[${s.level}] ${s.message}`),
  plain: stderr((s) => s.message),
  json: stdout((s) => ({
    message: s.message,
    logger: origin(s).module,
    timestamp: formatTime(s.time),
    ...(s.stack === undefined ? {} : { exc_info: s.stack }),
  })),
  'json-labels': stdout((s) => ({
    message: s.message,
    labels: { function: origin(s).function, line: String(origin(s).line), module: origin(s).module },
    ...(s.stack === undefined
      ? {}
      : { error: { type: typeOf(s.stack), value: lastLine(s.stack), traceback: s.stack } }),
  })),
  'winston-json': unranked((s) => ({
    level: s.level.toLowerCase(),
    message: s.message,
    service: origin(s).module,
    timestamp: formatTime(s.time),
    ...(s.stack === undefined ? {} : { stack: s.stack }),
  })),
} satisfies Record<string, Format>;

export type Shape = keyof typeof FORMATS;

export const shapeNames = Object.keys(FORMATS) as [Shape, ...Shape[]];

/** The line as the library of that name writes it. */
export function write(shape: Shape, said: Said): Written {
  return FORMATS[shape](said);
}

function stderr(format: (said: Said) => string): Format {
  return (said) => ({
    log: 'stderr',
    text: said.stack === undefined ? format(said) : `${format(said)}\n${said.stack}`,
  });
}

/** JSON with a `severity` field, which Cloud Run lifts into the entry. */
function stdout(format: (said: Said) => Record<string, unknown>): Format {
  return (said) => ({ log: 'stdout', severity: parseSeverity(said.level) ?? 'INFO', json: format(said) });
}

/** JSON whose level Cloud Run does not know: the entry has no severity. */
function unranked(format: (said: Said) => Record<string, unknown>): Format {
  return (said) => ({ log: 'stdout', json: format(said) });
}

function origin(said: Said): { module: string; function: string; line: number } {
  const [module = '', name = '<module>', line = '1'] = said.logger.split(':');
  return { module, function: name, line: Number(line) };
}

/** `2025-08-25 16:18:10.104` with the given mark before the milliseconds. */
function local(time: Micros, mark: string): string {
  return new Date(Math.floor(time / 1000)).toISOString().slice(0, 23).replace('T', ' ').replace('.', mark);
}

function klogTime(time: Micros): string {
  const text = new Date(Math.floor(time / 1000)).toISOString();
  return `${text.slice(5, 7)}${text.slice(8, 10)} ${text.slice(11, 23)}${String(time % 1000).padStart(3, '0')}`;
}

function lastLine(stack: string): string {
  return stack.trimEnd().split('\n').at(-1) ?? '';
}

function typeOf(stack: string): string {
  return lastLine(stack).split(':')[0] ?? '';
}
