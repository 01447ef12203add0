import type { Report, ReportDeployment, SignatureReport } from '../../model.ts';
import { parseTime } from '../../text/time.ts';
import { type Block, code, columns, heading, type Inline, strong, text } from '../blocks.ts';
import { cap, type Limits } from '../limits.ts';
import { manyServices, sharedDate, signedLag, tableTime, timeTitle } from '../words.ts';

interface Event {
  time: string;
  lag: string;
  what: Inline;
  /** Lower = the last to be left out. */
  order: number;
}

const KIND: Record<ReportDeployment['kind'], string> = {
  revision: 'went live',
  traffic: 'received traffic (no new revision)',
  rollback: 'received traffic again (rollback)',
  config: 'went live (configuration)',
  failed: 'failed to become ready',
};

/** Deployments and first occurrences in order. */
export function timeline(report: Report, limits: Limits): Block[] {
  const news = report.signatures.filter((signature) => isNews(signature) && inWindow(signature, report));
  const named = manyServices(report);
  const events = [
    ...report.deployments.flatMap(deploymentEvent),
    ...news.flatMap((signature) => firstSeen(signature, named)),
  ];
  if (events.length === 0) return [];
  const chosen = cap(
    [...events].sort((a, b) => a.order - b.order),
    limits.timeline,
  );
  const date = sharedDate(chosen.shown.map(({ time }) => time));
  const rows = chosen.shown.sort(byTime).map(({ time, lag, what }): Inline[] => [[tableTime(time, date)], [lag], what]);
  return [
    heading(2, 'Timeline'),
    { kind: 'table', columns: columns(timeTitle('UTC', date), '>after', 'what'), rows },
    ...(chosen.left > 0 ? [text(`… and ${chosen.left} more of the least telling.`)] : []),
  ];
}

function byTime(a: Event, b: Event): number {
  return (parseTime(a.time) ?? 0) - (parseTime(b.time) ?? 0) || a.order - b.order;
}

function deploymentEvent(deployment: ReportDeployment): Event[] {
  const { revision, service, kind, author } = deployment;
  const time = deployment.liveAt ?? deployment.readyAt ?? deployment.createdAt;
  if (time === null) return [];
  const verb = deployment.liveAt === null && kind !== 'failed' ? 'was created, not seen live' : KIND[kind];
  return [
    { time, lag: '', order: 1, what: [strong(revision || service), ` ${verb}${author ? `, by ${author}` : ''}`] },
  ];
}

/** Beyond it, an hour, a lag behind a deployment that is not blamed tells nothing. */
const TELLING = 3_600_000;

function firstSeen(signature: SignatureReport, named: boolean): Event[] {
  const { first, lagMs, diagnosis, title, service, deployment } = signature;
  if (first === null) return [];
  const of = diagnosis === null ? '' : ` (cause ${diagnosis})`;
  const where: Inline = named ? [' in ', code(service)] : [];
  const lag = lagMs === null || (deployment === null && lagMs > TELLING) ? '' : signedLag(lagMs);
  return [{ time: first, lag, order: diagnosis === null ? 2 : 0, what: [`first: ${title}${of}`, ...where] }];
}

function isNews({ verdict, muted, diagnosis }: SignatureReport): boolean {
  return !muted && (diagnosis !== null || verdict === 'new' || verdict === 'worse');
}

/** `first` is over everything read: what began before the window has no place in its timeline. */
function inWindow({ first }: SignatureReport, { scope }: Report): boolean {
  const from = scope.from === null ? null : parseTime(scope.from);
  return first !== null && (from === null || (parseTime(first) ?? 0) >= from);
}
