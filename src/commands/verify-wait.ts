import { sleep as realSleep } from '../sources/index.ts';
import { formatLag } from '../text/time.ts';
import { NoGoLive } from './collect.ts';
import { type Io, write } from './io.ts';
import type { ScanOptions } from './scan-options.ts';
import type { Once } from './verify.ts';

const SECOND = 1000;
/** Between two readings: this long at first, half as long again each time, at most the last. Milliseconds. */
const FIRST = 20 * SECOND;
const GROWTH = 1.5;
const LONGEST = 120 * SECOND;

/**
 * Reads again until the answer is certain, or the time is over, or Ctrl-C: then what is known by then. Between two readings as many
 * reads come back to the project's budget as the last one took.
 */
export async function untilCertain(
  once: () => Promise<Once>,
  wait: number,
  { readsPerMinute }: Pick<ScanOptions, 'readsPerMinute'>,
  io: Io,
): Promise<Once> {
  const sleep = io.sleep ?? realSleep;
  const end = io.now() + wait;
  let pause = FIRST;
  let known: Once | null = null;
  for (;;) {
    const read = await tried(once, known, end, io);
    // A reading that was broken off knows less than the whole one before it.
    if (read !== null && !(io.signal.aborted && known !== null)) known = read;
    if (known !== null && (known.verification.answer !== 'inconclusive' || io.signal.aborted)) return known;
    const left = (end - io.now()) / SECOND;
    if (known !== null && left <= 0) return known;
    const paced = readsPerMinute > 0 ? ((known?.pages ?? 1) / readsPerMinute) * 60 * SECOND : 0;
    const rest = Math.min(Math.max(pause, paced), Math.max(0, left));
    if (io.stderr.isTTY)
      await write(
        io.stderr,
        `${known?.verification.headline ?? 'No go-live yet'}; reading again in ${formatLag(rest)}\n`,
      );
    await sleep(rest, io.signal);
    if (io.signal.aborted && known !== null) return known;
    pause = Math.min(pause * GROWTH, LONGEST);
  }
}

/** A reading; null where no fix has gone live yet and there is time left for one to. */
async function tried(once: () => Promise<Once>, known: Once | null, end: number, io: Io): Promise<Once | null> {
  try {
    return await once();
  } catch (error) {
    if (error instanceof NoGoLive && known === null && io.now() < end && !io.signal.aborted) return null;
    if (io.signal.aborted && known !== null) return known;
    throw error;
  }
}
