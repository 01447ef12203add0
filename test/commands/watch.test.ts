/** A watch of a source that does what it is told, printed as lines. */
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Following } from '../../src/commands/follow.ts';
import type { Io } from '../../src/commands/io.ts';
import type { Settings } from '../../src/commands/settings.ts';
import { runWatch } from '../../src/commands/watch.ts';
import { watchOptions } from '../../src/commands/watch-options.ts';
import type { Report, SourceState, WatchEvent } from '../../src/model.ts';
import { incidentC } from '../tui/fixtures/incident-c.ts';

const FLAGS = { lookback: '1d', maxReads: '10', tui: true, failOn: 'new', rules: true, redact: false, format: 'json' };
const lost: SourceState = { text: 'reconnecting in 4 s', connected: false };

interface Setup {
  flags?: Partial<Parameters<typeof watchOptions>[1]>;
  report?: () => Report;
  read(tools: {
    batch: Parameters<Following['read']>[1];
    entries(count: number): void;
    time: Clock;
    signal: AbortSignal;
  }): Promise<void>;
}

/** The watch's own clock: `pass` lets its time be over. */
interface Clock {
  pass(): void;
  over: Promise<void>;
}

async function watch({ flags = {}, report = incidentC, read }: Setup) {
  const analyzer = { entries: 0, snapshot: () => report() };
  const stdout = new PassThrough();
  let printed = '';
  stdout.on('data', (chunk) => {
    printed += chunk;
  });
  let pass = () => {};
  const over = new Promise<void>((resolve) => {
    pass = resolve;
  });
  const interrupt = new AbortController();
  const io = {
    ...{ stdin: new PassThrough(), stdout, stderr: new PassThrough(), env: {} },
    now: () => Date.parse('2025-09-09T20:00:00Z') * 1000,
    signal: interrupt.signal,
    sleep: () => over,
  } as unknown as Io;
  const following = {
    analyzer,
    question: () => ({}),
    async read(...[onStart, batch, signal]: Parameters<Following['read']>) {
      onStart();
      const entries = (count: number) => {
        analyzer.entries += count;
      };
      await Promise.race([
        read({ batch, entries, time: { pass, over }, signal }),
        new Promise((resolve) => signal.addEventListener('abort', resolve)),
      ]);
    },
  } as unknown as Following;
  const options = watchOptions(['-'], { ...FLAGS, ...flags } as never, {}, 0);
  const status = await runWatch(following, options, { redactor: null } as Settings, io);
  const events = printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as WatchEvent);
  return { status, events, end: events.at(-1) as Extract<WatchEvent, { event: 'end' }> };
}

const never = () => new Promise<void>(() => {});
const quiet = (): Report => ({ ...incidentC(), diagnoses: [], signatures: [], losses: [] });

describe('a watch', () => {
  it('of a pipe ends with it: 1 where there are findings', async () => {
    const { status, events, end } = await watch({ read: async ({ batch }) => batch(null, null) });
    expect(status).toBe(1);
    expect(events[0]!.event).toBe('watching');
    expect(events.some(({ event }) => event === 'signature')).toBe(true);
    expect(end).toMatchObject({ event: 'end', status: 1, why: 'the input ended' });
  });

  it('says how its source is, once for each change', async () => {
    const { events } = await watch({
      report: quiet,
      async read({ batch }) {
        await batch(null, null);
        // Until the first report was shown.
        await new Promise((resolve) => setTimeout(resolve));
        for (const state of [lost, lost, { text: 'following', connected: true }]) await batch(null, state);
      },
    });
    expect(events.filter(({ event }) => event === 'source')).toMatchObject([
      { connected: false, state: 'reconnecting in 4 s' },
      { connected: true },
    ]);
  });

  it('hands on what a snapshot fails with, and reads no further', async () => {
    const report = () => {
      throw new Error('broken');
    };
    let stopped = false;
    const read: Setup['read'] = async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      stopped = true;
    };
    await expect(watch({ report, read })).rejects.toThrow('broken');
    expect(stopped).toBe(true);
  });
});

describe('a gate', () => {
  const gate = { for: '10m' };

  it('ends as soon as a failure is certain', async () => {
    const { status, end } = await watch({ flags: gate, read: never });
    expect(status).toBe(1);
    expect(end.why).toBe('a new failure is certain');
  });

  it('is open where the time is over without a failure', async () => {
    const { status, end } = await watch({
      flags: gate,
      report: quiet,
      async read({ entries, batch, time }) {
        entries(5);
        await batch(null, null);
        time.pass();
        await never();
      },
    });
    expect([status, end.why]).toEqual([0, 'the time is over, no new failure']);
  });

  it('cannot tell without traffic', async () => {
    const read: Setup['read'] = async ({ time }) => {
      time.pass();
      await never();
    };
    const { status, end } = await watch({ flags: gate, report: quiet, read });
    expect([status, end.why]).toEqual([3, 'the time is over, there was no traffic']);
  });

  it('cannot tell where the tail is lost', async () => {
    const read: Setup['read'] = async ({ time, entries, batch }) => {
      entries(5);
      await batch(null, lost);
      time.pass();
      await never();
    };
    const { status, end } = await watch({ flags: gate, report: quiet, read });
    expect([status, end.why]).toEqual([3, 'the time is over, the tail was lost']);
  });

  it('--fail-on never lets everything pass', async () => {
    const read: Setup['read'] = async ({ time }) => {
      time.pass();
      await never();
    };
    expect((await watch({ flags: { ...gate, failOn: 'never' }, read })).status).toBe(0);
  });
});
