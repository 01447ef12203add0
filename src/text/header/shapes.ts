/**
 * The shapes of log headers, as ordered tables: the first that matches at the given index wins. Group `level` is the level
 * word (or `priority`, `mark`, see words.ts), `logger` the logger, thread or place, `stamp` a time inside the header. A shape
 * without a level only says where the message starts; one with `^` stands at the text's start only, for `mayWarn` to see it.
 */
import { ANY_CASE, CAPITALS, SHORT, SMALL } from './words.ts';

export interface Shape {
  name: string;
  pattern: RegExp;
}

const LEVEL = `(?<level>${CAPITALS})`;
const JAVA_NAME = '[\\w.$/-]{1,200}(?::\\d+)?';
/** A module path in small letters with at least two parts: `app.db` or `app::db`. `MyError:` is an exception, no logger. */
const MODULE = '[a-z_][\\w-]*(?:(?:\\.|::)[a-z_][\\w-]*)+';

/** What can only be a logger's name where prose could stand too: `app.db`, `order_queue`, Python's root. */
const NAME = `(?:${MODULE}|[a-z]*_\\w*|root|app|main)`;
/** pytest's place: `app.db:store.py:12`. */
const PYTEST = '(?<logger>[\\w.-]{1,100}:[\\w.-]{1,100}\\.py:\\d+)';
/** `[1][info ][main]`, without blanks between: numbers and uptimes, the level, the logger. */
const CHAIN = `(?:\\[\\d[\\w.,]{0,20}\\]){0,3}\\[ *(?<level>${ANY_CASE}) *\\](?:\\[(?<logger>[^\\]\\s]{1,100}) *\\])?`;

function shape(name: string, source: string): Shape {
  return { name, pattern: new RegExp(source, 'y') };
}

function opens(opening: string, name: string, source: string): Shape & { opening: string } {
  return { ...shape(name, source), opening };
}

/** After a time. First what it opens with: `[`, `|`, `-`, a capital (A) or small (a) letter, or anything else (0). */
const AFTER_STAMP: (Shape & { opening: string })[] = [
  opens('|', 'datadog', `\\s+\\| [A-Z-]{1,20} \\| ${LEVEL} \\| \\((?<logger>[^)]{1,200})\\) \\|(?:\\s+|$)`),
  opens('|', 'loguru', `\\s*\\|\\s*${LEVEL}\\s*\\|\\s*(?:(?<logger>[^\\s|]+:[^\\s|]*:\\d+)\\s*[-|](?:\\s|$))?`),
  opens(
    'A',
    'spring boot',
    `\\s+${LEVEL}\\s+\\d+ --- (?:\\[[^\\]]{0,200}\\]\\s*){1,3}(?<logger>\\S{1,200})\\s*:(?:\\s|$)`,
  ),
  opens('[', 'logback', `\\s+\\[[^\\]]{1,200}\\]\\s+${LEVEL}\\s+(?<logger>${JAVA_NAME})\\s+[-:](?:\\s|$)`),
  opens('A', 'log4j', `\\s+${LEVEL}\\s+\\[[^\\]]{1,200}\\]\\s+(?<logger>${JAVA_NAME})(?:\\s+-|\\s*:)(?:\\s|$)`),
  opens('A', 'log4j without thread', `\\s+${LEVEL}\\s+(?<logger>[\\w$]+(?:\\.[\\w$]+)+(?::\\d+)?)\\s+-(?:\\s|$)`),
  opens('A', 'quarkus, nest', `\\s+${LEVEL}\\s+\\[(?<logger>[^\\]]{1,200})\\](?:\\s+\\([^)]{1,80}\\))?(?:\\s+|$)`),
  opens('-', 'python', `\\s+-\\s+(?:(?<logger>\\S{1,200})\\s+-\\s+)?${LEVEL}(?:\\s+-(?:\\s+|$)|:\\s*)`),
  opens('Aa', 'zap', `\\t(?<level>${ANY_CASE})\\t(?:(?<logger>[\\w.-]{1,100})\\t(?!\\{))?(?:\\S{1,200}\\.go:\\d+\\t)?`),
  opens('Aa', 'monolog', `\\s+(?<logger>[\\w-]{1,60})\\.${LEVEL}:(?:\\s+|$)`),
  opens('A', 'flask', `\\s+${LEVEL} in (?<logger>[\\w.]{1,100}):(?:\\s+|$)`),
  opens('A', 'pino-pretty', `\\s+${LEVEL} \\((?<logger>[^)]{1,80})\\):(?:\\s+|$)`),
  opens(
    '[',
    'apache',
    `\\s+\\[(?<logger>\\w{0,40}):(?<level>${SMALL})\\](?:\\s+\\[(?:pid|client) [^\\]]{1,80}\\])*\\s+`,
  ),
  opens('[0', 'gunicorn, mysql', `\\s+(?:\\[\\d+\\]|\\d+)\\s+\\[(?<level>${ANY_CASE})\\](?:\\s+|$)`),
  opens(
    '[',
    'bracketed',
    `\\s*\\[ ?(?<level>${ANY_CASE}|${SHORT})\\s*\\]:?(?:\\s+\\[(?<logger>[\\w.$/:-]{1,100})\\])?(?:\\s+|$)`,
  ),
  opens(
    'A',
    'bunyan',
    `\\s+${LEVEL}: (?<logger>[\\w.-]{1,80})/\\d+ on [\\w.-]{1,100}(?: \\([^)]{1,200}\\))?:(?:\\s+|$)`,
  ),
  opens('[Aa', 'winston', `\\s+(?:\\[(?<logger>[^\\]]{1,80})\\]\\s+)?(?<level>${SMALL}|${CAPITALS}):(?:\\s+|$)`),
  opens(
    '[',
    'postgres',
    `\\s+\\[\\d+\\]:?(?: \\[\\d+-\\d+\\])?(?: (?<logger>[^\\s@=]{1,63}@[^\\s@]{1,63}|[a-z]+=\\S{1,200}))? ${LEVEL}:(?:\\s+|$)`,
  ),
  opens('Aa', 'sidekiq', `\\s+(?:\\w{1,40}=\\S{1,100}\\s+){1,8}${LEVEL}:(?:\\s+|$)`),
  opens('[', 'thread, level', `\\s+\\[[^\\]]{1,200}\\]\\s+${LEVEL}(?:\\s+|$)`),
  opens('a', 'python, name before level', `\\s+(?<logger>${NAME})\\s+${LEVEL}(?::?\\s+|:$)`),
  opens('a', 'python, word before level', `\\s+(?<logger>[a-z][\\w-]{0,60}) ${LEVEL}:(?:\\s+|$)`),
  opens('A', 'pytest', `\\s+${LEVEL}\\s+${PYTEST}(?:\\s+|$)`),
  opens('A', 'zerolog, charm', `\\s+(?<level>${SHORT})(?:\\s+(?<logger>[\\w./-]{1,200}\\.go:\\d+)(?: >|:))?(?:\\s+|$)`),
  opens('0', 'pm2', ': PM2 (?<level>log|error|warn):(?:\\s+|$)'),
  opens(
    '0',
    'tensorflow',
    '(?<=^[\\d-]{10} [\\d:.]{8,15}): (?<level>[IWEF]) (?<logger>[\\w./-]{1,200}:\\d+)\\](?:\\s+|$)',
  ),
  opens('A', 'tracing, slog', `\\s+${LEVEL}(?:\\s+(?<logger>${MODULE}):)?(?:\\s+|$)`),
  opens('Aa0', 'go log', '\\s+(?<logger>[\\w./-]{1,200}\\.go:\\d+):(?:\\s+|$)'),
  // Only after the time that syslog prints: `Sep  9 19:09:31 host app[41]: …`.
  opens(
    'Aa0',
    'syslog',
    '(?<=[a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d) [\\w.-]{1,100} (?<logger>[\\w./-]{1,60})\\[\\d+\\]:(?:\\s+|$)',
  ),
];

function openingWith(kind: string): Shape[] {
  return AFTER_STAMP.filter(({ opening }) => opening.includes(kind));
}

const SMALL_NEXT = openingWith('a');
const CAPITAL_NEXT = openingWith('A');
const BAR_NEXT = openingWith('|');
const BRACKET_NEXT = openingWith('[');
const DASH_NEXT = openingWith('-');
const OTHER_NEXT = openingWith('0');

/** The shapes that may stand behind a time which ends at `at`: few of them open as the text there does. */
export function shapesAfterStamp(line: string, at: number): Shape[] {
  let index = at;
  let code = line.charCodeAt(index);
  while (code === 32 || code === 9) code = line.charCodeAt(++index);
  if (code >= 97 && code <= 122) return SMALL_NEXT;
  if (code >= 65 && code <= 90) return CAPITAL_NEXT;
  return code === 124 ? BAR_NEXT : code === 91 ? BRACKET_NEXT : code === 45 ? DASH_NEXT : OTHER_NEXT;
}

/** After a time that an opening bracket precedes; what follows `]` else is as after any time. */
export const AFTER_BRACKETED_STAMP: Shape[] = [
  shape('celery', `: ${LEVEL}/(?<logger>[^\\]]{1,80})\\](?:\\s+|$)`),
  shape('env_logger', `\\s+${LEVEL}\\s+(?<logger>[\\w:.-]{1,200})\\](?:\\s+|$)`),
  shape('serilog', `\\s+(?<level>${SHORT})\\](?:\\s+|$)`),
  // Envoy adds the place in its source.
  shape('envoy, elasticsearch, jvm', `\\]${CHAIN}(?: \\[[\\w./-]{1,200}\\.\\w{1,4}:\\d+\\])?(?:\\s+|$)`),
];

/** A line that begins with `[` and no time. */
export const BRACKET: Shape[] = [
  shape(
    'bracketed',
    `\\[ ?(?<level>${ANY_CASE})\\s*\\]:?(?:\\s+\\[(?<logger>[A-Za-z][\\w.$/:-]{0,100})\\])?(?:\\s+|$)`,
  ),
  shape('slf4j-simple', `\\[[^\\]]{1,200}\\]\\s+${LEVEL}\\s+(?<logger>${JAVA_NAME})\\s+-(?:\\s+|$)`),
  shape('label, level', `\\[(?<logger>[^\\]]{1,80})\\]\\s+(?<level>${SMALL}|${CAPITALS}):(?:\\s+|$)`),
  shape('label, bracketed', `\\[(?<logger>[\\w./-]{1,80})\\] ?\\[ ?(?<level>${ANY_CASE}) *\\]:?(?:\\s+|$)`),
  shape('jvm', `(?=\\[\\d)${CHAIN}(?:\\s+|$)`),
  shape('env_logger', `\\[${LEVEL} +(?<logger>[a-z_][\\w:.-]{0,200})\\](?:\\s+|$)`),
  shape('tornado', '^\\[(?<level>[DIWEC]) [\\d-]{6,10} [\\d:.]{8,15} (?<logger>[^\\]\\s]{1,100})\\](?:\\s+|$)'),
  shape('nest', '\\[Nest\\]\\s+\\d+\\s+-\\s+(?=\\d)'),
];

/** A line that begins with a capital letter. */
export const CAPITAL: Shape[] = [
  shape('basicConfig', `${LEVEL}:(?<logger>[A-Za-z_][\\w.-]{0,200}):(?!//)`),
  shape('uvicorn', `${LEVEL}:(?!//)\\s*`),
  shape(
    'klog',
    '(?<level>[IWEF])\\d{4}(?:\\d{4})? \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?\\s+\\d+ (?<logger>[^\\s\\]]{1,200}:\\d+)\\]\\s*',
  ),
  shape(
    'ruby',
    '(?<level>[DIWEFA]), \\[(?<stamp>[\\d:T.-]{19,30})(?: ?#\\d+)?\\]\\s+[A-Z]+ -- (?<logger>[^:\\s]{0,100}):\\s*',
  ),
  shape(
    'dropwizard',
    `${LEVEL} +\\[(?<stamp>\\d{4}-[^\\]]{15,30})\\](?: \\[[^\\]]{1,100}\\])? (?<logger>${JAVA_NAME}):\\s*`,
  ),
  shape('django', `${LEVEL}\\s+(?=\\d{4}-\\d\\d-\\d\\d[ T])`),
  shape('pytest', `${LEVEL}\\s+${PYTEST}(?:\\s+|$)`),
  shape('logrus', `(?<level>${CAPITALS}|${SHORT})\\[\\d{4}\\]\\s*`),
  shape('level, logger', `${LEVEL} +\\[(?<logger>[^\\]]{1,200})\\]:?(?:\\s+|$)`),
  shape('columns', `${LEVEL}(?:\\t+| {2,}| +[|-] +)(?=\\S)`),
  // Of a louder one the word may be part of the message: `ERROR 1045 (28000): Access denied`.
  shape('quiet level', '(?<level>INFO|DEBUG|TRACE|NOTICE|TRC|DBG|INF|WRN) (?=\\S)'),
  // `ERROR app.db pool exhausted`: the name may as well be a file's or a host's, and stays.
  shape('level, name', `(?<level>WARN|WARNING|ERROR|CRITICAL|FATAL) (?=${MODULE}[\\s:])`),
  // Before a sentence it is a level, and stays all the same: `ERROR Could not book`.
  shape('loud level', '(?=(?<level>ERROR|CRITICAL|FATAL|SEVERE) [A-Z][a-z])'),
  shape('pm2', 'PM2\\s+\\| '),
];

/** A line that begins with a small letter. */
export const SMALL_LETTER: Shape[] = [
  shape('python, name before level', `(?<logger>${NAME})\\s+${LEVEL}:(?:\\s+|$)`),
  shape('.net', '(?<level>trce|dbug|info|warn|fail|crit): (?<logger>[A-Z][\\w.`+]{0,200})\\[\\d+\\]\\s*'),
  shape('winston', `(?<level>${SMALL}):(?:\\s+|$)`),
];

/** A line that begins with a digit and no time. */
export const DIGIT: Shape[] = [
  shape('redis', '^\\d{1,10}:[CMSX] (?<stamp>\\d\\d [A-Z][a-z]{2} \\d{4} [\\d:.]{8,15}) (?<mark>[.*#-])(?:\\s+|$)'),
  shape('pm2 logs', '\\d{1,3}\\|(?<logger>[\\w.-]{1,60}) *\\| '),
];

/** A line that begins with blanks, `%` or `<`. */
export const MARK: Shape[] = [
  shape('badge', ` {1,3}${LEVEL} {2}(?=\\S)`),
  shape(
    'librdkafka',
    '(?<=^| )%(?<priority>[0-7])\\|(?<stamp>1\\d{9}\\.\\d{1,9}\\|)[A-Z_]{1,20}\\|(?<logger>[^\\s|]{1,100})\\|(?:\\s+|$)',
  ),
  shape(
    'syslog',
    '^<(?<priority>\\d{1,3})>(?<stamp>[A-Z][a-z]{2} [ \\d]\\d [\\d:]{8}|\\d{4}-\\S{10,30}) \\S{1,255} (?<logger>[^\\s:[]{1,80})(?:\\[\\d+\\])?:(?:\\s+|$)',
  ),
  shape(
    'syslog, rfc 5424',
    '^<(?<priority>\\d{1,3})>1 (?<stamp>\\S{1,40}) \\S{1,255} (?<logger>\\S{1,48}) \\S{1,128} \\S{1,32} (?:-|(?:\\[[^\\]]{0,300}\\]){1,5})(?: |$)',
  ),
];
