import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/commands/scenarios.ts';
import { expandScenario } from '../../src/emulator/scenarios/index.ts';
import type { RawEntry, Report } from '../../src/model.ts';
import { ndjson, rca, scanArgs, scanFaulty, scanFile } from './run.ts';

const GOLDEN = resolve(import.meta.dirname, 'golden');

/** Compares with the golden file; RCA_UPDATE_GOLDEN=1 writes it anew, to be read before it is committed. */
function expectGolden(name: string, text: string): void {
  const file = resolve(GOLDEN, name);
  if (process.env.RCA_UPDATE_GOLDEN === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

const PAGES = [
  ...['leak', 'two-causes', 'recursion', 'import'],
  ...['platform-fault', 'canary-shift', 'config-only', 'rolled-back', 'caller', 'no-deployment'],
];

describe.each(PAGES)('the report on %s', (name) => {
  it('reads as the golden one, from a pipe', async () => {
    const scenario = await loadScenario(name);
    const text = ndjson(expandScenario(scenario).entries);
    const { stdout, status } = await rca(['scan', '-', ...scanArgs(scenario)], { stdin: [text] });
    expect(status).toBe(1);
    expectGolden(`${name}.md.golden`, stdout);
  });
});

/** A fixed shuffle: the order of a multiplicative hash of the position. */
function shuffled(entries: RawEntry[]): RawEntry[] {
  const key = (i: number) => Math.imul(i + 1, 2654435761) >>> 0;
  return entries
    .map((entry, i) => ({ entry, key: key(i) }))
    .sort((a, b) => a.key - b.key)
    .map(({ entry }) => entry);
}

describe('the order of entries', () => {
  it.each(['recursion', 'leak', 'two-causes', 'oom', 'startup-chain', 'rolled-back', 'platform-fault'])(
    'plays no part in the report on %s',
    async (name) => {
      const scenario = await loadScenario(name);
      const { entries } = expandScenario(scenario);
      const scan = async (ordered: RawEntry[]) => {
        const args = ['scan', '-', ...scanArgs(scenario), '--format', 'json'];
        return (await rca(args, { stdin: [ndjson(ordered)] })).stdout;
      };
      const straight = await scan(entries);
      expect(await scan([...entries].reverse())).toBe(straight);
      expect(await scan(shuffled(entries))).toBe(straight);
    },
  );
});

describe('faults of the source', () => {
  it('change nothing: empty pages, entries that repeat', async () => {
    const file = JSON.parse((await scanFile('recursion', '--format', 'json')).stdout) as Report;
    const faults = ['empty-pages=2', 'duplicate=5'];
    const cloud = JSON.parse((await scanFaulty('recursion', faults, '--format', 'json')).stdout) as Report;
    const essence = ({ diagnoses }: Report) =>
      diagnoses.map(({ fingerprint, count, lagMs }) => ({ fingerprint, count, lagMs }));
    expect(essence(cloud)).toEqual(essence(file));
    expect(cloud.diagnoses).toHaveLength(2);
  });
});
