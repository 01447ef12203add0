import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { makeIncident } from '../../bench/causes/incident.ts';
import { mark, takeMark } from '../../bench/causes/marks.ts';
import { wilson } from '../../bench/causes/wilson.ts';

const FOLDER = resolve(import.meta.dirname, '../../bench/causes');
/** Files of the runner, which calls rca and reads its reports; all others make incidents. */
const RUNNER = ['scan.ts', 'judge.ts', 'figures.ts', 'print.ts', 'explain.ts', 'pool.ts', 'worker.ts', 'wilson.ts'];

describe('generated incidents', () => {
  it('are the same for the same seed, and others for others', () => {
    const [once, again, other] = [makeIncident(11), makeIncident(11), makeIncident(31)];
    expect(again.lines).toEqual(once.lines);
    expect([again.flags, again.truth]).toEqual([once.flags, once.truth]);
    expect(other.family).toBe(once.family);
    expect(other.lines[0]).not.toBe(once.lines[0]);
  });

  it('hold no marks; every label belongs to an entry', () => {
    const { lines, truth } = makeIncident(13);
    expect(lines.filter((line) => /[\u{E000}\u{E001}]|"textPayload":""/u.test(line))).toEqual([]);
    const ids = new Set(lines.map((line) => (JSON.parse(line) as { insertId: string }).insertId));
    expect([...truth.labels.keys()].filter((id) => !ids.has(id))).toEqual([]);
    const roots = [...truth.labels.values()].filter(({ kind }) => kind === 'root').map(({ of }) => of);
    expect(new Set(roots)).toEqual(new Set(truth.causes.map(({ id }) => id)));
  });

  it('are made without a word of the analysis or the rules', () => {
    const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const makers = files.filter((file) => !RUNNER.includes(file));
    expect(makers.length).toBeGreaterThan(20);
    const wrong = makers.filter((file) =>
      /from '[^']*src\/(?!emulator\/|model\.ts|text\/time\.ts)/.test(readFileSync(join(FOLDER, file), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});

test('a mark comes back out of every line, and leaves no empty text', () => {
  const json = JSON.stringify({ textPayload: mark('a\n"b"', 'root|c0|') });
  expect(takeMark(json)).toEqual({ json: JSON.stringify({ textPayload: 'a\n"b"' }), id: 'root|c0|' });
  const bare = JSON.stringify({ insertId: 'x', textPayload: mark('', 'symptom|c0|') });
  expect(takeMark(bare)).toEqual({ json: '{"insertId":"x"}', id: 'symptom|c0|' });
});

test.each([
  [0, 10, 0, 0.278],
  [10, 10, 0.722, 1],
  [95, 100, 0.888, 0.978],
])('Wilson: %i of %i is %f to %f', (hits, of, low, high) => {
  const interval = wilson({ hits, of })!;
  expect(interval.low).toBeCloseTo(low, 3);
  expect(interval.high).toBeCloseTo(high, 3);
});
