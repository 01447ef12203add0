import { expect, it } from 'vitest';
import { TraceSample } from '../../../src/analysis/expectations/trace-sample.ts';

const traces = Array.from(
  { length: 1000 },
  (_, i) => `projects/shop/traces/${(i * 2654435761).toString(16).padStart(32, '0')}`,
);

function kept(order: string[], cap: number): string[] {
  const sample = new TraceSample(0, cap);
  const held = order.filter((trace) => sample.follows(trace));
  return [...new Set(held)].filter((trace) => sample.keeps(trace)).sort();
}

it('follows whole traces, as many as there is room for, whatever their order', () => {
  const lines = traces.flatMap((trace) => [trace, trace, trace]);
  const chosen = kept(lines, 600);
  expect(chosen.length * 3).toBeLessThanOrEqual(600);
  expect(chosen.length * 3).toBeGreaterThan(200);
  expect(kept([...lines].reverse(), 600)).toEqual(chosen);
  expect(kept([...traces, ...[...traces].reverse(), ...traces], 600)).toEqual(chosen);
});

it('follows all of few', () => {
  expect(kept(traces, 1000)).toEqual([...traces].sort());
});

it('begins on the level that it is told', () => {
  const sample = new TraceSample(3);
  const share = traces.filter((trace) => sample.follows(trace)).length / traces.length;
  expect(share).toBeGreaterThan(0.08);
  expect(share).toBeLessThan(0.18);
});
