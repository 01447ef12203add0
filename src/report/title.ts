import type { Report, Verification } from '../model.ts';
import { collapse, oneLine } from '../text/escape.ts';
import { formatLag } from '../text/time.ts';
import { cutToWidth } from '../text/width.ts';

/** GitHub takes 256 characters; a list of issues shows about half of that. */
const MAX_TITLE = 120;
const MAX_PART = 60;

/** One line for an issue's title: the root cause, its service, and how long after which revision. The end is never cut off. */
export function issueTitle(report: Report | Verification): string {
  if ('kind' in report) return oneLine(report.headline, MAX_TITLE);
  const { diagnoses, headline } = report;
  const [root] = diagnoses;
  if (!root) return oneLine(headline, MAX_TITLE);
  const { deployment, lagMs } = root;
  const service = oneLine(root.service, MAX_PART);
  const after =
    deployment && lagMs !== null && lagMs >= 0
      ? `${formatLag(lagMs)} after ${oneLine(deployment.revision || deployment.service, MAX_PART)}`
      : `in ${service}`;
  const what = oneLine(root.title, MAX_TITLE);
  const more = diagnoses.length > 1 ? ` (+${diagnoses.length - 1} more)` : '';
  const end = `${after}${more}`;
  const where = deployment && !oneLine(deployment.revision, MAX_PART).startsWith(service) ? `${service}: ` : '';
  const room = Math.max(40, MAX_TITLE - end.length - where.length - 2);
  return collapse(`${where}${cutToWidth(what, room)}, ${end}`);
}
