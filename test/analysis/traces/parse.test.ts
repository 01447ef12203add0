import { describe, expect, it } from 'vitest';
import { parseTrace } from '../../../src/analysis/traces/parse.ts';
import { threadTime } from '../../thread-time.ts';
import { SPECIMENS } from './specimens.ts';

function read(text: string) {
  const trace = parseTrace(text);
  return (
    trace && {
      language: trace.language,
      exceptions: trace.exceptions.map(({ type, message }) => `${type}: ${message}`),
      frames: trace.exceptions[0]!.frames.map((f) => `${f.inApp ? '*' : ''}${f.file}:${f.line} ${f.function}`),
    }
  );
}

const NONE = [
  '',
  'ValueError: no frames',
  'one line\nanother line',
  'meet me at noon (today)\nat the door',
  'goroutine leak suspected\nin the pool',
  'the File "a" is missing\nreally',
  'key:\n  at: home\n  in: town',
  'Traceback follows\nno',
  '#0 first\n#1 second',
  "/app/x.rb:3: warning: in `foo'\nx",
];

const HOSTILE = [
  ...[
    '\n',
    ' ',
    'at (',
    '\n at x(',
    '\n at a (',
    'Error: ',
    '\n  File "',
    '\n#0 a(1): ',
    '\n\t/a.go:1',
    'A: ',
    '\nCaused by: a.B: ',
  ],
  ...[
    " in `'",
    ' ---> ',
    '\nfoo.bar(',
    '\n  File "a", line 1, in b',
    '\ngoroutine 1 [',
    "thread 'a' panicked at ",
    '\n 0: a::b',
  ],
];

describe('parseTrace', () => {
  it.each(SPECIMENS)('$name', ({ text, language, exceptions, frames }) => {
    expect(read(text)).toEqual({ language, exceptions, frames });
  });

  it.each(SPECIMENS)('$name, with Windows line ends', ({ text, language, exceptions, frames }) => {
    expect(read(text.replaceAll('\n', '\r\n'))).toEqual({ language, exceptions, frames });
  });

  it.each(SPECIMENS)('$name, cut anywhere', ({ text, language }) => {
    for (let end = 0; end <= text.length; end += 7) {
      const trace = parseTrace(text.slice(0, end));
      if (!trace) continue;
      expect(trace.exceptions.length).toBeGreaterThan(0);
      // A Java frame that is cut in its parentheses may look like another's.
      if (end === text.length) expect(trace.language).toBe(language);
    }
  });

  it.each(NONE)('no trace: %j', (text) => {
    expect(parseTrace(text)).toBeNull();
  });

  it.each(HOSTILE)('is quick on 300 KB of %j', (unit) => {
    const text = `Traceback (most recent call last):\n${unit.repeat(Math.ceil(300_000 / unit.length))}`;
    const start = threadTime();
    parseTrace(text);
    expect(threadTime() - start).toBeLessThan(1500);
  });
});

describe('recursion', () => {
  const cycle = `  File "/app/core/windows_asyncio_safe.py", line 75, in safe_sleep
    await asyncio.sleep(delay)
  File "/app/core/windows_asyncio_safe.py", line 226, in windows_safe_sleep
    return await safe_sleep(delay)
`;
  const start = 'Traceback (most recent call last):\n  File "/app/main.py", line 3, in main\n    go()\n';

  it('folds a cycle of several frames', () => {
    const trace = parseTrace(`${start}${cycle.repeat(490)}RecursionError: maximum recursion depth exceeded`)!;
    expect(trace.folded).toBe(978);
    expect(trace.exceptions[0]!.frames.map((frame) => frame.function)).toEqual([
      'main',
      'safe_sleep',
      'windows_safe_sleep',
    ]);
  });

  it('folds to the same frames wherever the limit is hit', () => {
    const half = cycle.split('\n').slice(0, 2).join('\n');
    const whole = parseTrace(`${start}${cycle.repeat(490)}RecursionError: x`)!;
    const broken = parseTrace(`${start}${cycle.repeat(490)}${half}\nRecursionError: x`)!;
    expect(broken.exceptions[0]!.frames).toEqual(whole.exceptions[0]!.frames);
    expect(broken.folded).toBe(979);
  });

  it('counts what Python itself left out', () => {
    const text = `Traceback (most recent call last):
  File "/app/x.py", line 2, in f
    return f()
  File "/app/x.py", line 2, in f
    return f()
  File "/app/x.py", line 2, in f
    return f()
  [Previous line repeated 974 more times]
RecursionError: maximum recursion depth exceeded`;
    expect(parseTrace(text)!.folded).toBe(976);
  });

  it('shows in frames alone, where the message is cut', () => {
    const trace = parseTrace(
      `RangeError: Maximum call stack size exceeded\n${'    at f (/app/x.js:1:2)\n'.repeat(10)}`,
    )!;
    expect(trace.folded).toBe(9);
    expect(parseTrace(cycle.repeat(100))!.folded).toBe(198);
  });
});

describe('a Go trace of which a line was lost', () => {
  it('has a place without its call, not a place for a call', () => {
    const text = [
      'goroutine 376 [running]:',
      'example.com/stock.(*Service).Count(0xc000282e6e)',
      '\t/src/stock/service.go:29 +0xf9',
      '\t/src/http/server.go:86 +0xc9',
      'net/http.HandlerFunc.ServeHTTP(...)',
      '\t/usr/local/go/src/net/http/server.go:2294',
    ];
    expect(read(text.join('\n'))!.frames).toEqual([
      '/usr/local/go/src/net/http/server.go:2294 net/http.HandlerFunc.ServeHTTP',
      '*/src/http/server.go:86 ',
      '*/src/stock/service.go:29 example.com/stock.(*Service).Count',
    ]);
  });
});
