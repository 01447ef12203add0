// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenario files write
import { describe, expect, test } from 'vitest';
import { loadScenario, mergeScenario, parseScenario } from '../../../src/emulator/scenarios/index.ts';
import { UserError } from '../../../src/errors.ts';
import { entriesOf, revisions, small } from './small.ts';

const fault = { name: 'f', services: ['api'], lines: [{ text: 'x' }] };

describe('what is wrong is said where it is', () => {
  test.each([
    ['no data', null, /^scenario: the file: /],
    [
      'a field that nothing reads',
      { ...small(), colour: 'red' },
      /^scenario small: the file: Unrecognized key: "colour"$/,
    ],
    [
      'no time',
      { ...small(), start: 'today' },
      /^scenario small: start: "today" is no time; write 2025-09-09T19:09:34Z$/,
    ],
    [
      'no span',
      small({ boot: '3 parsecs' }),
      /^scenario small: services\[0\]\.boot: "3 parsecs" is no span; write 250ms/,
    ],
    [
      'a range the wrong way round',
      small({ routes: [{ name: 'x', path: '/', latency: '9s..1s' }] }),
      /services\[0\]\.routes\[0\]\.latency: "9s\.\.1s" is no range/,
    ],
    [
      'a line that says two things',
      small({}, { faults: [{ ...fault, lines: [{ text: 'a', message: 'b' }] }] }),
      /faults\[0\]\.lines\[0\]: give exactly one of message, text, json, request$/,
    ],
    [
      'an unknown service',
      small({}, { faults: [{ ...fault, services: ['web'] }] }),
      /^scenario small: faults\.f: no service web$/,
    ],
    [
      'an unknown revision',
      small({}, { faults: [{ ...fault, revisions: ['api-9'] }] }),
      /^scenario small: faults\.f: no revision api-9$/,
    ],
    [
      'an unknown route',
      small({}, { faults: [{ ...fault, on: 'y' }] }),
      /^scenario small: services\.api: f: no route y$/,
    ],
    [
      'a shift to nothing',
      small({ shifts: [{ at: 1, author: 'a', to: { old: 100 } }] }),
      /^scenario small: services\.api: no revision old$/,
    ],
    [
      'neither live nor failed',
      small({ revisions: [{ ...revisions[0], live: undefined }] }),
      /api-00001-aaa: give live or failed$/,
    ],
    [
      'live before created',
      small({ revisions: [{ ...revisions[0], live: 1 }] }),
      /live or failed has to be later than created$/,
    ],
    ['newest first', small({ revisions: [...revisions].reverse() }), /revisions: list them oldest first$/],
    [
      'no time at all',
      { ...small(), end: '2025-09-12T09:00:00Z' },
      /^scenario small: end: has to be later than start$/,
    ],
    [
      'a timer that never stops',
      small({}, { faults: [{ ...fault, every: 0 }] }),
      /faults\[0\]\.every: has to be more than nothing$/,
    ],
  ])('%s', (_, data, message) => {
    expect(() => parseScenario(data)).toThrow(UserError);
    expect(() => parseScenario(data)).toThrow(message);
  });

  test('an unknown placeholder', () => {
    const data = small({}, { faults: [{ ...fault, at: ['2025-09-12T09:10:00Z'], lines: [{ text: '${nobody}' }] }] });
    expect(() => entriesOf(data)).toThrow(/^unknown \$\{nobody\} in a scenario's text$/);
  });
});

describe('extends', () => {
  test('merges objects, lists of named things by name, and replaces the rest', () => {
    const base = { a: 1, list: [{ name: 'x', n: 1, deep: { k: 1 } }, { name: 'y' }], plain: [1, 2] };
    const over = { b: 2, list: [{ name: 'z' }, { name: 'x', n: 2, deep: { l: 2 } }], plain: [3] };
    expect(mergeScenario(base, over)).toEqual({
      a: 1,
      b: 2,
      list: [{ name: 'x', n: 2, deep: { k: 1, l: 2 } }, { name: 'y' }, { name: 'z' }],
      plain: [3],
    });
  });

  test('follows names to the end', () => {
    const files: Record<string, unknown> = {
      one: small(),
      two: { extends: 'one', name: 'two', seed: 2 },
      three: { extends: 'two', name: 'three' },
    };
    expect(loadScenario('three', (name) => files[name])).toMatchObject({
      name: 'three',
      seed: 2,
      title: 'a small one',
    });
  });

  test('a circle is refused', () => {
    expect(() => loadScenario('a', (name) => ({ extends: name === 'a' ? 'b' : 'a' }))).toThrow(
      'scenario a extends itself: a -> b -> a',
    );
  });
});
