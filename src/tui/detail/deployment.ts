import type { Report, ReportDeployment } from '../../model.ts';
import { namedFor, newestDeployment, standingOf } from '../../text/standing.ts';
import { type Line, span } from '../lines/line.ts';
import { paragraph } from '../lines/wrap.ts';
import { bullets, section } from './sections.ts';
import { clock, count, lag } from './words.ts';

/** Everything that is known of a deployment, and what it is blamed for. */
export function deploymentLines(deployment: ReportDeployment, report: Report, columns: number): Line[] {
  const { service, revision, location, kind, previousRevision, changes } = deployment;
  const facts: [string, string | null][] = [
    ['service', `${service}${location ? `, ${location}` : ''}`],
    ['kind', kind],
    ['created', deployment.createdAt && clock(deployment.createdAt)],
    ['ready', deployment.readyAt && clock(deployment.readyAt)],
    ['live', deployment.liveAt ? clock(deployment.liveAt) : 'not seen live'],
    ['before it', previousRevision],
    ['image', deployment.image],
    ['commit', deployment.commit],
    ['by', deployment.author],
  ];
  return [
    ...paragraph(revision || `deployment of ${service}`, columns, { tone: 'strong' }),
    ...(newestDeployment(report) === deployment ? paragraph(standingOf(deployment, report), columns) : []),
    ...facts.flatMap(([name, value]) => (value ? paragraph(value, columns, { lead: `  ${name.padEnd(9)}  ` }) : [])),
    ...section('What changed', bullets(changes, columns)),
    ...section('Failures that began with it', blamed(deployment, report)),
  ];
}

function blamed(deployment: ReportDeployment, report: Report): Line[] {
  const fits = namedFor(deployment);
  const rows = [
    ...report.diagnoses.filter(fits).map((item) => ({ ...item, label: `${item.rank} ${item.confidence}` })),
    ...report.signatures
      .filter((item) => item.diagnosis === null && fits(item))
      .map((item) => ({ ...item, label: item.verdict })),
  ];
  return rows.map(({ label, lagMs, count: times, title }) => [
    span(`  ${label.padEnd(9)}`),
    span(` ${count(times).padStart(6)}`),
    span(`  ${(lagMs === null ? '' : lag(lagMs)).padEnd(10)}`, 'dim'),
    span(title, 'strong'),
  ]);
}
