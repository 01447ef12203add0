import { describe, expect, it } from 'vitest';
import { traceIdentity } from '../../../src/analysis/traces/identity.ts';
import { parseTrace } from '../../../src/analysis/traces/parse.ts';
import { SPECIMENS } from './specimens.ts';

const ROWS: [specimen: string, identity: string][] = [
  ['python', 'ValueError < /app/shared/types/core_types.py:ensure_user_id'],
  ['python, during handling', 'KeyError < /app/a.py:load'],
  ['javascript with causes', 'TypeError < /app/dist/reader.js:new Reader < /app/dist/load.js:<anonymous>'],
  ['javascript, aggregate', 'Error < node:net:createConnectionError < node:net:afterConnectMultiple'],
  ['go, wrapped error', 'error < /go/src/app/user/load.go:example.com/shop/user.Load'],
  [
    'java',
    'org.postgresql.util.PSQLException < Db.kt:com.example.shop.Db.open < Unknown Source:com.example.shop.Db$$Lambda$#/#.get',
  ],
  ['python, cut at its end', ' < /app/main.py:run'],
];

function identity(text: string): string {
  return traceIdentity(parseTrace(text)!);
}

describe('traceIdentity', () => {
  it.each(ROWS)('%s', (name, expected) => {
    expect(identity(SPECIMENS.find((specimen) => specimen.name === name)!.text)).toBe(expected);
  });

  it.each(SPECIMENS)('$name: line numbers play no part', ({ text }) => {
    const moved = text.replace(/line \d+|(?<=\.(?:js|ts|java|go|rb|php|rs):)\d+|(?<=\.php\()\d+/g, (found) =>
      found.replace(/\d+/, '777'),
    );
    expect(identity(moved)).toBe(identity(text));
  });

  it('takes the five innermost frames, each once in a row', () => {
    const frame = (n: number) => `  File "/app/${'abcdefgh'[n]}.py", line ${n}, in f\n`;
    const text = `Traceback (most recent call last):\n${[0, 1, 2, 3, 4, 5, 6].map(frame).join('')}X: y`;
    expect(identity(text)).toBe('X < /app/g.py:f < /app/f.py:f < /app/e.py:f < /app/d.py:f < /app/c.py:f');
  });

  it('is the same for a recursion that breaks off elsewhere in its cycle', () => {
    const at = (name: string, line: number) => `    at ${name} (/app/x.js:${line}:2)\n`;
    const message = 'RangeError: Maximum call stack size exceeded\n';
    const first = message + (at('a', 1) + at('b', 2)).repeat(5);
    const second = message + (at('b', 2) + at('a', 1)).repeat(5);
    expect(identity(first)).toBe(identity(second));
  });

  it('outlives a build that renames its chunks', () => {
    const text = (chunk: string) =>
      `Error: x\n    at f (/app/dist/chunk-${chunk}.js:1:2)\n    at g (/app/dist/main.js:1:2)`;
    expect(identity(text('3F2A9C1B'))).toBe(identity(text('QX7T5LMN')));
  });
});
