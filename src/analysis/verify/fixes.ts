import type { Deployment, Micros } from '../../model.ts';
import { formatTime } from '../../text/time.ts';
import type { Span } from '../question.ts';
import { countsFrom, defaultBaseline, type Window } from '../window.ts';
import type { VerifyQuestion } from './question.ts';

/** A deployment that is verified on one service. */
export interface Fix {
  service: string;
  deployment: Deployment;
  begin: Micros;
  baseline: Span;
  /** From when on which revision is the fix's side; null = all are, from `begin`. */
  since: ReadonlyMap<string, Micros> | null;
  /** What served before it. */
  previous: Deployment | null;
  /** Of a fix that was named: what went live after it, and is on neither side, the first first. */
  later: readonly Later[];
}

/** A revision that went live after a fix, and from when on it counts. */
interface Later {
  revision: string;
  begin: Micros;
  from: Micros;
}

const HOUR = 3600 * 1_000_000;
const DAY = 24 * HOUR;

/** Deployments of a service that went live by `to`, oldest first. */
function goLives(deployments: Deployment[], service: string, to: Micros): Deployment[] {
  return deployments
    .filter((item) => item.service === service && item.liveAt !== null && item.liveAt <= to)
    .sort((a, b) => a.liveAt! - b.liveAt! || (a.revision < b.revision ? -1 : 1));
}

/** Shifts of more and more traffic to one revision are one fix: it begins with the first. */
function startOfRun(lives: Deployment[], index: number): number {
  let at = index;
  while (at > 0 && lives[at - 1]!.revision === lives[index]!.revision) at--;
  return at;
}

function fixAt(lives: Deployment[], index: number, to: Micros, question: VerifyQuestion): Fix {
  const start = startOfRun(lives, index);
  const deployment = lives[start]!;
  const since = new Map<string, Micros>();
  const isNamed = question.revision !== null;
  const run = lives.slice(start).filter(({ revision }) => !isNamed || revision === deployment.revision);
  for (const own of run) {
    if (!since.has(own.revision)) since.set(own.revision, countsFrom(own));
  }
  const others = lives.slice(start).filter((other) => !run.includes(other));
  const later = others.map((other) => ({ revision: other.revision, begin: other.liveAt!, from: countsFrom(other) }));
  const previous = start > 0 ? lives[startOfRun(lives, start - 1)]! : null;
  const begin = deployment.liveAt!;
  return {
    service: deployment.service,
    deployment,
    begin,
    baseline: question.baseline ?? baselineOf(begin, to, previous),
    since: deployment.revision === '' ? null : since,
    previous,
    later,
  };
}

/** As a scan's, and so far back that it shows the revision before and an hour of what was before that; at most a day. */
function baselineOf(begin: Micros, to: Micros, previous: Deployment | null): Span {
  const { from } = defaultBaseline(begin, to);
  const whole = previous === null ? from : previous.liveAt! - HOUR;
  return { from: Math.max(begin - DAY, Math.min(from, whole)), to: begin };
}

/**
 * What is verified, by service: the go-live of `--revision`, or of each service the last one, as far as they belong together: what went live
 * more than a day before the newest is nobody's fix any more, unless its service was named. Empty where there is none.
 */
export function fixesOf(deployments: Deployment[], question: VerifyQuestion, to: Micros): Fix[] {
  const services = [...new Set(deployments.map(({ service }) => service))].sort();
  const chosen = services.filter((service) => question.services.length === 0 || question.services.includes(service));
  const fixes = chosen.flatMap((service) => {
    const lives = goLives(deployments, service, to);
    const index =
      question.revision === null
        ? lives.length - 1
        : lives.findLastIndex(({ revision }) => revision === question.revision);
    return index < 0 ? [] : [fixAt(lives, index, to, question)];
  });
  const newest = Math.max(...fixes.map(({ begin }) => begin));
  return fixes
    .filter(({ begin }) => question.services.length > 0 || begin >= newest - DAY)
    .sort((a, b) => a.begin - b.begin || (a.service < b.service ? -1 : 1));
}

/** What to read for a verification: from the first fix on, and what was before each. null where there is no fix. */
export function verifyWindow(deployments: Deployment[], question: VerifyQuestion, span: Span | null): Window | null {
  // Before the end of a file is known nothing that went live is too late.
  const to = question.until ?? (span?.to ?? Number.POSITIVE_INFINITY) - (question.untilBack ?? 0);
  const fixes = fixesOf(deployments, question, to);
  const [first] = fixes;
  if (!first) return null;
  const { deployment, service, begin } = fixes.at(-1)!;
  const name = deployment.revision || `the deployment of ${service} named by hand`;
  const verb = deployment.kind === 'rollback' ? 'took the traffic back' : 'went live';
  const each = fixes.length > 1 ? ', each service since its own last go-live' : '';
  return {
    from: first.begin,
    to,
    baseline: { from: Math.min(...fixes.map(({ baseline }) => baseline.from)), to: first.begin },
    sentence: `since ${name} ${verb} at ${formatTime(begin)}${each}`,
    own: new Map(fixes.map(({ service, begin, baseline }) => [service, { from: begin, baseline }])),
  };
}

/** The fix of a service that was not deployed itself: by time, from when the newest one went live. */
export function elsewhere(service: string, fixes: Fix[]): Fix {
  const newest = fixes.at(-1)!;
  return { ...newest, service, since: null, previous: null, later: [] };
}

/** That a fix which was named is not the last that went live: what came after it is not counted. */
export function laterNotes(fixes: Fix[]): string[] {
  return fixes
    .filter(({ later }) => later.length > 0)
    .map(({ deployment, later }) => {
      const { revision, begin } = later[0]!;
      const more = later.length === 1 ? '' : ` (and ${later.length - 1} more since)`;
      const name = revision || 'another deployment';
      return `${name} went live at ${formatTime(begin)}${more}, after ${deployment.revision}: what it does is not counted; without --revision the last go-live is verified`;
    });
}

/** Whether what is live is what the report is about: then no fix has gone live yet. */
export function isNoFix({ deployment, begin }: Fix, { blamed, failingSince }: VerifyQuestion): boolean {
  return blamed.has(deployment.revision) || (failingSince !== null && begin <= failingSince);
}
