import type { Deployment, DeploymentFact } from '../../model.ts';
import type { SeenRevisions } from './seen.ts';

const SECOND = 1_000_000;
/** A deployment named by hand is the one found within this time of it. */
const SAME = 120 * SECOND;
/** A revision first seen within this time after a deployment named by hand is what was deployed. */
const APPEARS = 3600 * SECOND;

/** Adds the deployments named by hand; without a service they stand for every service seen. */
export function addByHand(facts: DeploymentFact[], found: Deployment[], seen: SeenRevisions): Deployment[] {
  const all = [...found];
  for (const fact of facts) {
    if (fact.what !== 'by-hand') continue;
    for (const service of fact.service ? [fact.service] : servicesOf(facts, seen)) {
      const same = all.find(
        (deployment) => deployment.service === service && Math.abs((deployment.liveAt ?? -SAME) - fact.time) < SAME,
      );
      if (!same) place(all, service, fact, seen);
    }
  }
  return all;
}

/** Every service that anything is known of. */
function servicesOf(facts: DeploymentFact[], seen: SeenRevisions): string[] {
  return [...new Set([...seen.services.keys(), ...facts.map((fact) => fact.service)])].filter(Boolean).sort();
}

function place(all: Deployment[], service: string, fact: DeploymentFact, seen: SeenRevisions): void {
  const arrivals = [...(seen.services.get(service) ?? [])]
    .filter(([name, at]) => name && at.firstEntry >= fact.time - SAME && at.firstEntry <= fact.time + APPEARS)
    .sort((a, b) => a[1].firstEntry - b[1].firstEntry);
  const arrived = arrivals[0]?.[0];
  const known = all.find((deployment) => deployment.service === service && deployment.revision === arrived);
  const live = { liveAt: fact.time, lagFrom: 'by-hand' as const };
  if (known && known.liveAt === null) Object.assign(known, live);
  if (known) return;
  const before = [...(seen.services.get(service) ?? [])].filter(
    ([name, at]) => name && name !== arrived && at.firstEntry < fact.time,
  );
  all.push({
    service,
    revision: arrived ?? '',
    location: fact.location,
    kind: 'revision',
    createdAt: null,
    readyAt: null,
    ...live,
    previousRevision: before.sort((a, b) => b[1].lastEntry - a[1].lastEntry)[0]?.[0] ?? null,
    previousExists: null,
    image: null,
    commit: null,
    author: null,
    changes: [],
    message: '',
  });
}
