import type { Report, ReportDeployment } from '../../model.ts';
import { namedFor } from '../../text/standing.ts';
import { deploymentLines } from '../detail/deployment.ts';
import { clock, count, shortRevision } from '../detail/words.ts';
import { span } from '../lines/line.ts';
import type { Column, Row } from '../lines/table.ts';
import { perReport } from '../per-report.ts';
import type { ListView } from './view.ts';

const COLUMNS: Column[] = [
  { heading: 'live (UTC)', align: 'left', most: 19 },
  { heading: 'kind', align: 'left', most: 8 },
  { heading: 'failures', align: 'right', most: 8 },
  { heading: 'revision', align: 'left', most: 26 },
  { heading: 'service', align: 'left', most: Infinity },
];

const at = ({ liveAt, createdAt }: ReportDeployment) => liveAt ?? createdAt ?? '';
/** The key of a row. */
export const keyOf = (item: ReportDeployment) =>
  `${item.service} ${item.revision} ${item.kind} ${item.createdAt ?? item.liveAt}`;

/** Newest first. */
function rowsOf(report: Report): Row[] {
  return [...report.deployments]
    .sort((a, b) => (at(a) < at(b) ? 1 : at(a) > at(b) ? -1 : 0))
    .map((item) => {
      const failures = failuresSince(item, report);
      return {
        key: keyOf(item),
        cells: [
          item.liveAt ? span(clock(item.liveAt).slice(0, 19)) : span('not seen live', 'dim'),
          span(item.kind, item.kind === 'failed' ? 'bad' : item.kind === 'rollback' ? 'warn' : 'plain'),
          failures > 0 ? span(count(failures), 'bad') : span('-', 'dim'),
          span(shortRevision(item.revision, item.service), 'strong'),
          span(item.service),
        ],
      };
    });
}

/** Entries of the failures that began with a deployment. */
function failuresSince(deployment: ReportDeployment, report: Report): number {
  const isIt = namedFor(deployment);
  const began = report.signatures.filter((item) => isIt(item) && (item.verdict === 'new' || item.verdict === 'worse'));
  return began.reduce((sum, { count: failures }) => sum + failures, 0);
}

const rows = perReport((report: Report, _wide: boolean) => rowsOf(report));

/** What was deployed, and what began with it. */
export const deployments: ListView = {
  label: 'Deployments',
  columns: COLUMNS,
  rows,
  detail: perReport((report: Report, key: string, columns: number) => {
    const found = report.deployments.find((item) => keyOf(item) === key);
    return found ? deploymentLines(found, report, columns) : [];
  }),
  empty: ({ state }) => (state === 'reading' ? 'No deployment so far.' : 'No deployment was found in what was read.'),
};
