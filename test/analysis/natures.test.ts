import { expect, it } from 'vitest';
import { natureOf } from '../../src/analysis/natures.ts';
import { parseTrace } from '../../src/analysis/traces/index.ts';

const traceOf = (last: string) =>
  parseTrace(`Traceback (most recent call last):\n  File "/app/a.py", line 3, in f\n    g()\n${last}`);

it.each([
  ['StripeConnectionError: retried 2 times', 'surroundings'],
  ['com.stripe.exception.ApiConnectionException: IOException during API request', 'surroundings'],
  ['httpx.ConnectTimeoutError', 'surroundings'],
  ['shop.errors.ConnectionPlanMissing: gold', 'raised'],
  ['shop.errors.LedgerFull: 7', 'raised'],
  ['shop.errors.LedgerFull: capacity reached', 'build-up'],
])('what no rule knows comes from where its name says: %s', (title, nature) => {
  expect(natureOf({ origin: null, trace: traceOf(title), title })).toBe(nature);
});

it('a line without a stack trace says nothing of where it comes from; a rule does', () => {
  expect(natureOf({ origin: null, trace: null, title: 'ConnectionError: gone' })).toBe('unknown');
  expect(natureOf({ origin: 'code', trace: null, title: 'ConnectionError: gone' })).toBe('code');
});
