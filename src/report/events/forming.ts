/** What is known so far of a deployment that went live while one watches. */
import type { Report, ReportDeployment } from '../../model.ts';
import { formatLag, parseTime } from '../../text/time.ts';
import { count } from '../words.ts';

/** How a deployment fares. */
export interface Forming {
  /** null where it never went live. */
  liveForMs: number | null;
  /** Failures that are new or worse since it. */
  signatures: number;
  /** Diagnoses that blame it. */
  causes: number;
  /** `backend-00043 live for 40 s: 2 new signatures, 1 root cause`. */
  text: string;
}

/** A deployment's verdict as the evidence has it by now. */
export function forming(deployment: ReportDeployment, report: Report): Forming {
  const { service, revision, liveAt } = deployment;
  const blames = (item: { deployment: { service: string; revision: string } | null }) =>
    item.deployment?.service === service && item.deployment.revision === revision;
  const signatures = report.signatures.filter(
    (item) => blames(item) && !item.muted && (item.verdict === 'new' || item.verdict === 'worse'),
  ).length;
  const causes = report.diagnoses.filter(blames).length;
  const [live, end] = [parseTime(liveAt ?? ''), parseTime(report.scope.to ?? '')];
  const liveForMs = live === null || end === null ? null : Math.max(0, Math.round((end - live) / 1000));
  const state = liveForMs === null ? 'never went live' : `live for ${formatLag(liveForMs)}`;
  return { liveForMs, signatures, causes, text: `${revision || service} ${state}: ${findings(signatures, causes)}` };
}

function findings(signatures: number, causes: number): string {
  const found = [
    ...(signatures > 0 ? [count(signatures, 'new signature')] : []),
    ...(causes > 0 ? [count(causes, 'root cause')] : []),
  ];
  return found.join(', ') || 'no new failure so far';
}
