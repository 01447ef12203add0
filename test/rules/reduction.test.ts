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
    ['a call of Go', 'github.com/acme/inv/internal/stock.(*Keeper).Take(0xc0001a2000, 0x1836e, 0x3)'],
    ['a call of Go without arguments', 'main.main()'],
    ['what started a goroutine', 'created by net/http.(*Server).Serve'],
    ['a signal', '[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4a]'],
    ['a frame of Rust', '   2: shop::cart::load'],
    ['an exception whose name does not say so', 'svc.carrier.CarrierRefused: zone 17 closed'],
    ['the same without a module', 'PaymentDeclined: card 4'],
    ['of one word', 'Refused: card 4'],
    ['and without a message', 'KeyboardInterrupt'],
    ['in a module, without a message', 'app.models.User.DoesNotExist'],
    ['frames further down', '/app/pay.js:10\n    throw e\n\nPaymentDeclined: x\n    at f (/app/pay.js:10:11)'],
    ['where Node.js was', '/workspace/src/pay.js:10'],
    ['where Node.js itself was', 'node:internal/process/promises:288'],
  ])('%s', (_, line) => {
    expect(reduction.hit(line)).toBe(true);
  });

  it.each([
    ['an access line', 'INFO:     169.254.169.126:41011 - "GET /api/threads/1012/messages HTTP/1.1" 200 OK'],
    ['a start-up line', 'Server listening on port 8080'],
    ['a blank line', '   '],
    ['nothing', ''],
    ['a word', 'Ready'],
    ['a sentence', 'Order 12 was paid by card.'],
    ['a sentence of one word', 'Done.'],
    ['a heading with a colon', 'Headers:'],
    ['a call in prose', 'started worker (3)'],
    ['a module', 'app.main: listening'],
    ['a path with a number', '/var/www/index.html'],
    ['a time', '19:09:36'],
    ['an address', 'Listening on 0.0.0.0:8080'],
    ['a URL', 'http://0.0.0.0:8080'],
    ['a version', 'v22.3.0'],
    ['a heading', '# Orders'],
    ['a number sign', '#12 merged'.replace('#12', '#a')],
    ['a platform text, which is read in full anyway', 'Starting new instance. Reason: AUTOSCALING'],
  ])('and what not: %s', (_, line) => {
    expect(reduction.hit(line)).toBe(false);
  });
});
