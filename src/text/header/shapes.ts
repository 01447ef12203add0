/**
 * The shapes of log headers, as ordered tables: the first that matches at the given index wins. Group `level` is the level
 * word, `logger` the logger, thread or place, `stamp` a time inside the header. A shape without a level only says where
 * the message starts.
 */
import { ANY_CASE, CAPITALS, SMALL } from './words.ts';

export interface Shape {
  name: string;
  pattern: RegExp;
}

const LEVEL = `(?<level>${CAPITALS})`;
const JAVA_NAME = '[\\w.$/-]{1,200}(?::\\d+)?';
/** A module path in small letters with at least two parts: `app.db` or `app::db`. `MyError:` is an exception, no logger. */
const MODULE = '[a-z_][\\w-]*(?:(?:\\.|::)[a-z_][\\w-]*)+';

function shape(name: string, source: string): Shape {
  return { name, pattern: new RegExp(source, 'y') };
}

/** After a time. */
export const AFTER_STAMP: Shape[] = [
  shape('loguru', `\\s*\\|\\s*${LEVEL}\\s*\\|\\s*(?:(?<logger>[^\\s|]+:[^\\s|]*:\\d+)\\s*[-|](?:\\s|$))?`),
  shape('spring boot', `\\s+${LEVEL}\\s+\\d+ --- (?:\\[[^\\]]{0,200}\\]\\s*){1,3}(?<logger>\\S{1,200})\\s*:(?:\\s|$)`),
  shape('logback', `\\s+\\[[^\\]]{1,200}\\]\\s+${LEVEL}\\s+(?<logger>${JAVA_NAME})\\s+[-:](?:\\s|$)`),
  shape('log4j', `\\s+${LEVEL}\\s+\\[[^\\]]{1,200}\\]\\s+(?<logger>${JAVA_NAME})(?:\\s+-|\\s*:)(?:\\s|$)`),
  shape('log4j without thread', `\\s+${LEVEL}\\s+(?<logger>[\\w$]+(?:\\.[\\w$]+)+(?::\\d+)?)\\s+-(?:\\s|$)`),
  shape('quarkus, nest', `\\s+${LEVEL}\\s+\\[(?<logger>[^\\]]{1,200})\\](?:\\s+\\([^)]{1,80}\\))?(?:\\s+|$)`),
  shape('python', `\\s+-\\s+(?:(?<logger>\\S{1,200})\\s+-\\s+)?${LEVEL}(?:\\s+-(?:\\s+|$)|:\\s*)`),
  shape('zap', `\\t(?<level>${ANY_CASE})\\t(?:(?<logger>[\\w.-]{1,100})\\t(?!\\{))?(?:\\S{1,200}\\.go:\\d+\\t)?`),
  shape('monolog', `\\s+(?<logger>[\\w-]{1,60})\\.${LEVEL}:(?:\\s+|$)`),
  shape('flask', `\\s+${LEVEL} in (?<logger>[\\w.]{1,100}):(?:\\s+|$)`),
  shape('pino-pretty', `\\s+${LEVEL} \\((?<logger>[^)]{1,80})\\):(?:\\s+|$)`),
  shape('apache', `\\s+\\[(?<logger>\\w{0,40}):(?<level>${SMALL})\\](?:\\s+\\[(?:pid|client) [^\\]]{1,80}\\])*\\s+`),
  shape('gunicorn', `\\s+\\[\\d+\\]\\s+\\[${LEVEL}\\](?:\\s+|$)`),
  shape('bracketed', `\\s*\\[(?<level>${ANY_CASE})\\s*\\]:?(?:\\s+\\[(?<logger>[\\w.$/:-]{1,100})\\])?(?:\\s+|$)`),
  shape('winston', `\\s+(?:\\[(?<logger>[^\\]]{1,80})\\]\\s+)?(?<level>${SMALL}|${CAPITALS}):(?:\\s+|$)`),
  shape('sidekiq', `\\s+(?:\\w{1,40}=\\S{1,100}\\s+){1,8}${LEVEL}:(?:\\s+|$)`),
  shape('thread, level', `\\s+\\[[^\\]]{1,200}\\]\\s+${LEVEL}(?:\\s+|$)`),
  shape('tracing, slog', `\\s+${LEVEL}(?:\\s+(?<logger>${MODULE}):)?(?:\\s+|$)`),
  shape('go log', '\\s+(?<logger>[\\w./-]{1,200}\\.go:\\d+):(?:\\s+|$)'),
];

/** After a time that an opening bracket precedes; what follows `]` else is as after any time. */
export const AFTER_BRACKETED_STAMP: Shape[] = [
  shape('celery', `: ${LEVEL}/(?<logger>[^\\]]{1,80})\\](?:\\s+|$)`),
  shape('env_logger', `\\s+${LEVEL}\\s+(?<logger>[\\w:.-]{1,200})\\](?:\\s+|$)`),
  shape('serilog', '\\s+(?<level>VRB|DBG|INF|WRN|ERR|FTL)\\](?:\\s+|$)'),
];

/** A line that begins with `[` and no time. */
export const BRACKET: Shape[] = [
  shape('bracketed', `\\[(?<level>${ANY_CASE})\\s*\\]:?(?:\\s+\\[(?<logger>[A-Za-z][\\w.$/:-]{0,100})\\])?(?:\\s+|$)`),
  shape('slf4j-simple', `\\[[^\\]]{1,200}\\]\\s+${LEVEL}\\s+(?<logger>${JAVA_NAME})\\s+-(?:\\s+|$)`),
  shape('label, level', `\\[(?<logger>[^\\]]{1,80})\\]\\s+(?<level>${SMALL}|${CAPITALS}):(?:\\s+|$)`),
  shape('nest', '\\[Nest\\]\\s+\\d+\\s+-\\s+(?=\\d)'),
];

/** A line that begins with a capital letter. */
export const CAPITAL: Shape[] = [
  shape('basicConfig', `${LEVEL}:(?<logger>[A-Za-z_][\\w.-]{0,200}):(?!//)`),
  shape('uvicorn', `${LEVEL}:(?!//)\\s*`),
  shape('klog', '(?<level>[IWEF])\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\s+\\d+ (?<logger>[^\\s\\]]{1,200}:\\d+)\\]\\s*'),
  shape(
    'ruby',
    '(?<level>[DIWEFA]), \\[(?<stamp>[\\d:T.-]{19,30})(?: ?#\\d+)?\\]\\s+[A-Z]+ -- (?<logger>[^:\\s]{0,100}):\\s*',
  ),
  shape(
    'dropwizard',
    `${LEVEL} +\\[(?<stamp>\\d{4}-[^\\]]{15,30})\\](?: \\[[^\\]]{1,100}\\])? (?<logger>${JAVA_NAME}):\\s*`,
  ),
  shape('django', `${LEVEL}\\s+(?=\\d{4}-\\d\\d-\\d\\d[ T])`),
  shape('logrus', `${LEVEL}\\[\\d{4}\\]\\s*`),
  shape('level, logger', `${LEVEL} +\\[(?<logger>[^\\]]{1,200})\\]:?(?:\\s+|$)`),
  shape('columns', `${LEVEL}(?:\\t+| {2,}| +[|-] +)(?=\\S)`),
  // Of a louder one the word may be part of the message: `ERROR 1045 (28000): Access denied`.
  shape('quiet level', '(?<level>INFO|DEBUG|TRACE|NOTICE) (?=\\S)'),
];

/** A line that begins with a small letter. */
export const SMALL_LETTER: Shape[] = [
  shape('.net', '(?<level>trce|dbug|info|warn|fail|crit): (?<logger>[A-Z][\\w.`+]{0,200})\\[\\d+\\]\\s*'),
  shape('winston', `(?<level>${SMALL}):(?:\\s+|$)`),
];
