import { KeyIndex } from './key-index.ts';
import type { MemberKeys } from './member-keys.ts';
import type { Node } from './nodes.ts';
import type { Occurrence } from './occurrence.ts';

/** A node with the keys of its members, by part. */
export interface Keyed {
  node: Node;
  parts: readonly MemberKeys[];
}

/** What members share with others. */
export interface Shared {
  by: 'traces' | 'places';
  /** What an effect's member is looked for by; null = by so much that it may meet everything on its service. */
  keysOf(member: Occurrence): number[] | null;
  /** The share of an effect's members with keys that has to meet a cause. */
  least: number;
}

/** Of each effect the nodes that so many of its members share a key with. */
export function causesSharing(
  { by, keysOf, least }: Shared,
  causes: readonly Keyed[],
  effects: readonly Node[],
): Map<Node, Node[]> {
  const isPart = causes.some(({ node }) => node.isThin);
  const found = new Map<Node, Node[]>(effects.map((effect) => [effect, []]));
  const members = effects.map((effect) => asked(effect, isPart).map(({ member }) => keysOf(member)));
  const needed = effects.map(({ sample }, i) => members[i]!.slice(0, sample.length).filter(hasKeys).length * least);
  const wide = effects.filter((_, i) => members[i]!.includes(null));
  const index = new KeyIndex(members.map((own) => own.map((keys) => keys ?? [])));
  causes.forEach(({ node, parts }, number) => {
    index.clear();
    for (const keys of parts) index.look(number, keys[by], keys.length);
    for (const met of index.met) {
      // Where not all members of a cause are held, one that is met is enough.
      if (node.isThin || index.countOf(met) >= needed[met]!) found.get(effects[met]!)!.push(node);
    }
    for (const effect of wide) if (effect.meets(node)) found.get(effect)!.push(node);
  });
  return found;
}

/** The members of an effect that a cause is looked for by: where of some not all are held, also those that such a one is compared by. */
function asked(effect: Node, isPart: boolean): Node['sample'] {
  return isPart ? [...effect.sample, ...effect.lowest] : effect.sample;
}

function hasKeys(keys: number[] | null): boolean {
  return keys === null || (keys.length > 0 && keys[0] !== 0);
}
