import type { Report } from '../model.ts';
import { type Collection, collect } from './collect.ts';
import type { Io } from './io.ts';
import { checkWritable, exitStatus, outgoing, printReport, saveReport } from './output.ts';
import { ProgressLine } from './progress.ts';
import { type ScanFlags, type ScanOptions, scanOptions } from './scan-options.ts';
import { loadSettings, type Settings } from './settings.ts';

/** `rca scan`: reads, analyses, and prints the report or opens the screen. Returns the exit status. */
export async function scan(paths: string[], flags: ScanFlags, io: Io): Promise<number> {
  const options = scanOptions(paths, flags, io.env, io.now());
  if (options.save !== null) await checkWritable(options.save);
  return runScan(options, await loadSettings(options), io);
}

/** A scan whose options and settings are known; `onReport` sees the report before it is printed. */
export async function runScan(
  options: ScanOptions,
  settings: Settings,
  io: Io,
  onReport: (report: Report) => void = () => {},
): Promise<number> {
  const collection = collect(options, settings, io);
  if (io.stdout.isTTY === true && options.tui && options.format === null) {
    const { canOpenScreen } = await import('./stage.ts');
    if (canOpenScreen(io)) return (await import('./screen.ts')).openScreen(collection, options, settings, io, onReport);
  }
  const progress = new ProgressLine(io.stderr, io.now);
  try {
    await collection.read((state) => progress.show(state));
  } finally {
    progress.clear();
  }
  return finish(collection, options, settings, io, onReport);
}

async function finish(
  { analyzer, question }: Collection,
  options: ScanOptions,
  settings: Settings,
  io: Io,
  onReport: (report: Report) => void,
): Promise<number> {
  const snapshot = analyzer.snapshot(question);
  if (!snapshot) throw new Error('the window was known while reading, and is not now');
  onReport(snapshot);
  const report = outgoing(snapshot, settings);
  try {
    if (options.save !== null) await saveReport(report, options.save);
  } finally {
    await printReport(report, options.format ?? (io.stdout.isTTY ? 'text' : 'markdown'), io);
  }
  return exitStatus(report, options.failOn);
}
