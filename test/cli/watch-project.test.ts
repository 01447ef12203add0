/** `rca watch` of a project as a process: the real client against the emulator, whose tail is broken meanwhile. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { expandScenario, loadScenario } from '../../src/emulator/scenarios/index.ts';
import type { RawEntry, WatchEvent } from '../../src/model.ts';
import { start } from './process.ts';

const folder = resolve(import.meta.dirname, '../../scenarios');
const read = (name: string): unknown => parse(readFileSync(join(folder, `${name}.yaml`), 'utf8'));
const recorded = expandScenario(loadScenario('recursion', read)).entries;
const failing = recorded.findIndex(({ textPayload }) => String(textPayload).includes('RecursionError'));

const timeOf = ({ timestamp }: RawEntry) => Date.parse(String(timestamp));

/** Entries that were recorded, as if the last of them came now. */
function upToNow(entries: RawEntry[]): RawEntry[] {
  const by = Date.now() - Math.max(...entries.map(timeOf));
  return entries.map((entry) => ({ ...entry, timestamp: new Date(timeOf(entry) + by).toISOString() }));
}

const healthy = () => upToNow(recorded.slice(0, failing));
const failures = (from: number, to: number) =>
  recorded
    .slice(failing + from, failing + to)
    .map((entry, i) => ({ ...entry, timestamp: new Date(Date.now() + i).toISOString() }));

let emulator: Emulator;
afterEach(() => emulator.close());

const watch = (...args: string[]) =>
  start(['watch', '--emulator', emulator.grpc, '--project', 'netra-staging', '--since', '20m', ...args]);

describe('rca watch of a project', () => {
  it('reads what was before, follows the tail through its breaks, and tells what is new', async () => {
    emulator = await startEmulator();
    emulator.load(healthy());
    const watching = watch('--format', 'json');
    await watching.until('stdout', /"event":"watching"/);
    await watching.until(
      'stdout',
      /"event":"deployment","service":"netra-backend-staging","revision":"netra-backend-staging-00037-tgk"/,
    );
    expect(watching.printed.stdout).not.toContain('Infinite recursion');
    await vi.waitFor(() => expect(emulator.openTails).toBe(1), { timeout: 10_000, interval: 20 });
    emulator.append(failures(0, 20));
    emulator.breakTails('UNAVAILABLE');
    emulator.append(failures(20, 60));
    await watching.until('stdout', /"event":"source","connected":false/);
    await watching.until('stdout', /"event":"source","connected":true/);
    await watching.until('stdout', /"title":"Infinite recursion \(Python\)"/);
    await watching.until('stdout', /00037-tgk live for [\d.]+ s: \d+ new signatures?, \d root cause/);
    watching.child.kill('SIGINT');
    const { status, stdout, stderr } = await watching.outcome;
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as WatchEvent);
    expect([status, stderr]).toEqual([1, '']);
    expect(events.at(-1)).toMatchObject({ event: 'end', status: 1, why: 'stopped' });
  });

  it('a gate of a project without traffic cannot tell', async () => {
    emulator = await startEmulator();
    emulator.load(healthy());
    const { status, stdout } = await watch('--for', '1s').outcome;
    expect(status).toBe(3);
    expect(stdout).toContain('there was no traffic');
  });

  it('who may not read is told so', async () => {
    emulator = await startEmulator({ faults: [{ name: 'permission-denied', api: 'logging' }] });
    const { status, stderr } = await watch().outcome;
    expect(status).toBe(2);
    expect(stderr).toMatch(/roles\/logging\.viewer/);
  });
});
