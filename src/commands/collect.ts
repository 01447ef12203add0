import { type Analyzer, type Question, resolveWindow, type Since, type Span, type Window } from '../analysis/index.ts';
import { UserError } from '../errors.ts';
import type { Deployment, Progress, SourceBatch } from '../model.ts';
import type { CloudSource } from '../sources/cloud/options.ts';
import { bytesOf, readFiles } from '../sources/index.ts';
import { formatTime } from '../text/time.ts';
import { firstLevel, following } from './following.ts';
import type { Io } from './io.ts';
import { isWorthThread, readInThread } from './read-in-thread.ts';
import type { ScanOptions } from './scan-options.ts';
import type { Settings } from './settings.ts';
import { feedBatch, filesOf, newAnalyzer, projectOf } from './sources.ts';

/** An analysis under way: what was fed so far, and the question that its snapshots answer. */
export interface Collection<Q extends Question = Question> {
  analyzer: Analyzer;
  question: Q;
  /** Reads the source to its end, or to `signal` (the first Ctrl-C where none is given); `onBatch` after each batch. */
  read(onBatch: OnBatch, signal?: AbortSignal): Promise<void>;
}

/** Told how far the reading is; reading waits for it. */
type OnBatch = (progress: Progress | null) => void | Promise<void>;

interface Reading {
  onBatch: OnBatch;
  signal: AbortSignal;
}

/** Cloud Logging is late by some seconds: what is younger is not read. */
const SETTLED = 30 * 1_000_000;

/** What is asked, and the window that it needs read; null where no deployment opens one. */
export interface Asked<Q extends Question> {
  question: Q;
  window(deployments: Deployment[], span: Span | null): Window | null;
  /** What to do where none is known, besides naming one. */
  instead: string;
}

/** Which deployments were looked for in vain: nothing has gone live that a window could open at. */
export class NoGoLive extends UserError {}

/** Sets up the analysis of what the options name: files, a pipe, or a Google Cloud project. Nothing is read yet. */
export function collect(options: ScanOptions, settings: Settings, io: Io): Collection {
  const question = questionOf(options, settings, io);
  const window: Asked<Question>['window'] = (deployments, span) => resolveWindow(deployments, question, span);
  return collectFor({ question, window, instead: 'or use --since 2h' }, options, settings, io);
}

/** What a scan with these options asks. */
export function questionOf(options: ScanOptions, settings: Settings, io: Io): Question {
  const fromFiles = options.paths.length > 0;
  return {
    ...(fromFiles ? spanOfFiles(options) : spanOfProject(options, io)),
    baseline: options.baseline,
    services: options.services.length > 0 ? options.services : settings.config.services,
    seesHealthy: fromFiles,
    project: options.project ?? settings.config.project,
    timezone: options.localTimes ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC',
    sources: options.paths.map((path) => (path === '-' ? 'standard input' : path)),
    notes: [],
    stakes: settings.config.stakes,
    muted: settings.config.muted,
    known: settings.config.known,
  };
}

/** An export ends when it was made: a duration counts back from its last entry. */
function spanOfFiles({ since, until, backs }: ScanOptions): Pick<Question, 'since' | 'until' | 'untilBack'> {
  return {
    since: backs.since === null ? (since ?? { kind: 'auto' }) : { kind: 'back', by: backs.since },
    until: backs.until === null ? until : null,
    ...(backs.until === null ? {} : { untilBack: backs.until }),
  };
}

function spanOfProject({ since, until }: ScanOptions, io: Io): Pick<Question, 'since' | 'until'> {
  return { since: since ?? { kind: 'deploy', back: 1 }, until: until ?? io.now() - SETTLED };
}

/** The same for any question. */
export function collectFor<Q extends Question>(
  { question, window, instead }: Asked<Q>,
  options: ScanOptions,
  settings: Settings,
  io: Io,
): Collection<Q> {
  const analyzer = newAnalyzer(options, settings);
  const readAll = options.paths.length > 0 ? readExports : readProject;
  return {
    analyzer,
    question,
    read: (onBatch, signal = io.signal) =>
      readAll({ analyzer, question, window, instead }, options, settings, io, { onBatch, signal }),
  };
}

type Fed = Pick<Collection, 'analyzer' | 'question'> & Omit<Asked<Question>, 'question'>;

/** Returns what was not read, in words. */
async function feed(analyzer: Analyzer, batches: AsyncIterable<SourceBatch>, { onBatch }: Reading): Promise<string[]> {
  const unread: string[] = [];
  for await (const batch of batches) {
    unread.push(
      ...batch.losses.filter(({ reason }) => reason === 'quota' || reason === 'not-read').map(({ detail }) => detail),
    );
    await onBatch(feedBatch(analyzer, batch));
  }
  return unread;
}

async function readExports(fed: Fed, options: ScanOptions, settings: Settings, io: Io, reading: Reading) {
  const { analyzer, question } = fed;
  const file = filesOf(options, question, settings, io);
  const bytes = await bytesOf(file.paths);
  const level = firstLevel(bytes);
  analyzer.follow(level);
  const batches = isWorthThread(bytes)
    ? readInThread(file, settings.rules, reading.signal, level)
    : readFiles(file, following(settings.reduction, level), reading.signal);
  await feed(analyzer, batches, reading);
  if (question.since.kind !== 'auto') requireWindow(fed, { where: 'in these files', signal: reading.signal });
}

async function readProject(fed: Fed, options: ScanOptions, settings: Settings, io: Io, reading: Reading) {
  const { question } = fed;
  const { openCloud } = await import('../sources/cloud/index.ts');
  const cloud = await openCloud(projectOf(options, question, settings, io));
  try {
    question.project = cloud.project;
    question.sources = [`project ${cloud.project}`];
    await readInSteps(cloud, fed, options, settings, io, reading);
    question.notes.push(...cloud.notes);
  } finally {
    await cloud.close();
  }
}

/** Deployments first: they decide the window; then the window and its baseline. */
async function readInSteps(
  cloud: CloudSource,
  fed: Fed,
  options: ScanOptions,
  settings: Settings,
  io: Io,
  reading: Reading,
) {
  const { analyzer, question } = fed;
  const to = question.until ?? io.now() - SETTLED;
  const from = Math.min(to - options.lookback, question.since.kind === 'time' ? question.since.at : to);
  const unread = await feed(analyzer, cloud.readDeployments({ from, to }, reading.signal), reading);
  const first = options.deployAt[0];
  if (question.since.kind === 'deploy' && first && !fed.window(analyzer.deployments(), { from, to })) {
    // A deployment named by hand, in a project whose logs show none: the window opens there.
    const at = Math.min(...options.deployAt.map(({ time }) => time));
    question.since = { kind: 'time', at } satisfies Since;
  }
  const window = requireWindow(fed, {
    where: `in project ${cloud.project} since ${formatTime(from)}`,
    span: { from, to },
    unread,
    signal: reading.signal,
  });
  await feed(
    analyzer,
    cloud.readWindow({ window, baseline: window.baseline }, settings.reduction, reading.signal),
    reading,
  );
}

/** Where a go-live was looked for, and what of it was not read. */
interface Search {
  where: string;
  span?: Span;
  unread?: string[];
  signal: AbortSignal;
}

/** The window that the question asks for; UserError where it names a deployment that nothing shows. */
function requireWindow(
  { analyzer, question, window: windowOf, instead }: Fed,
  { where, span, unread = [], signal }: Search,
) {
  const window = windowOf(analyzer.deployments(), span ?? null);
  if (window) return window;
  if (signal.aborted) {
    throw new UserError(
      'Interrupted before a go-live was found',
      `Let it read on, name one with --deploy-at TIME, ${instead}.`,
    );
  }
  const { since } = question;
  const but = unread.length > 0 ? `; not all was read: ${unread.join('; ')}` : '';
  if (since.kind === 'revision') {
    const names = [...new Set(analyzer.deployments().map(({ revision }) => revision))].filter(Boolean).slice(-5);
    const seen = names.length > 0 ? `Seen: ${names.join(', ')}.` : 'No revision was seen.';
    throw new NoGoLive(
      `No go-live of revision ${since.name} was found ${where}${but}`,
      `${seen} ${instead.charAt(0).toUpperCase()}${instead.slice(1)}.`,
    );
  }
  const which =
    since.kind === 'deploy' && since.back > 1 ? `No ${since.back} go-lives of a service were` : 'No go-live was';
  throw new NoGoLive(`${which} found ${where}${but}`, `Name one with --deploy-at TIME, ${instead}.`);
}
