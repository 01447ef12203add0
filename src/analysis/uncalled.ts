import type { Deployment, Evidence } from '../model.ts';
import { nameOf } from './arrival.ts';
import { routesOf } from './calls.ts';
import type { ClusterRecord } from './clusters.ts';
import type { ServiceFrame } from './frame.ts';
import { membersOf } from './members.ts';

/** A chance so large that none of the requests before was hit is no reason to hold it for new. */
const CHANCE = 0.05;

/**
 * What fails on a route that was (next to) never called before a deployment may have failed before, had it been called: nothing tells. A
 * failing request is taken to be any of those since, as Fisher's exact test has it.
 *
 * @returns the reason to doubt; null where the route was called, or its calls are not known
 */
export function uncalled(deployment: Deployment, cluster: ClusterRecord, frame: ServiceFrame): Evidence | null {
  const begin = deployment.liveAt;
  if (begin === null) return null;
  const { to } = frame.window;
  const { brought, others } = frame.comparisonOf(deployment);
  const { revisions, all } = membersOf(cluster);
  const { revision } = deployment;
  const members = revision === '' ? all : revisions.find(({ name }) => name === revision)?.own;
  const routes = members ? routesOf(members.members, frame) : null;
  if (!members || routes === null) return null;
  const before = frame.called(routes, Number.NEGATIVE_INFINITY, begin, others);
  const since = frame.called(routes, begin, to, brought);
  if (before === null || since === null || since === 0) return null;
  const failed = Math.min(since, members.countIn(begin, to));
  if (chanceOfNone(before, since, failed) <= CHANCE) return null;
  const names = [...routes].map((route) => frame.routes.name(route)).sort();
  const one = names.length === 1;
  const often = before === 0 ? 'was not called' : before === 1 ? 'was called once' : `was called ${before} times`;
  const text = `${names.join(', ')} ${one ? often : often.replace(/^was/, 'were')} before ${nameOf(deployment)} went live: whether ${one ? 'it' : 'they'} failed before is not known`;
  return { kind: 'not-called', weight: -2, text };
}

/** That of so many failing requests none is among the first `before` of all. */
function chanceOfNone(before: number, since: number, failed: number): number {
  const all = before + since;
  let chance = 1;
  for (let i = 0; i < before && chance > CHANCE; i++) chance *= Math.max(0, (all - failed - i) / (all - i));
  return chance;
}
