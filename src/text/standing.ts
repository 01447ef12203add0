/** How a deployment stands, in one sentence that forms as evidence comes. */
import type { Diagnosis, Report, ReportDeployment } from '../model.ts';
import { formatLag, parseTime } from './time.ts';

/** Go-lives are written to the second, windows open at them. */
const AT_ONCE = 2_000_000;
const FIRST_MINUTES = 600_000;

/** When a deployment began to matter, RFC 3339: its go-live; of one that failed, its creation; null where neither is known. */
export function beganAt({ liveAt, createdAt, kind }: ReportDeployment): string | null {
  return liveAt ?? (kind === 'failed' ? createdAt : null);
}

/** The deployment of a report's window that began last; null where there is none. */
export function newestDeployment({ deployments, scope }: Report): ReportDeployment | null {
  const from = time(scope.from) - AT_ONCE;
  const to = time(scope.to);
  const inside = deployments.filter((item) => time(beganAt(item)) >= from && time(beganAt(item)) <= to);
  const later = (a: ReportDeployment, b: ReportDeployment) =>
    time(beganAt(b)) - time(beganAt(a)) || (a.revision < b.revision ? 1 : -1);
  return inside.sort(later)[0] ?? null;
}

/**
 * `backend-00043 live for 40 s: 2 new signatures, 1 worse, 1 root cause`; `… nothing new so far` where nothing is blamed on it. How long is told
 * by the end of the report's window.
 *
 * @param name how the deployment is called
 */
export function standingOf(deployment: ReportDeployment, report: Report, name = nameOf(deployment)): string {
  const ms = Math.max(0, time(report.scope.to) - time(beganAt(deployment))) / 1000;
  // Seconds matter in the first minutes.
  const since = ms < FIRST_MINUTES ? formatLag(ms) : formatLag(ms).replace(/ \d\d s$/, '');
  return `${what(deployment, name, since)}: ${inWords(blamedOn(deployment, report))}`;
}

function nameOf({ revision, service }: ReportDeployment): string {
  return revision || `the deployment of ${service || 'all services'}`;
}

function what({ kind }: ReportDeployment, name: string, ago: string): string {
  if (kind === 'failed') return `${name} failed to become ready ${ago} ago`;
  if (kind === 'rollback') return `back on ${name} for ${ago}`;
  return kind === 'traffic' ? `${name} with traffic for ${ago}` : `${name} live for ${ago}`;
}

type Blaming = Pick<Diagnosis, 'deployment'>;

/** What picks, of diagnoses and signatures, those that a deployment is named for. */
export function namedFor({ service, revision }: ReportDeployment): (item: Blaming) => boolean {
  return ({ deployment }) => deployment?.service === service && deployment.revision === revision;
}

/** What is blamed on a deployment: failures that are new or worse since, and diagnoses. */
export interface Blamed {
  news: number;
  worse: number;
  causes: number;
}

export function blamedOn(
  deployment: ReportDeployment,
  { signatures, diagnoses }: Pick<Report, 'signatures' | 'diagnoses'>,
): Blamed {
  const isIt = namedFor(deployment);
  const own = signatures.filter((item) => isIt(item) && !item.muted);
  return {
    news: own.filter(({ verdict }) => verdict === 'new').length,
    worse: own.filter(({ verdict }) => verdict === 'worse').length,
    causes: diagnoses.filter((item) => isIt(item) && (item.verdict === 'new' || item.verdict === 'worse')).length,
  };
}

function inWords({ news, worse, causes }: Blamed): string {
  const parts = [
    counted(news, 'new signature', 'new signatures'),
    worse > 0 ? `${worse} worse` : '',
    counted(causes, 'root cause', 'root causes'),
  ];
  return parts.filter(Boolean).join(', ') || 'nothing new so far';
}

function counted(n: number, one: string, many: string): string {
  return n === 0 ? '' : `${n} ${n === 1 ? one : many}`;
}

function time(text: string | null): number {
  return (text === null ? null : parseTime(text)) ?? Number.NaN;
}
