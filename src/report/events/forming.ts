/** What is known so far of a deployment that went live while one watches. */
import type { Report, ReportDeployment } from '../../model.ts';
import { blamedOn, standingOf } from '../../text/standing.ts';
import { parseTime } from '../../text/time.ts';

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
  const [live, end] = [parseTime(deployment.liveAt ?? ''), parseTime(report.scope.to ?? '')];
  const { news, worse, causes } = blamedOn(deployment, report);
  return {
    liveForMs: live === null || end === null ? null : Math.max(0, Math.round((end - live) / 1000)),
    signatures: news + worse,
    causes,
    text: standingOf(deployment, report),
  };
}
