import { describe, expect, it } from 'vitest';
import { loadBuiltInRules } from '../../src/rules/load.ts';
import { createReduction } from '../../src/rules/reduction.ts';

const reduction = createReduction(await loadBuiltInRules());

describe('what the reduction hands over', () => {
  it.each([
    ['a word of failure', 'connect: connection refused'],
    ['whatever its case', 'FATAL: the database system is starting up'],
    ['inside a word', 'com.example.ShopException: no stock'],
    ['a needle', 'session_id mismatch: expected sess-81 got sess-18'],
    ['a needle with a number', 'close code=1011'],
    ['a frame of Python', '  File "/app/main.py", line 4, in <module>'],
    ['its source line', '    from flask import escape'],
    ['its marks', '  ^^^^^^^^'],
    ['a repeated frame', '  [Previous line repeated 975 more times]'],
    ['a frame of Java', '\tat com.example.Shop.main(Shop.java:12)'],
    ['the count of left out frames', '\t... 12 more'],
    ['the cause of a Java trace', 'Caused by: java.net.SocketException'],
    ['a frame of Node.js', '    at Module._compile (node:internal/modules/cjs/loader:1358:14)'],
    ['a frame of .NET', '   at Shop.Program.Main(String[] args) in /src/Program.cs:line 12'],
    ['a frame of PHP', '#0 /app/src/Order.php(41): App\\Order->total()'],
    ['a frame of Ruby', "\tfrom /app/app.rb:12:in `call'"],
    ['a goroutine', 'goroutine 1 [running]:'],
  ])('%s', (_, line) => {
    expect(reduction.hit(line)).toBe(true);
  });

  it.each([
    ['an access line', 'INFO:     169.254.169.126:41011 - "GET /api/threads/1012/messages HTTP/1.1" 200 OK'],
    ['a start-up line', 'Server listening on port 8080'],
    ['a blank line', '   '],
    ['nothing', ''],
    ['a heading', '# Orders'],
    ['a number sign', '#12 merged'.replace('#12', '#a')],
    ['a platform text, which is read in full anyway', 'Starting new instance. Reason: AUTOSCALING'],
  ])('and what not: %s', (_, line) => {
    expect(reduction.hit(line)).toBe(false);
  });
});
