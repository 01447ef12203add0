/** What the tests of the tail share: a log that is written while it is followed, and what came of it. */
import { expect, vi } from 'vitest';
import type { Emulator } from '../../../src/emulator/index.ts';
import type { Loss, Micros, RawEntry, SourceState, Tally } from '../../../src/model.ts';
import {
  type CloudOptions,
  type CloudReduction,
  type CloudSource,
  openCloud,
  type TailRequest,
} from '../../../src/sources/cloud/index.ts';
import { sleep } from '../../../src/sources/cloud/sleep.ts';
import type { TailTiming } from '../../../src/sources/cloud/tail-timing.ts';
import { formatTime } from '../../../src/text/time.ts';
import { entryAt, NO_HITS, optionsFor, requestAt } from './setup.ts';

/** Everything a tail waits for, short enough to be waited for. */
export const FAST: TailTiming = {
  bufferMs: 20,
  openMs: 10,
  keepaliveMs: 60_000,
  keepaliveTimeoutMs: 60_000,
  renewMs: 3_600_000,
  deadlineMs: 3_600_000,
  handoverMs: 80,
  settleMs: 200,
  firstBackoffMs: 10,
  longestBackoffMs: 40,
  steadyMs: 60_000,
  quotaPauseMs: 40,
  overlapMs: 2000,
  seenMs: 60_000,
};

export const now = (): Micros => Date.now() * 1000;

/** Notices a frozen connection. A busy machine may take a live one for frozen, which costs a reconnect. */
export const NOTICES = { keepaliveMs: 100, keepaliveTimeoutMs: 200 };

/** A tail that is being followed, with all that came so far. */
export interface Followed {
  source: CloudSource;
  ids: string[];
  tallies: Tally[];
  losses: Loss[];
  states: SourceState[];
  state(): SourceState;
  /** Entries that came, those included that were only counted. */
  count(): number;
  /** Pages read by list. */
  pages(): number;
  ended: Promise<void>;
  stop(): Promise<void>;
}

export interface FollowOptions {
  cloud?: Partial<CloudOptions>;
  timing?: Partial<TailTiming>;
  from?: Micros;
  reduction?: CloudReduction;
  /** Waited for before each batch is taken. */
  each?: () => Promise<void>;
}

/** Follows a project of the emulator; `ended` rejects where the tail fails. */
export async function follow(emulator: Pick<Emulator, 'grpc'>, options: FollowOptions = {}): Promise<Followed> {
  const source = await openCloud(optionsFor(emulator, { now, sleep, ...options.cloud }));
  const control = new AbortController();
  const request: TailRequest = {
    from: options.from ?? now(),
    timing: { ...FAST, ...options.timing },
    random: () => 0.5,
  };
  const got = { ids: [] as string[], tallies: [] as Tally[], losses: [] as Loss[], states: [] as SourceState[] };
  let pages = 0;
  const run = async () => {
    for await (const batch of source.tail(request, options.reduction ?? NO_HITS, control.signal)) {
      await options.each?.();
      got.ids.push(...batch.entries.map((entry) => entry.id));
      got.tallies.push(...batch.tallies);
      got.losses.push(...batch.losses);
      got.states.push(batch.state);
      pages = batch.progress?.done ?? pages;
    }
  };
  const ended = run().finally(() => source.close());
  ended.catch(() => {});
  return {
    ...{ source, ...got, ended },
    state: () => got.states.at(-1) ?? { text: '', connected: false },
    count: () => got.ids.length + sum(got.tallies, 'entries'),
    pages: () => pages,
    stop() {
      control.abort();
      return ended;
    },
  };
}

export const sum = (tallies: Tally[], what: 'entries' | 'requests'): number =>
  tallies.reduce((all, tally) => all + tally[what], 0);

/** Waits until it holds, looking every few milliseconds. */
export const until = (check: () => void, timeout = 10_000): Promise<void> =>
  vi.waitFor(check, { interval: 3, timeout });

/** Waits until entries come and nothing is missing any more. */
export const untilFollowing = (tail: Followed): Promise<void> =>
  until(() => expect(tail.state()).toEqual({ text: 'following', connected: true }));

let written = 0;

/** An entry of now: a failure, a healthy line or a request, each with an id of its own. */
export function written1(what: 'failure' | 'line' | 'request', at = now()): RawEntry {
  const id = `w${String(written++).padStart(6, '0')}`;
  const timestamp = formatTime(at);
  if (what === 'request') return { ...requestAt(0, 200, id), timestamp };
  const more = what === 'failure' ? { severity: 'ERROR', textPayload: `boom ${id}` } : { textPayload: `fine ${id}` };
  return { ...entryAt(0, more, id), timestamp };
}
