import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { expandScenario, streamScenario } from '../../../src/emulator/scenarios/index.ts';
import type { RawEntry } from '../../../src/model.ts';
import { parseTime } from '../../../src/text/time.ts';
import { isWellShaped } from './entry-schema.ts';
import { load, resourceOf, scenarioNames, textOf } from './files.ts';

/** How many entries, and a hash of them all: `vitest -u` after a wanted change. */
const pinned: string[] = [];

describe.each(scenarioNames)('scenario %s', (name) => {
  const scenario = load(name);
  const { entries, runState } = expandScenario(scenario);
  const text = entries.map((entry) => JSON.stringify(entry)).join('\n');
  pinned.push(`${name} ${entries.length} ${createHash('sha256').update(text).digest('hex').slice(0, 16)}`);

  test('is called like its file', () => expect(scenario.name).toBe(name));

  test('gives the same bytes again', () => {
    const again = [...streamScenario(load(name))].map((entry) => JSON.stringify(entry)).join('\n');
    expect(again === text).toBe(true);
  });

  test('another seed gives other entries', () => {
    const other = streamScenario(scenario, { seed: scenario.seed + 1 });
    expect(entries.slice(0, 50)).not.toEqual(Array.from({ length: 50 }, () => other.next().value));
  });

  test('has entries in the shapes of Cloud Run', () => {
    expect(entries.filter((entry) => !isWellShaped(entry))).toEqual([]);
    expect(isDeepStrictEqual(JSON.parse(`[${text.replaceAll('\n', ',')}]`), entries)).toBe(true);
    expect(text.includes('${')).toBe(false);
  });

  test('is in time order, ends before its end, with ids of its own', () => {
    const times = entries.map((entry) => parseTime(String(entry.timestamp))!);
    expect(times.every((time, i) => i === 0 || time >= times[i - 1]!)).toBe(true);
    expect(times.at(-1)!).toBeLessThan(scenario.end);
    expect(new Set(entries.map((entry) => entry.insertId)).size).toBe(entries.length);
  });

  test('has from 1,000 to 18,000 entries', () => {
    expect(entries.length).toBeGreaterThan(1_000);
    expect(entries.length).toBeLessThan(18_000);
  });

  test('has a run state that knows every revision in the log', () => {
    const known = new Set(runState.revisions.map((revision) => revision.name.split('/').at(-1)));
    const seen = new Set(entries.map((entry) => resourceOf(entry).revision_name).filter((revision) => revision !== ''));
    expect([...seen].filter((revision) => !known.has(revision))).toEqual([]);
    expect(runState.services.length).toBe(scenario.services.length);
  });

  test('each expected cause is in the log, that long after go-live', () => {
    for (const { says, deployment, lagMs } of scenario.expect.diagnoses) {
      const first = entries.find((entry) => !entry.protoPayload && textOf(entry).includes(says));
      expect(first, says).toBeDefined();
      if (lagMs === null) continue;
      const revision = scenario.services.flatMap((one) => one.revisions).find((one) => one.name === deployment)!;
      expect(resourceOf(first!).revision_name).toBe(deployment);
      const lag = (parseTime(String(first!.timestamp))! - (revision.live ?? revision.created)) / 1000;
      expect(Math.round(lag)).toBe(lagMs);
    }
  });
});

test('all scenarios are as pinned', async () => {
  await expect(`${pinned.join('\n')}\n`).toMatchFileSnapshot('pinned.txt');
});

test('a shifted scenario tells the same story at another time', () => {
  const scenario = load('recursion');
  const start = parseTime('2026-01-02T03:04:05.000006Z')!;
  const moved = expandScenario(scenario, { start });
  const { entries } = expandScenario(scenario);
  const shift = start - scenario.end;
  const shifted = (entry: RawEntry) => parseTime(String(entry.timestamp))! - shift;
  const times = entries.map((entry) => parseTime(String(entry.timestamp))!);
  expect(isDeepStrictEqual(moved.entries.map(shifted), times)).toBe(true);
  const day = (entry: RawEntry) => textOf(entry).includes('2025-09-09 ');
  expect(entries.some(day)).toBe(true);
  expect(moved.entries.some(day)).toBe(false);
  expect(JSON.stringify(moved.runState)).toContain('2026-01-02T02:4');
});
