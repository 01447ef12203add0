import { KeyIndex } from './key-index.ts';
import type { Node } from './nodes.ts';
import type { Occurrence } from './occurrence.ts';

/** What members share with others. */
export interface Shared {
  /** What an effect's member is looked for by; null = by so much that it may meet everything on its service. */
  keysOf(member: Occurrence): number[] | null;
  /** The share of an effect's members with keys that has to meet a cause. */
  least: number;
}

/** The nodes that so many members of an effect share a key with; all nodes are held against all effects at once. */
export class Sharing {
  readonly #effects: readonly Node[];
  readonly #found: Map<Node, Node[]>;
  readonly #index: KeyIndex;
  /** By effect: how many of its members have to meet a cause. */
  readonly #needed: number[];
  /** Effects that may meet everything on their services. */
  readonly #wide: Node[];

  /** @param isPart whether of some causes not all members are held: an effect is compared with these by its lowest members */
  constructor({ keysOf, least }: Shared, effects: readonly Node[], isPart: boolean) {
    this.#effects = effects;
    this.#found = new Map(effects.map((effect) => [effect, []]));
    const asked = ({ sample, lowest }: Node) => [...sample, ...lowest];
    const members = effects.map((effect) =>
      (isPart ? asked(effect) : effect.sample).map(({ member }) => keysOf(member)),
    );
    this.#index = new KeyIndex(members.map((own) => own.map((keys) => keys ?? [])));
    this.#needed = effects.map(({ sample }, i) => members[i]!.slice(0, sample.length).filter(hasKeys).length * least);
    this.#wide = effects.filter((_, i) => members[i]!.includes(null));
  }

  /** Begins to hold a node against all effects. @param number that no node had before */
  ask(number: number): void {
    this.#index.ask(number);
  }

  /** Looks for a key of one of its members. */
  look(key: number): void {
    this.#index.look(key);
  }

  /** Notes the node where enough was met. */
  note(node: Node): void {
    for (const met of this.#index.met) {
      // Where not all members of a cause are held, one that is met is enough.
      const isEnough = node.isThin || this.#index.countOf(met) >= this.#needed[met]!;
      if (isEnough) this.#found.get(this.#effects[met]!)!.push(node);
    }
    for (const effect of this.#wide) if (effect.meets(node)) this.#found.get(effect)!.push(node);
  }

  /** Of what was looked at the nodes that an effect may come of. */
  of(effect: Node): readonly Node[] {
    return this.#found.get(effect)!;
  }
}

function hasKeys(keys: number[] | null): boolean {
  return keys === null || (keys.length > 0 && keys[0] !== 0);
}
