import type { Deployment, DeploymentFact } from '../../model.ts';

/**
 * Shifts of traffic as deployments of their own: the revision shifted to is the one that the shift may have brought trouble with; where
 * it is older than the one that served before, it is a rollback.
 */
export function trafficShifts(facts: DeploymentFact[], revisions: Deployment[]): Deployment[] {
  const shifts: Deployment[] = [];
  const serving = new Map<string, string>();
  for (const fact of facts) {
    if (fact.what !== 'traffic' || fact.traffic === null) continue;
    const known = revisions.filter((deployment) => deployment.service === fact.service && deployment.kind !== 'failed');
    const latest = known.filter((deployment) => (deployment.liveAt ?? deployment.createdAt ?? 0) <= fact.time).at(-1);
    const name = largest(fact.traffic);
    const to = name === 'LATEST' || name === '' ? latest?.revision : name;
    const from = serving.get(fact.service) ?? latest?.revision;
    if (!to) continue;
    serving.set(fact.service, to);
    if (to === from && (fact.traffic[name] ?? 0) >= 100 && to === latest?.revision) continue;
    const order = (revision: string | undefined) => known.findIndex((deployment) => deployment.revision === revision);
    shifts.push({
      service: fact.service,
      revision: to,
      location: fact.location,
      kind: order(to) < order(from) ? 'rollback' : 'traffic',
      createdAt: fact.time,
      readyAt: null,
      liveAt: fact.time,
      lagFrom: 'created',
      previousRevision: from && from !== to ? from : null,
      previousExists: null,
      image: known.find((deployment) => deployment.revision === to)?.image ?? null,
      commit: null,
      author: fact.author,
      changes: [`traffic ${describeShares(fact.traffic)}`],
      message: fact.message,
    });
  }
  return shifts;
}

function largest(shares: Record<string, number>): string {
  return Object.entries(shares).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';
}

function describeShares(shares: Record<string, number>): string {
  return Object.entries(shares)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([revision, percent]) => `${revision === 'LATEST' ? 'the latest revision' : revision} ${percent} %`)
    .join(', ');
}
