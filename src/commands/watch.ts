import { setMaxListeners } from 'node:events';
import { type Following, follow } from './follow.ts';
import { hasFailed, outcome } from './gate.ts';
import { EXIT, type Io } from './io.ts';
import { checkWritable, exitStatus, outgoing, saveReport } from './output.ts';
import type { FailOn } from './scan-options.ts';
import { loadSettings, type Settings } from './settings.ts';
import { type WatchFlags, type WatchOptions, watchOptions } from './watch-options.ts';
import { type Output, Watch } from './watch-session.ts';

/** `rca watch`: follows a project or a pipe, on the screen or as lines. Returns the exit status. */
export async function watch(paths: string[], flags: WatchFlags, io: Io): Promise<number> {
  const options = watchOptions(paths, flags, io.env, io.now());
  if (options.scan.save !== null) await checkWritable(options.scan.save);
  const settings = await loadSettings(options.scan);
  return runWatch(await follow(options, settings, io), options, settings, io);
}

/** A watch whose source and settings are known. */
export async function runWatch(
  following: Following,
  options: WatchOptions,
  settings: Settings,
  io: Io,
): Promise<number> {
  const stop = new AbortController();
  const signal = AbortSignal.any([io.signal, stop.signal]);
  setMaxListeners(0, signal);
  const output = await openOutput(following, options, settings, io, () => stop.abort());
  const { failOn } = options.scan;
  const watching = new Watch(following, output, io, {
    span: options.span,
    isOver: (report) => options.span !== null && hasFailed(report, failOn),
  });
  try {
    await watching.run(signal);
  } catch (error) {
    await output.fail();
    throw error;
  }
  return end(watching, output, options, settings);
}

async function openOutput(
  following: Following,
  options: WatchOptions,
  settings: Settings,
  io: Io,
  stop: () => void,
): Promise<Output> {
  const { scan, format } = options;
  if (io.stdout.isTTY === true && scan.tui && format === null) {
    const { canOpenScreen } = await import('./stage.ts');
    if (canOpenScreen(io))
      return (await import('./watch-screen.ts')).openWatchScreen(following.analyzer, options, settings, io, stop);
  }
  return (await import('./watch-lines.ts')).openLines(format ?? 'text', settings, io, stop);
}

/** Saves the last report, says how it ended, and returns the exit status. */
async function end(watching: Watch, output: Output, { scan, span }: WatchOptions, settings: Settings): Promise<number> {
  const { report } = watching;
  const [status, why] = answer(watching, scan.failOn, span !== null);
  if (scan.save !== null) {
    const last = watching.last();
    if (last !== null) await saveReport(outgoing(last, settings), scan.save);
  }
  return output.end(report, status, why);
}

/** The exit status and why. A gate that was stopped, or whose pipe ended, answers with what it saw. */
function answer({ report, over, seen }: Watch, failOn: FailOn, isGate: boolean): [number, string] {
  if (over === 'failed') return [EXIT.findings, 'a new failure is certain'];
  const [status, why] = isGate
    ? outcome(report, failOn, seen)
    : [report === null ? EXIT.inconclusive : exitStatus(report, failOn), ''];
  const ended = over === 'ended' ? 'the input ended' : over === null ? 'stopped' : 'the time is over';
  return [status, why === '' ? ended : `${ended}, ${why}`];
}
