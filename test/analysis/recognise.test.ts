import { describe, expect, it } from 'vitest';
import { fill, recognise } from '../../src/analysis/recognise.ts';
import type { LogEntry, Severity } from '../../src/model.ts';
import { bookOf, entry, rule } from './build.ts';

const BOOK = bookOf([
  rule('imports/name', "cannot import name '(?<name>\\w+)'", { identity: ['name'], title: 'No {name}' }),
  rule('crash/wrapper', 'Task failed', { role: 'symptom' }),
  rule('lifecycle/start', '^Starting new instance', { role: 'lifecycle' }),
  rule('recursion/python', '^RecursionError', { identity: ['frames'] }),
]);
const say = (message: string, more: Partial<LogEntry> = {}) => recognise(BOOK, entry(0, message, more));
const python = (last: string, line = 3) =>
  `Traceback (most recent call last):\n  File "/app/a.py", line ${line}, in f\n    g()\n${last}`;

describe('a sentence of a rule', () => {
  it.each([
    ['{name} is missing', { name: 'x' }, 'x is missing'],
    ['{name|the module} is missing', { name: 'x' }, 'x is missing'],
    ['{name|the module} is missing', {}, 'the module is missing'],
    ['{name} is missing', {}, 'name is missing'],
  ])('%s', (sentence, captures, said) => expect(fill(sentence, captures as Record<string, string>)).toBe(said));
});

describe('recognising an entry', () => {
  it.each<[string, string, Severity, string | null]>([
    ['an error that no rule knows', 'payment 12 lost', 'ERROR', null],
    ['a warning that no rule knows', 'cache 12 cold', 'WARNING', null],
    ['a bare exception without a severity', 'ValueError: bad 12', 'DEFAULT', null],
    ['a rule below WARNING', "cannot import name 'x'", 'DEFAULT', 'imports/name'],
  ])('keeps %s', (_, message, severity, expected) =>
    expect(say(message, { severity })).toMatchObject({ rule: expected }),
  );

  it.each<[string, string, Partial<LogEntry>]>([
    ['a line that only mentions an error', 'finished with 0 errors', { severity: 'DEFAULT' }],
    ['a line of the life cycle', 'Starting new instance. Reason: AUTOSCALING', { severity: 'INFO', log: 'system' }],
    ['a warning of the platform that no rule knows', 'some remark', { severity: 'WARNING', log: 'system' }],
  ])('drops %s', (_, message, more) => expect(say(message, more)).toBeNull());

  it('tells problems apart by what the rule says is its identity, and by nothing else', () => {
    const [a, b, c] = [
      "cannot import name 'x' in 12",
      "cannot import name 'x' in 13",
      "cannot import name 'y' in 12",
    ].map((text) => say(text)!);
    expect(a!.signature).toBe(b!.signature);
    expect(a!.signature).not.toBe(c!.signature);
    expect(a!.title).toBe('No x');
  });

  it('gives an alias that depends on the message alone', () => {
    expect(say('payment 12 lost')!.alias).toBe(
      say('payment 13 lost', { service: 'other', severity: 'CRITICAL' })!.alias,
    );
    expect(recognise(bookOf([]), entry(0, "cannot import name 'x'"))!.signature).toBe(
      say("cannot import name 'x'")!.alias,
    );
  });

  it('knows a recursion by its frames where the exception was cut off', () => {
    const book = bookOf([rule('recursion/any', '^\\d+ repeating frames$')]);
    const frames = (count: number) =>
      `Traceback (most recent call last):\n${'  File "/app/a.py", line 3, in f\n    g()\n  File "/app/a.py", line 7, in g\n    f()\n'.repeat(count)}`;
    expect(recognise(book, entry(0, frames(40)))).toMatchObject({ rule: 'recursion/any' });
    expect(recognise(book, entry(0, frames(2)))).toMatchObject({ rule: null });
  });

  it('lets what is printed around a trace speak whose exception was cut off', () => {
    const cut = 'Task failed\nTraceback (most recent call last):\n  File "/app/a.py", line 3, in f\n    g()';
    expect(say(cut)).toMatchObject({ rule: 'crash/wrapper' });
  });

  it('lets the root of a chained exception decide', () => {
    const chained = `${python("ImportError: cannot import name 'x'")}\n\nThe above exception was the direct cause of the following exception:\n\n${python('RuntimeError: Task failed')}`;
    expect(say(chained)).toMatchObject({ rule: 'imports/name' });
  });

  it('does not let what is printed around it speak for an exception that no rule knows', () => {
    expect(say(`Task failed\n${python("KeyError: 'user'")}`)).toMatchObject({ rule: null, role: 'cause' });
  });

  it('leaves line numbers out of the identity of a trace', () => {
    expect(say(python("KeyError: 'user'", 3))!.signature).toBe(say(python("KeyError: 'user'", 7))!.signature);
  });
});
