/** `rca watch -` as a process: a pipe that goes on, lines as things happen. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { expandScenario, loadScenario } from '../../src/emulator/scenarios/index.ts';
import type { WatchEvent } from '../../src/model.ts';
import { mistakeOf } from './in-process.ts';
import { start } from './process.ts';

const folder = resolve(import.meta.dirname, '../../scenarios');
const read = (name: string): unknown => parse(readFileSync(join(folder, `${name}.yaml`), 'utf8'));
const { entries } = expandScenario(loadScenario('recursion', read));
const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
const incident = lines.join('');
const FIRST_TRACE = entries.findIndex(({ textPayload }) => String(textPayload).includes('RecursionError'));

const eventsOf = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as WatchEvent);

describe('rca watch -', () => {
  it('tells of deployments and failures while the pipe is open, and ends with it', async () => {
    const watch = start(['watch', '-']);
    watch.child.stdin!.write(lines.slice(0, FIRST_TRACE).join(''));
    await watch.until('stdout', /DEPLOYED {2}netra-backend-staging-00037-tgk went live/);
    expect(watch.printed.stdout).not.toContain('Infinite recursion');
    watch.child.stdin!.write(lines.slice(FIRST_TRACE).join(''));
    await watch.until('stdout', /NEW +netra-backend-staging: Infinite recursion/);
    watch.child.stdin!.end();
    const { status, stdout, stderr } = await watch.outcome;
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(
      /VERDICT {3}netra-backend-staging-00037-tgk live for .*: \d+ new signatures, \d+ root cause/,
    );
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/ END +the input ended: RecursionError/);
  });

  it('--for is a gate: it fails while the pipe is still open', async () => {
    const gate = start(['watch', '-', '--for', '10m', '--format', 'json']);
    gate.child.stdin!.write(incident);
    const { status, stdout } = await gate.outcome;
    expect(status).toBe(1);
    const events = eventsOf(stdout);
    expect(events.filter(({ event }) => event === 'signature')).not.toHaveLength(0);
    expect(events.at(-1)).toMatchObject({ event: 'end', status: 1, why: 'a new failure is certain' });
  });

  it('Ctrl-C ends it with what was seen, without a word of loss', async () => {
    const watch = start(['watch', '-', '--format', 'json']);
    watch.child.stdin!.write(lines.slice(0, FIRST_TRACE).join(''));
    await watch.until('stdout', /"event":"deployment"/);
    watch.child.kill('SIGINT');
    const { status, stdout } = await watch.outcome;
    expect(eventsOf(stdout).at(-1)).toMatchObject({ event: 'end', why: 'stopped' });
    expect(stdout).not.toContain('not-read');
    expect([0, 1]).toContain(status);
  });

  it('ends when nobody reads it any more', async () => {
    const watch = start(['watch', '-']);
    watch.child.stdin!.write(lines.slice(0, FIRST_TRACE).join(''));
    await watch.until('stdout', /DEPLOYED/);
    watch.child.stdout!.destroy();
    watch.child.stdin!.write(lines.slice(FIRST_TRACE).join(''));
    expect((await watch.outcome).signal).toBeNull();
  });
});

describe('mistakes', () => {
  it.each([
    [['watch', 'app.log'], /app\.log is a file\n.*tail -F app\.log \| rca watch -/],
    [['watch', '-', '--for', 'soon'], /--for: 'soon' is not a duration/],
    [['watch', '-', '--for', '0s'], /--for: 0 is no time to watch/],
    [['watch', '-', '--format', 'yaml'], /--format: 'yaml' is not known\n.*text, json/],
    [['watch', '-', '--until', '1h'], /unknown option '--until'/],
  ])('%j', async (args, message) => {
    expect(await mistakeOf(args)).toMatch(message);
  });
});
