import { describe, expect, it } from 'vitest';
import { isTraceLine } from '../../../src/analysis/traces/lines.ts';
import { threadTime } from '../../thread-time.ts';

const ROWS: [string, 'start' | 'inside' | 'end' | null][] = [
  ['Traceback (most recent call last):', 'start'],
  ['[ERROR] Traceback (most recent call last):', 'start'],
  ['  + Exception Group Traceback (most recent call last):', 'start'],
  ['  File "/app/main.py", line 12, in run', 'inside'],
  ['> File "/app/main.py", line 12, in run', 'inside'],
  ['    raise ValueError("x")', 'inside'],
  ['    ~~^~~', 'inside'],
  ['  [Previous line repeated 974 more times]', 'inside'],
  ['', 'inside'],
  ['During handling of the above exception, another exception occurred:', 'inside'],
  ['TypeError: x is not a function', 'end'],
  ['error: TypeError: x is not a function', 'end'],
  ['sqlalchemy.exc.OperationalError: lost', 'end'],
  ['KeyboardInterrupt', 'end'],
  ['Error: boom', 'end'],
  ['    at run (/app/x.js:1:2)', 'inside'],
  ['    at /app/x.js:1:2', 'inside'],
  ['\tat com.example.Foo.bar(Foo.java:12) ~[classes!/:1.0]', 'inside'],
  ['   at Shop.Db.Open(String name) in /src/Db.cs:line 12', 'inside'],
  ['Caused by: java.io.IOException: x', 'inside'],
  ['\t... 23 more', 'inside'],
  [' ---> System.Exception: x', 'inside'],
  ['panic: runtime error: x', 'start'],
  ['goroutine 19 [running]:', 'inside'],
  ['main.(*Server).handle(0xc0000b2000, {0x7f1b80, 0xc0000a8000})', 'inside'],
  ['\t/app/main.go:12 +0x1d', 'inside'],
  ['created by net/http.(*Server).Serve in goroutine 1', 'inside'],
  ['exit status 2', 'end'],
  ["thread 'main' panicked at src/main.rs:1:2:", 'start'],
  ['   2: shop::cart::load', 'inside'],
  ["/app/x.rb:12:in 'total': undefined method (NoMethodError)", 'start'],
  ["\tfrom /app/main.rb:3:in '<main>'", 'inside'],
  ['PHP Fatal error:  Uncaught Exception: x in /app/x.php:12', 'start'],
  ['#0 /app/x.php(12): App\\Db->open()', 'inside'],
  ['#1 {main}', 'inside'],
  ['  thrown in /app/x.php on line 12', 'end'],
  ['INFO:     127.0.0.1:5000 - "GET / HTTP/1.1" 200 OK', null],
  ['Application startup complete', null],
  ['Note: this is no error', null],
  ['at noon we start', null],
  ['#1 in sales', null],
  ['panicked users', null],
  ['ErrorBoundary mounted', null],
  ['Handled TypeError in form', null],
  ['retry (3)', null],
];

describe('isTraceLine', () => {
  it.each(ROWS)('%j is %s', (line, place) => {
    expect(isTraceLine(line)).toBe(place);
  });

  it.each(['at (', 'a.', '(', ' ', '0x1', ' at a', 'A.', '| ', 'a::b '])('is quick on 300 KB of %j', (unit) => {
    const line = unit.repeat(Math.ceil(300_000 / unit.length));
    const start = threadTime();
    isTraceLine(line);
    expect(threadTime() - start).toBeLessThan(1000);
  });
});
