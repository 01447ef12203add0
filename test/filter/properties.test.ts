import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile, type Filter, FilterError, parseFilter, printFilter } from '../../src/filter/index.ts';
import { join } from '../../src/filter/types.ts';
import { AUDIT, NOW, PLAIN, REQUEST, STRUCTURED } from './entries.ts';

const SEED = 20_250_909;
const ENTRIES = [STRUCTURED, REQUEST, AUDIT, PLAIN, {}];

const text = fc.string({ unit: 'binary', maxLength: 12 });
const order = fc.constantFrom('=', '!=', '<', '<=', '>', '>=', ':' as const);
const textPath = fc.oneof(
  fc.constantFrom(['textPayload'], ['logName'], ['resource', 'labels', 'service_name'], ['httpRequest', 'requestUrl']),
  fc.tuple(fc.constant('labels'), text),
  fc.array(text, { minLength: 1, maxLength: 3 }).map((names) => ['jsonPayload', ...names]),
);

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ kind: fc.constant('compare'), path: textPath, op: order, value: text }),
  fc.record({
    kind: fc.constant('compare'),
    path: textPath,
    op: fc.constantFrom('=~', '!~'),
    value: fc.constantFrom('a+', '\\d"', '^(x|y)$', '\\\\'),
  }),
  fc.record({
    kind: fc.constant('compare'),
    path: fc.constant(['severity']),
    op: order,
    value: fc.constantFrom('ERROR', 'info', '400'),
  }),
  fc.record({
    kind: fc.constant('compare'),
    path: fc.constant(['timestamp']),
    op: order,
    value: fc.constantFrom('now-1d', '2025-09-09', '2025-09-09T19:00:00.5Z'),
  }),
  fc.record({
    kind: fc.constant('compare'),
    path: fc.constant(['jsonPayload', 'x']),
    op: fc.constantFrom('=', '!='),
    value: fc.constant(null),
  }),
  fc.record({ kind: fc.constant('present'), path: textPath }),
  fc.record({ kind: fc.constant('text'), text }),
  fc.record({ kind: fc.constant('log_id'), id: text }),
  fc.record({ kind: fc.constant('search'), path: fc.option(textPath), query: text.map((words) => `word ${words}`) }),
  fc.record({
    kind: fc.constant('sample'),
    path: textPath.filter((path) => path[0] !== 'jsonPayload' || path.length > 1),
    fraction: fc.double({ min: 1e-9, max: 1, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('ip_in_net'),
    path: textPath,
    subnet: fc.constantFrom('10.0.0.0/8', '::1', '1:2::/48'),
  }),
) as fc.Arbitrary<Filter>;

const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('filter'), { minLength: 1, maxLength: 4 }).map((parts) => join('and', parts)),
    fc.array(tie('filter'), { minLength: 1, maxLength: 4 }).map((parts) => join('or', parts)),
    tie('filter').map((part): Filter => ({ kind: 'not', part })),
  ),
}));

test('parse(print(f)) equals f, and f can be evaluated', () => {
  fc.assert(
    fc.property(filter, (f) => {
      expect(parseFilter(printFilter(f))).toEqual(f);
      const passes = compile(f, { now: NOW });
      for (const entry of ENTRIES) expect(typeof passes(entry)).toBe('boolean');
    }),
    { seed: SEED, numRuns: 1500 },
  );
});

const PIECES = [
  ...' \n().,:*-+"\'\\=<>!~'.split(''),
  ...['AND', 'OR', 'NOT', ' AND ', ' OR ', 'NOT ', '--', '!=', '=~', '!~', ':*', '\\"', '\\x4', '\\777', '\\U0010ffff'],
  ...['severity', 'textPayload', 'jsonPayload', 'labels', 'timestamp', 'httpRequest.status', 'a', '"b"', '5', '-1.5e3'],
  ...['SEARCH(', 'log_id(', 'sample(insertId', 'ip_in_net(', 'now-1d', 'ERROR', 'NULL_VALUE', '\u0000', 'é', '\ud800'],
];

test.each<[string, fc.Arbitrary<string>]>([
  ['pieces of filters', fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(''))],
  ['any text', fc.string({ unit: 'binary', maxLength: 60 })],
  [
    'damaged filters',
    fc.tuple(filter, fc.nat(), fc.string({ unit: 'binary', maxLength: 3 })).map(([f, at, junk]) => {
      const whole = printFilter(f);
      const cut = at % (whole.length + 1);
      return whole.slice(0, cut) + junk + whole.slice(cut + 1);
    }),
  ],
])('any input is a filter or a FilterError at a position inside it: %s', (_, inputs) => {
  fc.assert(
    fc.property(inputs, (input) => {
      try {
        const parsed = parseFilter(input);
        expect(parseFilter(printFilter(parsed))).toEqual(parsed);
        for (const entry of ENTRIES) compile(parsed, { now: NOW })(entry);
      } catch (error) {
        expect(error).toBeInstanceOf(FilterError);
        const { position, hint, message } = error as FilterError;
        expect(position >= 0 && position <= input.length).toBe(true);
        expect(hint).not.toBe('');
        expect(message.split('\n')).toHaveLength(3);
      }
    }),
    { seed: SEED, numRuns: 4000 },
  );
});

test.each([
  ['open parentheses', '('],
  ['open quotes', '"'],
  ['minuses', '- '],
  ['comments', '--'],
  ['line breaks and comments', '\n--'],
  ['dots', 'a.'],
  ['backslashes', '"\\'],
  ['pattern groups', 'textPayload=~"(((((a{9}){9}){9}){9}){9})" '],
  ['values', 'textPayload:(a '],
  ['numbers', '1e1'],
])('a long run of %s ends', (_, piece) => {
  const input = piece.repeat(Math.floor(20_000 / piece.length));
  try {
    expect(parseFilter(input)).toBeDefined();
  } catch (error) {
    expect(error).toBeInstanceOf(FilterError);
  }
});
