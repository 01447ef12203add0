import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model.ts';
import { FAILURES, healthy, lines, manySignatures, SOME } from './logs.ts';
import { type Running, start } from './process.ts';

const PADDING = lines(
  Array.from({ length: 400 }, (_, i) => ({
    ...healthy(20 + i),
    labels: { instanceId: 'i-1', padding: 'x'.repeat(1000) },
  })),
);

/** Writes `text` and so much more that the process must have worked on the text before it can take all: the pipe holds less. */
function feed({ child }: Running, text: string): Promise<void> {
  return new Promise((resolve) => child.stdin!.write(text + PADDING, () => resolve()));
}

describe.concurrent('Ctrl-C', () => {
  it('once, while a pipe goes on: the report of what was read, which says so', async () => {
    const running = start(['scan', '-', '--format', 'json']);
    await feed(running, lines(SOME));
    running.child.kill('SIGINT');
    const { status, stdout, stderr } = await running.outcome;
    const report = JSON.parse(stdout) as Report;
    expect(report.losses).toEqual([
      { reason: 'not-read', count: 1, detail: 'standard input: reading was stopped before its end' },
    ]);
    expect(report.signatures.map(({ count }) => count)).toEqual([FAILURES]);
    expect([status, stderr]).toEqual([1, '']);
  });

  it('once, and nothing was found: inconclusive', async () => {
    const running = start(['scan', '-']);
    await feed(running, '');
    running.child.kill('SIGINT');
    const { status, stdout, stderr } = await running.outcome;
    expect(stdout).toContain('| not-read | 1 | standard input: reading was stopped before its end |');
    expect([status, stderr]).toEqual([3, '']);
  });

  it('before a deployment was found: there is nothing to report', async () => {
    const running = start(['scan', '-', '--since', 'deploy']);
    await feed(running, lines(SOME));
    running.child.kill('SIGINT');
    const { status, stdout, stderr } = await running.outcome;
    expect(stderr).toBe(
      'rca: Interrupted before a go-live was found\n  Let it read on, name one with --deploy-at TIME, or use --since 2h.\n',
    );
    expect([status, stdout]).toEqual([2, '']);
  });

  it('twice: leaves at once', async () => {
    const running = start(['scan', '-', '--format', 'json']);
    const { child } = running;
    await feed(running, lines(manySignatures(300)));
    child.kill('SIGINT');
    // The report comes, so the first was heard; it does not fit the pipe, so the process is there for the second.
    await running.until('stdout', /"schema"/);
    child.stdout!.pause();
    child.kill('SIGINT');
    const status = await new Promise((resolve) => child.on('exit', resolve));
    child.stdout!.resume();
    expect(status).toBe(130);
    expect((await running.outcome).stderr).toBe('');
  });
});

describe.concurrent('SIGTERM', () => {
  it('ends a scan at once, with nothing on its outputs', async () => {
    const running = start(['scan', '-']);
    await feed(running, lines(SOME));
    running.child.kill('SIGTERM');
    expect(await running.outcome).toEqual({ status: 143, signal: null, stdout: '', stderr: '' });
  });
});

describe.concurrent('rca emulator', () => {
  it.each<[NodeJS.Signals, number]>([
    ['SIGINT', 0],
    ['SIGTERM', 143],
  ])('is ended by %s', async (signal, status) => {
    const running = start(['emulator', '--tls-port', '0', '--rest-port', '0']);
    await running.until('stdout', /\n/);
    running.child.kill(signal);
    const outcome = await running.outcome;
    const { grpc, tls, rest, caFile } = JSON.parse(outcome.stdout);
    for (const address of [grpc, tls, rest]) expect(address).toMatch(/^[\w.]+:\d+$/);
    expect(caFile).toMatch(/ca\.pem$/);
    expect(outcome).toMatchObject({ status, stderr: '' });
    expect(existsSync(caFile)).toBe(false);
  });
});

it('a mistake in a pipe that goes on is said at once', async () => {
  const running = start(['scan', '-']);
  running.child.stdin!.write('insertId: a1\nlogName: projects/demo/logs/x\n');
  const { status, stderr } = await running.outcome;
  expect(stderr).toMatch(/^rca: standard input is gcloud's YAML output/);
  expect(status).toBe(2);
});
