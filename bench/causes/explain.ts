/** One incident with its truth beside what the report says of it. */
import type { Report } from '../../src/model.ts';
import type { Incident } from './incident.ts';
import { judge, labelsOf, sortOf } from './judge.ts';
import type { Blame } from './truth.ts';

export function explain(incident: Incident, report: Report): void {
  const { seed, family, lines, flags, truth } = incident;
  console.log(`seed ${seed}: ${family}, ${lines.length} entries, rca scan - ${flags.join(' ')}`);
  console.log(`services: ${report.scope.services.join(', ')}`);
  for (const { service, revision, kind, liveAt, createdAt } of report.deployments)
    console.log(`  deployment ${liveAt ?? createdAt} ${revision || service} (${kind})`);
  const counts = new Map<string, number>();
  for (const { kind, of } of truth.labels.values()) counts.set(`${kind} ${of}`, (counts.get(`${kind} ${of}`) ?? 0) + 1);
  console.log(`\nTRUTH (${[...counts].map(([name, count]) => `${name}: ${count}`).join(', ') || 'nothing marked'})`);
  for (const { id, what, blame } of truth.causes) console.log(`  ${id}: ${what}\n      blame ${nameOf(blame)}`);
  const verdict = judge(report, truth, incident);
  console.log(`\nREPORT: ${report.headline}\n  window: ${report.scope.window}`);
  for (const [i, diagnosis] of report.diagnoses.entries()) {
    const { sort, falseBlame, right } = verdict.diagnoses[i]!;
    const says = `${right === null ? 'undecided' : right ? 'right' : 'WRONG'}${falseBlame ? ', FALSE BLAME' : ''}: ${sort.kind}${sort.cause ? ` of ${sort.cause}` : ''}`;
    console.log(`  ${diagnosis.rank}. ${diagnosis.confidence} ${diagnosis.title} [${says}]`);
    console.log(
      `     blames ${nameOf(diagnosis.deployment)}, ${diagnosis.verdict}, ${diagnosis.count} in ${diagnosis.services.join(', ')} since ${diagnosis.onset}`,
    );
    for (const { weight, text } of diagnosis.evidence)
      console.log(`       ${weight >= 0 ? '+' : ''}${weight} ${text.slice(0, 150)}`);
    for (const symptom of diagnosis.symptoms) {
      const { kind, cause } = sortOf(labelsOf(report, truth, symptom));
      console.log(
        `     symptom ${symptom.title} in ${symptom.service} x${symptom.count} [${kind}${cause ? ` of ${cause}` : ''}]`,
      );
    }
  }
  console.log('\nSIGNATURES');
  for (const signature of report.signatures) {
    const { kind, cause } = sortOf(labelsOf(report, truth, signature));
    const { title, service, count, baselineCount, diagnosis } = signature;
    console.log(
      `  ${kind}${cause ? ` of ${cause}` : ''}: ${title.slice(0, 90)} in ${service}, ${count} (before ${baselineCount}), ${signature.verdict}, diagnosis ${diagnosis ?? 'none'}`,
    );
  }
}

function nameOf(blame: Blame | null): string {
  return blame ? `${blame.service} ${blame.revision}` : 'none';
}
