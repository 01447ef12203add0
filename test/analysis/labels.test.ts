import { describe, expect, it } from 'vitest';
import { type Label, Labeller } from '../../src/analysis/index.ts';
import { recognise } from '../../src/analysis/recognise.ts';
import type { LogEntry } from '../../src/model.ts';
import { bookOf, entry, rule } from './build.ts';

const BOOK = bookOf([
  rule('imports/name', "cannot import name '(?<name>\\w+)'", { identity: ['name'] }),
  rule('lifecycle/start', '^Starting new instance', { role: 'lifecycle' }),
]);

/** The label of each line, by its number; lines without one are left out. */
function labelsOf(lines: (string | LogEntry)[], all: boolean, explain: Explain = null) {
  const labeller = make(all, explain);
  lines.forEach((line, i) => {
    labeller.add(typeof line === 'string' ? plain(line) : line, i + 1);
  });
  const found: Record<number, Label> = {};
  const listed = [...labeller.labels()];
  const kinds = labeller.kinds();
  for (const { line, kind } of listed) found[line] = kinds[kind]!;
  return found;
}

type Explain = ConstructorParameters<typeof Labeller>[1]['explain'];

function make(all: boolean, explain: Explain): Labeller {
  return new Labeller(BOOK, { all, explain });
}

/** A line of text without a time. */
const plain = (message: string) => entry(0, message, { id: '', time: null, severity: 'DEFAULT', log: 'other' });

const TRACE = [
  'Traceback (most recent call last):',
  '  File "/app/a.py", line 3, in f',
  '    g()',
  "ImportError: cannot import name 'x'",
];

describe('labels', () => {
  it('are for the lines that a rule knows, or for all', () => {
    const lines = ['ready', "cannot import name 'x'", 'user 7 left', 'user 8 left', 'Starting new instance. Reason: X'];
    expect(Object.keys(labelsOf(lines, false))).toEqual(['2', '5']);
    const all = labelsOf(lines, true);
    expect(Object.values(all).map((label) => label.rule)).toEqual([
      null,
      'imports/name',
      null,
      null,
      'lifecycle/start',
    ]);
    expect(all[3]!.signature).toBe(all[4]!.signature);
    expect(all[3]).toMatchObject({ template: 'user <num> left', category: null, role: null, captures: {} });
    expect(all[2]).toMatchObject({ category: 'imports', role: 'cause', captures: { name: 'x' } });
  });

  it("give a rule's lines the signature that a scan gives them", () => {
    const [label] = Object.values(labelsOf(["cannot import name 'x'"], false));
    expect(label!.signature).toBe(recognise(BOOK, entry(0, "cannot import name 'x'"))!.signature);
  });

  it("give each line of a split trace its trace's label", () => {
    const labels = labelsOf(['before', ...TRACE, 'behind'], false);
    expect(Object.keys(labels)).toEqual(['2', '3', '4', '5']);
    expect(new Set(Object.values(labels).map((label) => label.rule))).toEqual(new Set(['imports/name']));
  });

  it('whatever the order in which entries with times come', () => {
    const timed = TRACE.map((text, i) => entry(i, text, { severity: 'DEFAULT' }));
    const labels = Object.values(labelsOf(timed.toReversed(), false));
    expect(labels.map((label) => label.rule)).toEqual(Array(4).fill('imports/name'));
  });

  it('tell traces that no rule knows apart by their frames', () => {
    const trace = (frame: string) =>
      `Traceback (most recent call last):\n  File "/app/a.py", line 3, in ${frame}\n    g()\nKeyError: 'k'`;
    const labels = Object.values(labelsOf([trace('f'), trace('g'), trace('f')], true));
    expect(labels[0]!.signature).toBe(labels[2]!.signature);
    expect(labels[0]!.signature).not.toBe(labels[1]!.signature);
    expect(labels[0]!.template).toBe('KeyError: <str>');
  });

  it('no failure where the level of the line says that it is none', () => {
    const quoted = entry(0, "last run: cannot import name 'x'", { severity: 'INFO' });
    expect(labelsOf([quoted], false)).toEqual({});
    expect(labelsOf([quoted], true)[1]).toMatchObject({ rule: null });
    expect(labelsOf([entry(0, 'Starting new instance', { severity: 'INFO' })], false)[1]).toBeDefined();
    expect(labelsOf([{ ...quoted, log: 'system' }], false)[1]).toBeDefined();
  });

  it('tell requests apart by method, route and status', () => {
    const request = (message: string) => entry(0, message, { log: 'request', severity: 'INFO' });
    const labels = Object.values(
      labelsOf(
        ['GET /users/{id} 404', 'GET /users/{id} 401', 'GET /orders/{id} 404', 'GET /users/{id} 404'].map(request),
        true,
      ),
    );
    expect(labels.map((label) => label.template)).toEqual([
      'GET /users/{id} 404',
      'GET /users/{id} 401',
      'GET /orders/{id} 404',
      'GET /users/{id} 404',
    ]);
    expect(new Set(labels.map((label) => label.signature)).size).toBe(3);
  });

  it('hold what explains them', () => {
    const explain = (text: string, _log: string, silencedBy: string | null) => ({ text, silencedBy });
    const quoted = entry(0, "cannot import name 'x'", { severity: 'INFO' });
    const labels = labelsOf(["[ERROR] cannot import name 'x'", quoted], true, explain);
    expect(labels[1]!.explanation).toEqual({ text: "cannot import name 'x'", silencedBy: null });
    expect(labels[2]!.explanation).toEqual({ text: "cannot import name 'x'", silencedBy: 'INFO' });
  });

  it('stand for lines that hold no entry too', () => {
    const labeller = make(true, null);
    labeller.add(plain('one'), 1);
    labeller.addEmpty(2);
    expect([...labeller.labels()].map(({ line }) => line)).toEqual([1, 2]);
    expect(labeller.kinds().map((label) => label.template)).toEqual(['one', '']);
  });

  it('keep apart what interleaving left of a trace', () => {
    const lines = [...TRACE, ...TRACE.slice(1, 2)];
    const labels = labelsOf(lines, true);
    expect(Object.keys(labels)).toHaveLength(5);
  });
});
