import { describe, expect, it } from 'vitest';
import { mayWarn } from '../../src/text/header/may-warn.ts';
import { readHeader } from '../../src/text/header.ts';
import { parseSeverity, severityRank } from '../../src/text/severity.ts';
import { formatTime } from '../../src/text/time.ts';

type Row = [name: string, line: string, level: string | null, time: string | null, logger: string, rest: string];

const ROWS: Row[] = [
  ['a quiet level alone', 'INFO retrying after ECONNRESET', 'INFO', null, '', 'retrying after ECONNRESET'],
  [
    'loguru',
    '2025-08-25 16:18:10.104 | INFO     | app.main:startup:80 | ready',
    'INFO',
    '2025-08-25T16:18:10.104Z',
    'app.main:startup:80',
    'ready',
  ],
  [
    'loguru, its own dash',
    '2025-08-25 16:18:10.104 | ERROR    | __main__:<module>:3 - boom',
    'ERROR',
    '2025-08-25T16:18:10.104Z',
    '__main__:<module>:3',
    'boom',
  ],
  [
    'loguru with marks around some fields',
    '2025-08-25 16:18:10.104 | <white>ERROR</white>    | m:f:80 | <white>could not place order</white>',
    'ERROR',
    '2025-08-25T16:18:10.104Z',
    'm:f:80',
    'could not place order',
  ],
  [
    'a level in colours behind a plain time',
    '2025-08-25 16:18:10.104 [\x1b[31mERROR\x1b[0m] boom',
    'ERROR',
    '2025-08-25T16:18:10.104Z',
    '',
    'boom',
  ],
  ['a panic of Go', 'panic: inventory: negative stock', 'CRITICAL', null, '', 'panic: inventory: negative stock'],
  [
    'a panic of Go behind a time',
    '2025/09/09 19:09:36 panic: no stock',
    'CRITICAL',
    '2025-09-09T19:09:36Z',
    '',
    'panic: no stock',
  ],
  [
    'loguru with marks',
    '<white>2025-08-25 16:18:10.104</white> | <level>WARNING </level> | <cyan>app:run:8</cyan> | <white>slow</white>',
    'WARNING',
    '2025-08-25T16:18:10.104Z',
    'app:run:8',
    'slow',
  ],
  [
    'loguru in colour',
    '\x1b[32m2025-08-25 16:18:10.104\x1b[0m | \x1b[31m\x1b[1mERROR   \x1b[0m | \x1b[36mapp\x1b[0m:\x1b[36mrun\x1b[0m:\x1b[36m8\x1b[0m - \x1b[31mboom\x1b[0m',
    'ERROR',
    '2025-08-25T16:18:10.104Z',
    'app:run:8',
    'boom',
  ],
  [
    'loguru, SUCCESS',
    '2025-08-25 16:18:10.104 | SUCCESS  | a:b:1 - done',
    'INFO',
    '2025-08-25T16:18:10.104Z',
    'a:b:1',
    'done',
  ],
  [
    'python logging',
    '2025-08-25 16:18:10,104 - netra.app.core - ERROR - Thread ID mismatch',
    'ERROR',
    '2025-08-25T16:18:10.104Z',
    'netra.app.core',
    'Thread ID mismatch',
  ],
  [
    'python logging without a name',
    '2025-08-25 16:18:10,104 - WARNING - low disk',
    'WARNING',
    '2025-08-25T16:18:10.104Z',
    '',
    'low disk',
  ],
  [
    'python logging, level before name',
    '2025-08-25 16:18:10,104 ERROR app.db: pool exhausted',
    'ERROR',
    '2025-08-25T16:18:10.104Z',
    'app.db',
    'pool exhausted',
  ],
  [
    'python logging, bracketed',
    '2025-08-25 16:18:10,104 [ERROR] app.db: pool exhausted',
    'ERROR',
    '2025-08-25T16:18:10.104Z',
    '',
    'app.db: pool exhausted',
  ],
  ['basicConfig', 'ERROR:app.db:pool exhausted', 'ERROR', null, 'app.db', 'pool exhausted'],
  [
    'uvicorn',
    'INFO:     127.0.0.1:5000 - "GET / HTTP/1.1" 200 OK',
    'INFO',
    null,
    '',
    '127.0.0.1:5000 - "GET / HTTP/1.1" 200 OK',
  ],
  [
    'uvicorn in colour',
    '\x1b[31mERROR\x1b[0m:    Exception in ASGI application',
    'ERROR',
    null,
    '',
    'Exception in ASGI application',
  ],
  [
    'gunicorn',
    '[2025-09-09 19:09:36 +0000] [7] [ERROR] Exception in worker process',
    'ERROR',
    '2025-09-09T19:09:36Z',
    '',
    'Exception in worker process',
  ],
  [
    'gunicorn, other zone',
    '[2025-09-09 12:09:36 -0700] [7] [CRITICAL] WORKER TIMEOUT (pid:8)',
    'CRITICAL',
    '2025-09-09T19:09:36Z',
    '',
    'WORKER TIMEOUT (pid:8)',
  ],
  [
    'celery',
    '[2025-09-09 19:09:36,000: ERROR/MainProcess] Task raised',
    'ERROR',
    '2025-09-09T19:09:36Z',
    'MainProcess',
    'Task raised',
  ],
  [
    'flask',
    '[2025-09-09 19:09:36,123] ERROR in app: Exception on / [GET]',
    'ERROR',
    '2025-09-09T19:09:36.123Z',
    'app',
    'Exception on / [GET]',
  ],
  [
    'django',
    'ERROR 2025-09-09 19:09:36,123 views 7 139 boom',
    'ERROR',
    '2025-09-09T19:09:36.123Z',
    '',
    'views 7 139 boom',
  ],
  [
    'alembic',
    'INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.',
    'INFO',
    null,
    'alembic.runtime.migration',
    'Context impl PostgresqlImpl.',
  ],
  [
    'structlog',
    '2025-09-09 19:09:36 [error    ] request failed   user=7',
    'ERROR',
    '2025-09-09T19:09:36Z',
    '',
    'request failed   user=7',
  ],
  [
    'winston, timestamped',
    '2025-09-09T19:09:36.012Z error: connect failed',
    'ERROR',
    '2025-09-09T19:09:36.012Z',
    '',
    'connect failed',
  ],
  ['winston, label', '2025-09-09T19:09:36.012Z [api] warn: slow', 'WARNING', '2025-09-09T19:09:36.012Z', 'api', 'slow'],
  [
    'winston, bracketed level',
    '2025-09-09 19:09:36 [error]: connect failed',
    'ERROR',
    '2025-09-09T19:09:36Z',
    '',
    'connect failed',
  ],
  ['winston, simple', 'error: connect failed', 'ERROR', null, '', 'connect failed'],
  ['winston, silly', 'silly: ping', 'DEBUG', null, '', 'ping'],
  [
    "Go's http server, no level of winston's",
    '2025/09/09 19:30:12 http: panic serving 169.254.1.1:41011: boom',
    null,
    '2025-09-09T19:30:12Z',
    '',
    'http: panic serving 169.254.1.1:41011: boom',
  ],
  [
    'php-fpm around what PHP printed',
    'NOTICE: PHP message: PHP Fatal error:  Out of memory in /app/x.php:3',
    'ERROR',
    null,
    '',
    'PHP Fatal error:  Out of memory in /app/x.php:3',
  ],
  ['php-fpm around something else', 'NOTICE: PHP message: boom', null, null, '', 'boom'],
  ['bracketed, small', '[error] connect failed', 'ERROR', null, '', 'connect failed'],
  ['bracketed, capital', '[Warning] low disk', 'WARNING', null, '', 'low disk'],
  ['bracketed, logger', '[ERROR] [db] connect failed', 'ERROR', null, 'db', 'connect failed'],
  [
    'bracketed, then time',
    '[ERROR] 2025-09-09T19:09:36.012Z connect failed',
    'ERROR',
    '2025-09-09T19:09:36.012Z',
    '',
    'connect failed',
  ],
  ['pino-pretty', '[19:09:36.012] ERROR (1234): connect failed', 'ERROR', null, '1234', 'connect failed'],
  [
    'nest',
    '[Nest] 17  - 09/09/2025, 7:09:36 PM   ERROR [ExceptionsHandler] boom',
    'ERROR',
    '2025-09-09T19:09:36Z',
    'ExceptionsHandler',
    'boom',
  ],
  ['nest, LOG', '[Nest] 17  - 09/09/2025, 7:09:36 AM     LOG [Main] up', 'INFO', '2025-09-09T07:09:36Z', 'Main', 'up'],
  [
    'spring boot 3',
    '2025-09-09T19:09:36.123Z ERROR 1 --- [shop] [nio-8080-exec-1] c.e.Foo                  : boom',
    'ERROR',
    '2025-09-09T19:09:36.123Z',
    'c.e.Foo',
    'boom',
  ],
  [
    'spring boot 2',
    '2025-09-09 19:09:36.123  WARN 1 --- [           main] o.s.b.Startup : slow',
    'WARNING',
    '2025-09-09T19:09:36.123Z',
    'o.s.b.Startup',
    'slow',
  ],
  ['logback', '12:00:01.123 [main] ERROR c.e.Foo - boom', 'ERROR', null, 'c.e.Foo', 'boom'],
  [
    'log4j',
    '2025-09-09 19:09:36,123 ERROR [pool-1-thread-2] com.example.Foo:12 - boom',
    'ERROR',
    '2025-09-09T19:09:36.123Z',
    'com.example.Foo:12',
    'boom',
  ],
  [
    'log4j without thread',
    '2025-09-09 19:09:36 WARN  com.example.Foo - boom',
    'WARNING',
    '2025-09-09T19:09:36Z',
    'com.example.Foo',
    'boom',
  ],
  [
    'quarkus',
    '2025-09-09 19:09:36,123 ERROR [io.qua.ver.Handler] (executor-thread-1) boom',
    'ERROR',
    '2025-09-09T19:09:36.123Z',
    'io.qua.ver.Handler',
    'boom',
  ],
  ['slf4j-simple', '[main] ERROR com.example.Foo - boom', 'ERROR', null, 'com.example.Foo', 'boom'],
  [
    'dropwizard',
    'ERROR [2025-09-09 19:09:36,123] com.example.Foo: boom',
    'ERROR',
    '2025-09-09T19:09:36.123Z',
    'com.example.Foo',
    'boom',
  ],
  ['java.util.logging', 'SEVERE: boom', 'ERROR', null, '', 'boom'],
  [
    'klog',
    'E0909 19:09:36.000000       1 reflector.go:12] list failed',
    'ERROR',
    null,
    'reflector.go:12',
    'list failed',
  ],
  [
    'slog text',
    'time=2025-09-09T19:09:36.012Z level=ERROR msg="connect failed" err="dial tcp: refused" try=3',
    'ERROR',
    '2025-09-09T19:09:36.012Z',
    '',
    'connect failed err="dial tcp: refused" try=3',
  ],
  ['slog text, escaped quotes', 'level=WARN msg="no \\"x\\" here"', 'WARNING', null, '', 'no "x" here'],
  [
    'go-kit',
    'level=error ts=2025-09-09T19:09:36Z caller=main.go:12 msg=boom',
    'ERROR',
    '2025-09-09T19:09:36Z',
    'main.go:12',
    'boom',
  ],
  [
    'slog default',
    '2025/09/09 19:09:36 ERROR connect failed err=refused',
    'ERROR',
    '2025-09-09T19:09:36Z',
    '',
    'connect failed err=refused',
  ],
  ['go log', '2025/09/09 19:09:36 listening on :8080', null, '2025-09-09T19:09:36Z', '', 'listening on :8080'],
  [
    'go log with a place',
    '2025/09/09 19:09:36 main.go:12: listening',
    null,
    '2025-09-09T19:09:36Z',
    'main.go:12',
    'listening',
  ],
  [
    'zap console',
    '2025-09-09T19:09:36.012Z\tERROR\tdb\tapp/main.go:12\tconnect failed\t{"try": 3}',
    'ERROR',
    '2025-09-09T19:09:36.012Z',
    'db',
    'connect failed\t{"try": 3}',
  ],
  [
    'zap console, one word',
    '2025-09-09T19:09:36.012Z\tinfo\tstarted\t{"port": 8080}',
    'INFO',
    '2025-09-09T19:09:36.012Z',
    '',
    'started\t{"port": 8080}',
  ],
  [
    'zap console, epoch',
    '1757444976.0125\twarn\tapp/main.go:12\tslow',
    'WARNING',
    '2025-09-09T19:09:36.012500Z',
    '',
    'slow',
  ],
  ['logrus on a terminal', 'WARN[0012] slow query', 'WARNING', null, '', 'slow query'],
  [
    'time, bracketed level',
    '2025-09-08T23:01:18.806456Z [ERROR] User u-002 has reached the maximum',
    'ERROR',
    '2025-09-08T23:01:18.806456Z',
    '',
    'User u-002 has reached the maximum',
  ],
  [
    'time alone',
    '2025-09-08T23:01:18.802598Z Thread ID mismatch: run_id',
    null,
    '2025-09-08T23:01:18.802598Z',
    '',
    'Thread ID mismatch: run_id',
  ],
  ['time, level', '2025-09-09 19:09:36 ERROR boom', 'ERROR', '2025-09-09T19:09:36Z', '', 'boom'],
  ['ruby', 'E, [2025-09-09T19:09:36.012345 #1] ERROR -- : boom', 'ERROR', '2025-09-09T19:09:36.012345Z', '', 'boom'],
  [
    'ruby with a program',
    'W, [2025-09-09T19:09:36.012345 #1]  WARN -- puma: slow',
    'WARNING',
    '2025-09-09T19:09:36.012345Z',
    'puma',
    'slow',
  ],
  [
    'sidekiq',
    '2025-09-09T19:09:36.012Z pid=1 tid=gx class=Mail jid=b4 ERROR: fail',
    'ERROR',
    '2025-09-09T19:09:36.012Z',
    '',
    'fail',
  ],
  [
    'monolog',
    '[2025-09-09T19:09:36.012345+00:00] app.ERROR: boom {"a":1} []',
    'ERROR',
    '2025-09-09T19:09:36.012345Z',
    'app',
    'boom {"a":1} []',
  ],
  [
    'laravel',
    '[2025-09-09 19:09:36] production.CRITICAL: boom',
    'CRITICAL',
    '2025-09-09T19:09:36Z',
    'production',
    'boom',
  ],
  [
    'php',
    'PHP Fatal error:  Uncaught Exception: boom in /app/x.php:3',
    'ERROR',
    null,
    '',
    'PHP Fatal error:  Uncaught Exception: boom in /app/x.php:3',
  ],
  [
    'php error_log',
    '[09-Sep-2025 19:09:36 UTC] PHP Warning:  Undefined variable $x',
    'WARNING',
    '2025-09-09T19:09:36Z',
    '',
    'PHP Warning:  Undefined variable $x',
  ],
  [
    'php-fpm',
    '[09-Sep-2025 19:09:36] WARNING: [pool www] seems busy',
    'WARNING',
    '2025-09-09T19:09:36Z',
    '',
    '[pool www] seems busy',
  ],
  [
    'apache',
    '[Tue Sep 09 19:09:36.012345 2025] [core:error] [pid 12:tid 34] boom',
    'ERROR',
    '2025-09-09T19:09:36.012345Z',
    'core',
    'boom',
  ],
  [
    'nginx',
    '2025/09/09 19:09:36 [error] 7#7: *1 connect() failed',
    'ERROR',
    '2025-09-09T19:09:36Z',
    '',
    '7#7: *1 connect() failed',
  ],
  [
    'postgres',
    '2025-09-09 19:09:36.123 UTC [123] FATAL:  too many clients',
    'CRITICAL',
    '2025-09-09T19:09:36.123Z',
    '123',
    'too many clients',
  ],
  [
    '.net',
    'fail: Microsoft.AspNetCore.Server.Kestrel[13] Connection failed',
    'ERROR',
    null,
    'Microsoft.AspNetCore.Server.Kestrel',
    'Connection failed',
  ],
  ['.net, message below', 'crit: App.Worker[0]\n      Boom', 'CRITICAL', null, 'App.Worker', '\n      Boom'],
  ['serilog', '[19:09:36 ERR] boom', 'ERROR', null, '', 'boom'],
  [
    'rust tracing',
    '2025-09-09T19:09:36.012345Z ERROR app::db: connect failed',
    'ERROR',
    '2025-09-09T19:09:36.012345Z',
    'app::db',
    'connect failed',
  ],
  [
    'rust env_logger',
    '[2025-09-09T19:09:36Z ERROR app::db] connect failed',
    'ERROR',
    '2025-09-09T19:09:36Z',
    'app::db',
    'connect failed',
  ],
  [
    'gcloud run logs around python',
    '2025-09-09 19:09:36 2025-09-09 19:09:35,999 - app - ERROR - boom',
    'ERROR',
    '2025-09-09T19:09:36Z',
    'app',
    'boom',
  ],
  [
    'gcloud run logs around uvicorn',
    '2025-09-09 19:09:36 ERROR:    Exception in ASGI application',
    'ERROR',
    '2025-09-09T19:09:36Z',
    '',
    'Exception in ASGI application',
  ],
  [
    'an exception keeps its type',
    '2025-09-09 19:09:36 ERROR google.api_core.exceptions.NotFound: 404',
    'ERROR',
    '2025-09-09T19:09:36Z',
    '',
    'google.api_core.exceptions.NotFound: 404',
  ],
  ['nothing behind the level', 'ERROR:', 'ERROR', null, '', ''],
  ['nothing behind the time', '2025-09-09T19:09:36Z', null, '2025-09-09T19:09:36Z', '', ''],
  ['nothing behind the bracket', '[ERROR]', 'ERROR', null, '', ''],
  [
    'only the first line counts',
    'ERROR:    Exception\nTraceback (most recent call last):\nINFO: x',
    'ERROR',
    null,
    '',
    'Exception\nTraceback (most recent call last):\nINFO: x',
  ],
];

const PLAIN = [
  '',
  'User reported ERROR in form',
  'ERROR 1045 (28000): Access denied',
  'ERROR in form',
  'error rate 0 %',
  'errors: 0',
  'Error: Cannot find module x',
  'TypeError: x is not a function',
  '[Errno 111] Connection refused',
  '[1:0x55] 12 ms: Mark-sweep',
  '[]',
  '[',
  'E',
  'Errors happen: ERROR: no',
  '5 errors found',
  '127.0.0.1 - - [09/Sep/2025:19:09:36 +0000] "GET /ERROR: HTTP/1.1" 200',
  '2025-09-09 was a bad day',
  '2025-09-09T19:09:36Z,csv,ERROR',
  'FATAL ERROR: Reached heap limit Allocation failed',
  'warning signs were seen',
  'time=fast and loose',
  'level up',
  '<html>ERROR: x</html>',
  '{"level":"error"}',
  '    ERROR: indented',
  'Sep is a month',
  'ERROR://x',
  '日本語 ERROR: x',
];

describe('readHeader', () => {
  it.each(ROWS)('%s', (_name, line, level, time, logger, rest) => {
    const header = readHeader(line);
    expect({ ...header, time: header.time === null ? null : formatTime(header.time) }).toMatchObject({
      level,
      time,
      logger,
      rest,
    });
  });

  it.each(PLAIN)('leaves alone: %s', (line) => {
    expect(readHeader(line)).toEqual({ level: null, time: null, naive: false, logger: '', rest: line });
  });

  it.each([
    ['2025-09-09 19:09:36 x', true],
    ['2025-09-09 19:09:36 +0000 x', false],
    ['2025-09-09T19:09:36Z x', false],
    ['[09/Sep/2025 19:09:36] x', true],
    ['19:09:36.012 x', false],
    ['2025-13-45 19:09:36 x', false],
  ])('%s is naive: %s', (line, naive) => {
    expect(readHeader(line).naive).toBe(naive);
  });

  it('strips ANSI sequences of later lines too', () => {
    expect(readHeader('\x1b[31mERROR\x1b[0m: a\n\x1b[1mb\x1b[0m').rest).toBe('a\nb');
  });

  it('stays fast on long hostile lines', () => {
    const lines = ['2025-09-09 19:09:36 ', '[', '[ERROR] [', 'level=', 'ERROR [', '<white>', '\x1b['].flatMap(
      (start) => [
        start + 'a=b '.repeat(75_000),
        start + '['.repeat(300_000),
        start + ' '.repeat(300_000),
        start + '"'.repeat(300_000),
      ],
    );
    const start = performance.now();
    for (const line of lines) readHeader(line);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('mayWarn', () => {
  const NAMES =
    'warning warn wrn w error err e severe eror critical crit c fatal ftl f panic dpanic alert a emergency emerg fail'
      .split(' ')
      .flatMap((name) => [name, name.toUpperCase(), name[0]!.toUpperCase() + name.slice(1)]);
  const LEVEL_WORD = /\b[A-Za-z]{1,11}\b/g;
  const statesWarning = (line: string) => severityRank(readHeader(line).level ?? 'DEFAULT') >= severityRank('WARNING');

  it('is true wherever a header states a warning or more, whatever word stands in it', () => {
    const lines = ROWS.flatMap(([, line]) => [
      line,
      ...NAMES.flatMap((name) =>
        [...line.matchAll(LEVEL_WORD)]
          .filter(([word]) => parseSeverity(word) !== null)
          .map(({ index, 0: word }) => line.slice(0, index) + name + line.slice(index + word.length)),
      ),
    ]);
    const stating = lines.filter(statesWarning);
    expect(stating.length).toBeGreaterThan(1000);
    expect(stating.filter((line) => !mayWarn(line))).toEqual([]);
  });

  it.each([
    '2025-09-09 12:00:00.104 | INFO     | app.core.session:open:80 | session opened in 12 ms',
    'INFO:     169.254.169.126:42311 - "GET /api/orders HTTP/1.1" 200 OK',
    'worker picked up job 48213 from queue orders',
  ])('is false for a healthy line: %s', (line) => {
    expect(mayWarn(line)).toBe(false);
  });
});
