// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenario files write
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TimeQueue } from '../../../src/emulator/scenarios/heap.ts';
import { createRandom } from '../../../src/emulator/scenarios/random.ts';
import { write } from '../../../src/emulator/scenarios/shapes.ts';
import { fill } from '../../../src/emulator/scenarios/template.ts';
import { parseSpan } from '../../../src/emulator/scenarios/units.ts';
import { parseTime } from '../../../src/text/time.ts';

describe('shapes', () => {
  const said = {
    time: parseTime('2025-09-09T19:09:36.012345Z')!,
    level: 'ERROR',
    logger: 'app.chat:send:80',
    message: 'no "luck"',
    stack: undefined,
  };

  test.each([
    ['loguru', '2025-09-09 19:09:36.012 | ERROR    | app.chat:send:80 - no "luck"'],
    ['loguru-pipes', '2025-09-09 19:09:36.012 | ERROR    | app.chat:send:80 | no "luck"'],
    ['loguru-marks', '2025-09-09 19:09:36.012 | <white>ERROR   </white> | app.chat:send:80 | <white>no "luck"</white>'],
    ['python', '2025-09-09 19:09:36,012 - app.chat - ERROR - no "luck"'],
    ['uvicorn', 'ERROR:    no "luck"'],
    ['gunicorn', '[2025-09-09 19:09:36 +0000] [7] [ERROR] no "luck"'],
    ['winston', '2025-09-09T19:09:36.012345Z error: no "luck"'],
    ['logback', '2025-09-09 19:09:36.012 ERROR 1 --- [nio-8080-exec-3] app.chat : no "luck"'],
    ['slog', 'time=2025-09-09T19:09:36.012345Z level=ERROR msg="no \\"luck\\""'],
    ['klog', 'E0909 19:09:36.012345       1 app.chat.go:80] no "luck"'],
    ['bracket', '[ERROR] no "luck"'],
  ] as const)('%s', (shape, text) => {
    expect(write(shape, said)).toEqual({ log: 'stderr', text });
  });

  test('JSON with a severity has it lifted out; with a level it has none', () => {
    const stack = 'Traceback (most recent call last):\nValueError: no';
    expect(write('json-labels', { ...said, stack })).toEqual({
      log: 'stdout',
      severity: 'ERROR',
      json: {
        message: 'no "luck"',
        labels: { function: 'send', line: '80', module: 'app.chat' },
        error: { type: 'ValueError', value: 'ValueError: no', traceback: stack },
      },
    });
    expect(write('winston-json', said).severity).toBeUndefined();
  });
});

describe('templates', () => {
  const context = {
    random: createRandom('t'),
    time: 1_757_372_478_799_000,
    vars: { user: 'ann' },
    texts: { two: 'ab ${user} ' },
  };

  test.each([
    ['plain {braces} $5', 'plain {braces} $5'],
    ['${user}', 'ann'],
    ['run_${epochMs}', 'run_1757372478799'],
    ['${time}', '2025-09-08T23:01:18.799Z'],
    ['${text:two*2}', 'ab ann ab ann '],
    ['${pick:${user}|${user}}', 'ann'],
    ['${int:7:7}', '7'],
  ])('%s', (text, expected) => expect(fill(text, context)).toBe(expected));

  test.each([
    ['${hex:12}', /^[0-9a-f]{12}$/],
    ['${uuid}', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['${float:1.5:3:2}', /^(?:1\.[5-9]\d|2\.\d\d|3\.00)$/],
    ['${ip}', /^169\.254\.169\.\d+:\d+$/],
  ])('%s', (text, expected) => expect(fill(text, context)).toMatch(expected));
});

test.each([
  ['250ms', 250_000],
  ['1.3s', 1_300_000],
  ['3858us', 3_858],
  ['2m 30s', 150_000_000],
  ['1h30m', 5_400_000_000],
  ['7d', 604_800_000_000],
  ['', null],
  ['5', null],
  ['5 s', null],
  ['-5s', null],
])('the span "%s" is %s', (text, expected) => expect(parseSpan(text)).toBe(expected));

describe('chance', () => {
  test('is the same for the same seed, and another for another name', () => {
    const draw = (seed: string) => Array.from({ length: 5 }, createRandom(seed).next);
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
    expect(createRandom('a').fork('x').hex(8)).not.toBe(createRandom('a').fork('y').hex(8));
  });

  test('keeps its bounds and its means', () => {
    const random = createRandom('means');
    const many = <T>(draw: () => T) => Array.from({ length: 20_000 }, draw);
    const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
    expect(new Set(many(() => random.int(3, 6)))).toEqual(new Set([3, 4, 5, 6]));
    expect(mean(many(() => random.gap(50)))).toBeCloseTo(50, -0.5);
    expect(mean(many(() => (random.chance(0.2) ? 1 : 0)))).toBeCloseTo(0.2, 1);
    expect(many(() => random.between(10, 1000)).every((one) => one >= 10 && one <= 1000)).toBe(true);
  });
});

test('the queue gives back by time, and in order where times are equal', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (times) => {
      const queue = new TimeQueue<{ time: number; n: number }>();
      const items = times.map((time, n) => ({ time, n }));
      for (const item of items) queue.push(item);
      const popped = items.map(() => queue.pop()!);
      expect(popped).toEqual([...items].sort((a, b) => a.time - b.time || a.n - b.n));
      expect(queue.pop()).toBeUndefined();
    }),
    { seed: 7 },
  );
});
