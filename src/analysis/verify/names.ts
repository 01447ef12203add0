import type { ClusterRecord } from '../clusters.ts';
import type { Target } from './question.ts';

/** What a target is in the logs. */
export interface Found {
  target: Target;
  clusters: ClusterRecord[];
}

export interface Naming {
  found: Found[];
  /** Beginnings of several signatures. */
  ambiguous: { name: string; signatures: string[] }[];
}

const WHOLE = 'v1:0123456789abcdef'.length;

const namesOf = ({ signature, aliases }: ClusterRecord) => [signature, ...aliases];

/** Looks the targets up among the clusters: by rule, by signature or alias, by the beginning of one. */
export function find(targets: Target[], clusters: ClusterRecord[]): Naming {
  const found = targets.map((target) => ({ target, clusters: clusters.filter((cluster) => fits(target, cluster)) }));
  const ambiguous = found.flatMap(({ target, clusters: some }) => {
    const signatures = [...new Set(some.map(({ signature }) => signature))].sort();
    return isBeginning(target.name) && signatures.length > 1 ? [{ name: target.name, signatures }] : [];
  });
  return { found, ambiguous };
}

function fits(target: Target, cluster: ClusterRecord): boolean {
  if (target.service !== null && target.service !== cluster.service) return false;
  if (!target.name.startsWith('v1:')) return cluster.rule === target.name;
  const names = namesOf(cluster);
  if (isBeginning(target.name)) return names.some((name) => name.startsWith(target.name));
  return names.includes(target.name) || target.aliases.some((alias) => names.includes(alias));
}

function isBeginning(name: string): boolean {
  return name.startsWith('v1:') && name.length < WHOLE;
}
