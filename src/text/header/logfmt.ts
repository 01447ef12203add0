/** `time=… level=ERROR msg="…" err=…`: Go's slog text handler, logrus without a terminal, go-kit. */

export interface Logfmt {
  level: string;
  time: string;
  logger: string;
  /** The message, then the pairs that are no header, as they were written. */
  rest: string;
}

const OPENING = /(?:time|ts|t|timestamp|level|lvl|severity|logger)=/y;
const PAIR = /([\w.-]{1,60})=("(?:[^"\\]|\\.)*"|[^\s"]*)(?:\s+|$)/y;
const ROLES: Record<string, 'time' | 'level' | 'logger' | 'msg'> = {
  ...{ time: 'time', ts: 'time', t: 'time', timestamp: 'time' },
  ...{ level: 'level', lvl: 'level', severity: 'level' },
  ...{ logger: 'logger', caller: 'logger', source: 'logger' },
  ...{ msg: 'msg', message: 'msg' },
};

/** Reads a line that starts with one of the header's keys and states its level; null for any other. */
export function readLogfmt(line: string): Logfmt | null {
  OPENING.lastIndex = 0;
  if (!OPENING.test(line)) return null;
  const found = { time: '', level: '', logger: '', msg: '' };
  const others: string[] = [];
  let at = 0;
  for (PAIR.lastIndex = 0; at < line.length; at = PAIR.lastIndex) {
    const pair = PAIR.exec(line);
    if (!pair) break;
    const role = ROLES[pair[1]!];
    if (role && found[role] === '') found[role] = unquote(pair[2]!);
    else others.push(pair[0].trimEnd());
  }
  if (found.level === '') return null;
  const rest = [found.msg, ...others, line.slice(at)].filter((part) => part !== '').join(' ');
  return { level: found.level, time: found.time, logger: found.logger, rest };
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  return value
    .slice(1, -1)
    .replace(/\\(["\\])/g, '$1')
    .replaceAll('\\n', '\n');
}
