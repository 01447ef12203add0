import { expect, it, test } from 'vitest';
import { parseTrace } from '../../src/analysis/traces/parse.ts';
import { tonesOf } from '../../src/tui/detail/own-lines.ts';

/** `!` before a line of own code, `.` before one of a library, a space before what is neither. */
const cases: Record<string, string> = {
  python: `
 Traceback (most recent call last):
!  File "/app/core/safe.py", line 226, in windows_safe_sleep
!    await safe_sleep(delay)
.  File "/usr/local/lib/python3.11/asyncio/tasks.py", line 639, in sleep
.    return await future
 RecursionError: maximum recursion depth exceeded`,
  javascript: `
 TypeError: Cannot read properties of undefined (reading 'id')
!    at getUser (/app/src/users.js:12:7)
.    at Layer.handle (/app/node_modules/express/lib/router/layer.js:95:5)
!    at /app/src/server.js:40:3
.    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)`,
  java: `
 java.lang.IllegalStateException: no pool
!	at com.shop.Orders.place(Orders.java:42)
.	at org.springframework.web.Filter.doFilter(Filter.java:17)
 Caused by: java.net.SocketTimeoutException: timed out
!	at com.shop.Db.open(Db.java:9)`,
  go: `
 panic: runtime error: index out of range [5] with length 3
 
 goroutine 1 [running]:
!main.handler(0x1)
!	/app/main.go:10 +0x1d
.net/http.HandlerFunc.ServeHTTP(0x0)
.	/usr/local/go/src/net/http/server.go:2136 +0x29`,
  php: `
 PHP Fatal error:  Uncaught RuntimeException: no stock in /app/src/Stock.php:12
 Stack trace:
!#0 /app/src/Order.php(30): Stock->take()
.#1 /app/vendor/slim/App.php(9): Order->place()
.#2 {main}`,
};

test.each(Object.entries(cases))('own code of %s stands out', (_language, marked) => {
  const rows = marked.slice(1).split('\n');
  const lines = rows.map((row) => row.slice(1));
  const frames = parseTrace(lines.join('\n'))!.exceptions.flatMap((exception) => exception.frames);
  const tones = tonesOf(
    lines,
    frames.filter(({ inApp }) => inApp),
  );
  const marks = tones.map((tone) => ({ strong: '!', dim: '.' })[tone as string] ?? ' ');
  expect(marks.map((mark, i) => `${mark}${lines[i]}`)).toEqual(rows);
});

it('what is no trace, and a trace of libraries alone, is plain', () => {
  const lines = ['one', '  two', '#0 three'];
  expect(tonesOf(lines, [])).toEqual(['plain', 'plain', 'plain']);
});
