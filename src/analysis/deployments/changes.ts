import type { DeploymentFact, SpecFrom } from '../../model.ts';
import { describeShares } from './traffic.ts';

const last = <T>(values: (T | null)[]): T | null => values.filter((value) => value !== null).at(-1) ?? null;

/** Whose word on both sides is compared first. */
const SPEAKERS: (SpecFrom | undefined)[] = ['run-api', 'audit-v1', 'audit-v2', undefined];
/** Every source lists these in full. */
const COMPLETE = /^(?:sidecar \S+ )?(?:env|secret)\./;

/** What differs between two revisions, one sentence a change; nothing where either side is unknown. */
export function changesBetween(before: DeploymentFact[], after: DeploymentFact[]): string[] {
  return [
    ...changeOf('image', before, after, ({ image }) => image),
    ...changeOf('commit', before, after, ({ commit }) => commit),
    ...specChanges(before, after),
    ...trafficGiven(after),
  ];
}

/** Whether two revisions are known to be built of different commits, though their images bear the same name. */
export function otherCommit(before: DeploymentFact[], after: DeploymentFact[]): boolean {
  return changeOf('commit', before, after, ({ commit }) => commit).length > 0;
}

function changeOf(
  name: string,
  before: DeploymentFact[],
  after: DeploymentFact[],
  pick: (fact: DeploymentFact) => string | null,
): string[] {
  const [old, now] = [last(before.map(pick)), last(after.map(pick))];
  return old && now && old !== now ? [`${name} ${old} -> ${now}`] : [];
}

/** A deployment that did not take all the traffic says so. */
function trafficGiven(after: DeploymentFact[]): string[] {
  const traffic = last(after.map((fact) => (fact.what === 'requested' ? fact.traffic : null)));
  return traffic && Object.keys(traffic).length > 1 ? [`traffic ${describeShares(traffic)}`] : [];
}

function specChanges(before: DeploymentFact[], after: DeploymentFact[]): string[] {
  const specOf = (facts: DeploymentFact[], from: SpecFrom | undefined) =>
    last(facts.map((fact) => (fact.specFrom === from ? fact.spec : null)));
  const speaker = SPEAKERS.find((from) => specOf(before, from) && specOf(after, from));
  const pair = SPEAKERS.includes(speaker) && specOf(before, speaker) && specOf(after, speaker);
  const [old, now] = pair
    ? [specOf(before, speaker), specOf(after, speaker)]
    : [last(before.map(({ spec }) => spec)), last(after.map(({ spec }) => spec))];
  if (!old || !now) return [];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  // What one source does not mention may be a default of the other's.
  const comparable = keys.filter((key) => pair || (key in old && key in now) || COMPLETE.test(key));
  return comparable.flatMap((key) => (old[key] === now[key] ? [] : [changed(key, old[key], now[key])]));
}

/** Values of the environment are hashes here: that they differ is all there is to say. */
function changed(key: string, old: string | undefined, now: string | undefined): string {
  const [, sidecar = '', kind = '', variable = ''] = /^(sidecar \S+ )?(env|secret)\.(.*)$/s.exec(key) ?? [];
  const masked = kind === 'env';
  const name =
    kind === '' ? key : `${sidecar}${masked ? 'environment variable' : 'secret of the variable'} ${variable}`;
  if (old === undefined) return masked ? `${name} added` : `${name} set to ${now}`;
  if (now === undefined) return `${name} removed`;
  return masked ? `${name} changed` : `${name} ${old} -> ${now}`;
}
