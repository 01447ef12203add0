import { type Verified, type VerifyQuestion, verifyWindow } from '../analysis/index.ts';
import type { Report, Verification } from '../model.ts';
import { collectFor, questionOf } from './collect.ts';
import { EXIT, type Io } from './io.ts';
import { checkWritable, outgoing, printReport, saveReport } from './output.ts';
import { ProgressLine } from './progress.ts';
import { readSaved } from './report.ts';
import { loadSettings, type Settings } from './settings.ts';
import { checkNames, readWords } from './verify-names.ts';
import { type VerifyFlags, type VerifyOptions, verifyOptions, withPaths } from './verify-options.ts';
import { type Reported, targetsOf } from './verify-report.ts';
import { untilCertain } from './verify-wait.ts';

const STATUS: Record<Verification['answer'], number> = {
  fixed: EXIT.ok,
  'not-fixed': EXIT.findings,
  inconclusive: EXIT.inconclusive,
};

/** What there is to verify, besides the options. */
type Wanted = Pick<VerifyQuestion, 'targets' | 'blamed' | 'failingSince' | 'seenBefore'>;

/** `rca verify`: reads, holds each signature against the fix, and prints the verification. Returns the exit status. */
export async function verify(words: string[], flags: VerifyFlags, io: Io): Promise<number> {
  const flagged = verifyOptions(flags, io.env, io.now());
  const settings = await loadSettings(flagged.scan);
  const { targets, paths } = readWords(words, new Set(settings.rules.map(({ id }) => id)));
  const options = withPaths(flagged, paths);
  if (options.scan.save !== null) await checkWritable(options.scan.save);
  const reported = options.sinceReport === null ? null : await readReported(options.sinceReport);
  const wanted = {
    targets: targets.length === 0 && reported === null ? null : [...targets, ...(reported?.targets ?? [])],
    blamed: reported?.blamed ?? new Set<string>(),
    failingSince: reported?.failingSince ?? null,
    seenBefore: reported?.names ?? new Set<string>(),
  };
  const once = () => readOnce(options, wanted, settings, io);
  const { verification } =
    options.wait === null ? await once() : await untilCertain(once, options.wait, options.scan, io);
  return finish(verification, options, settings, io);
}

async function readReported(file: string): Promise<Reported> {
  return targetsOf((await readSaved(file, 'report')) as Report, file);
}

/** One reading, and what it says. `pages`: how many entries.list requests it took. */
export interface Once {
  verification: Verification;
  pages: number;
}

async function readOnce({ scan, revision }: VerifyOptions, wanted: Wanted, settings: Settings, io: Io): Promise<Once> {
  const question: VerifyQuestion = { ...questionOf(scan, settings, io), ...wanted, revision };
  const asked = {
    question,
    window: (deployments: Parameters<typeof verifyWindow>[0], span: Parameters<typeof verifyWindow>[2]) =>
      verifyWindow(deployments, question, span),
    instead: scan.paths.length > 0 ? 'or add the entries around it' : 'or reach further back with --lookback',
  };
  const collection = collectFor(asked, scan, settings, io);
  const progress = new ProgressLine(io.stderr, io.now);
  let pages = 0;
  try {
    await collection.read((state) => {
      if (state?.unit === 'pages') pages = Math.max(pages, state.done);
      progress.show(state);
    });
  } finally {
    progress.clear();
  }
  const verified: Verified | null = collection.analyzer.verify(question);
  if (!verified) throw new Error('the fix was known while reading, and is not now');
  checkNames(verified, whereOf(question));
  return { verification: verified.verification, pages };
}

function whereOf({ sources }: VerifyQuestion): string {
  return `in ${sources.join(', ')}`;
}

async function finish(
  verification: Verification,
  { scan }: VerifyOptions,
  settings: Settings,
  io: Io,
): Promise<number> {
  const shown = outgoing(verification, settings);
  try {
    if (scan.save !== null) await saveReport(shown, scan.save);
  } finally {
    await printReport(shown, scan.format ?? (io.stdout.isTTY ? 'text' : 'markdown'), io);
  }
  return STATUS[verification.answer];
}
