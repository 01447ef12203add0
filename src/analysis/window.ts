import type { Deployment, Micros } from '../model.ts';
import { formatLag, formatTime } from '../text/time.ts';
import type { Question, Span } from './question.ts';
import { isPlaced } from './untimed.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;

export interface Window extends Span {
  baseline: Span | null;
  /** How it was chosen, one sentence. */
  sentence: string;
  /** Where a service's own deployment opens it later: each service is judged against its own. */
  own: ReadonlyMap<string, { from: Micros; baseline: Span }>;
}

/** The window as it is for one service. */
export function windowOf(window: Window, service: string): Window {
  const own = window.own.get(service);
  return own ? { ...window, ...own } : window;
}

/** When a deployment began to matter: its go-live; of one that never went live, its creation. */
export function beginOf(deployment: Deployment): Micros | null {
  return deployment.liveAt ?? (deployment.kind === 'failed' ? deployment.createdAt : null);
}

/** Whether a deployment only moved traffic between revisions that were there. */
export function isShift({ kind }: Pick<Deployment, 'kind'>): boolean {
  return kind === 'traffic' || kind === 'rollback';
}

/** A revision that traffic was shifted to had been there before; another one may fail while it starts, before it is live. */
export function countsFrom(deployment: Deployment): Micros {
  const begin = beginOf(deployment)!;
  return isShift(deployment) ? begin : Math.min(begin, deployment.createdAt ?? begin) - MINUTE;
}

/** Go-lives of one service, newest first. */
function goLives(deployments: Deployment[], service: string): Deployment[] {
  return deployments
    .filter((deployment) => deployment.service === service && beginOf(deployment) !== null)
    .sort((a, b) => beginOf(b)! - beginOf(a)! || (a.revision < b.revision ? 1 : -1));
}

function servicesOf(deployments: Deployment[], question: Question): string[] {
  return question.services.length > 0
    ? question.services
    : [...new Set(deployments.map((deployment) => deployment.service))].sort();
}

/** The deployments that `--since` names, the earliest first: of each service its own n-th last go-live. */
function openings(deployments: Deployment[], question: Question, to: Micros): Deployment[] {
  const { since } = question;
  if (since.kind === 'time' || since.kind === 'back') return [];
  if (since.kind === 'revision') {
    return deployments
      .filter((deployment) => deployment.revision === since.name && beginOf(deployment) !== null)
      .slice(0, 1);
  }
  const back = since.kind === 'deploy' ? since.back : 1;
  const chosen = servicesOf(deployments, question).flatMap((service) => {
    const before = goLives(deployments, service).filter((deployment) => beginOf(deployment)! <= to);
    const lives = before.filter((deployment) => deployment.liveAt !== null);
    return (lives.length > 0 ? lives : before).slice(back - 1, back);
  });
  return chosen.sort((a, b) => beginOf(a)! - beginOf(b)! || (a.service < b.service ? -1 : 1));
}

/** As long as the window, at least 1 h, at most 24 h, ending where the window starts. */
export function defaultBaseline(from: Micros, to: Micros): Span {
  return { from: from - Math.min(24 * HOUR, Math.max(HOUR, to - from)), to: from };
}

/**
 * The window that a question is about.
 *
 * @param span of everything read; null = nothing timed was read
 * @returns null where `--since` names a deployment that is not known
 */
export function resolveWindow(deployments: Deployment[], question: Question, span: Span | null): Window | null {
  const last = span?.to ?? 0;
  const to = question.until ?? last - (question.untilBack ?? 0);
  const { since } = question;
  const baselineFor = (from: Micros) => question.baseline ?? defaultBaseline(from, to);
  if (since.kind === 'time' || since.kind === 'back') {
    const end = question.until ?? last;
    const from = since.kind === 'time' ? since.at : end - since.by;
    const which = question.until === null ? 'the last entry that was read, at ' : '';
    const back = since.kind === 'time' ? '' : `, ${formatLag(since.by / 1000)} before ${which}${formatTime(end)}`;
    return { from, to, baseline: baselineFor(from), sentence: `since ${formatTime(from)}${back}`, own: new Map() };
  }
  const until = question.untilBack === undefined ? question.until : to;
  const opened = openings(deployments, question, until ?? Number.POSITIVE_INFINITY);
  const [deployment] = opened;
  if (deployment) {
    const from = beginOf(deployment)!;
    const name = deployment.revision || `the deployment of ${deployment.service} named by hand`;
    const verb =
      deployment.liveAt === null
        ? 'was created and never became ready'
        : deployment.kind === 'rollback'
          ? 'took the traffic back'
          : 'went live';
    const own = new Map(
      opened.map((item) => [item.service, { from: beginOf(item)!, baseline: baselineFor(beginOf(item)!) }]),
    );
    const each = own.size > 1 ? ', each service since its own last one' : '';
    return {
      from,
      to,
      baseline: baselineFor(from),
      sentence: `since ${name} ${verb} at ${formatTime(from)}${each}`,
      own,
    };
  }
  if (since.kind !== 'auto') return null;
  const sentence = 'everything read: no deployment was found in it, so there is no baseline';
  return { from: span?.from ?? 0, to, baseline: question.baseline, sentence, own: new Map() };
}

/** Whether a member lies in the span; what has no time lies in every one. */
export function within(time: Micros, span: Span): boolean {
  return isPlaced(time) || (time >= span.from && time <= span.to);
}

/** Whether a time lies in the baseline; the window is always cut out of it. */
export function inBaseline(time: Micros, window: Window): boolean {
  return window.baseline !== null && time >= window.baseline.from && time < window.baseline.to && !within(time, window);
}
