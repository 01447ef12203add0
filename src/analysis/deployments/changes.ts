import type { DeploymentFact } from '../../model.ts';

const last = <T>(values: (T | null)[]): T | null => values.filter((value) => value !== null).at(-1) ?? null;

/** What differs between two revisions, one sentence a change; nothing where either side is unknown. */
export function changesBetween(before: DeploymentFact[], after: DeploymentFact[]): string[] {
  const changes: string[] = [];
  const images = [last(before.map((fact) => fact.image)), last(after.map((fact) => fact.image))];
  if (images[0] && images[1] && images[0] !== images[1]) changes.push(`image ${images[0]} -> ${images[1]}`);
  const commits = [last(before.map((fact) => fact.commit)), last(after.map((fact) => fact.commit))];
  if (commits[0] && commits[1] && commits[0] !== commits[1]) changes.push(`commit ${commits[0]} -> ${commits[1]}`);
  const specs = [last(before.map((fact) => fact.spec)), last(after.map((fact) => fact.spec))];
  if (!specs[0] || !specs[1]) return changes;
  for (const key of [...new Set([...Object.keys(specs[0]), ...Object.keys(specs[1])])].sort()) {
    const [old, now] = [specs[0][key], specs[1][key]];
    if (old === now) continue;
    // Values of the environment are hashes here: that they differ is all there is to say.
    const secret = key.startsWith('env.');
    const name = secret ? `environment variable ${key.slice(4)}` : key;
    if (old === undefined) changes.push(secret ? `${name} added` : `${name} set to ${now}`);
    else if (now === undefined) changes.push(`${name} removed`);
    else changes.push(secret ? `${name} changed` : `${name} ${old} -> ${now}`);
  }
  return changes;
}
