/**
 * Which nodes may be linked to an effect at all. Of thousands hardly any two meet: what they would have to share is looked up for all of
 * them at once, and only the pairs that this leaves are measured. Nothing that could be linked is left out.
 */
import { leadsTo, MIN_SHARE, NEARLY } from './links.ts';
import { keyOfTrace, keysOf, keysOfPlaces } from './member-keys.ts';
import { NearInTime } from './near-in-time.ts';
import type { Node } from './nodes.ts';
import { causesSharing, type Shared } from './sharing.ts';

export interface Candidate {
  cause: Node;
  /** Whether so many of the effect's requests may show it as a link takes. */
  shares: boolean;
}

/** On an instance a cause is printed at most so long before its effect, or after it: the trace that a line announces. Microseconds. */
const BEFORE = 100_000;
const AFTER = 1_000_000;

const REQUESTS: Shared = { by: 'traces', keysOf: ({ trace }) => [keyOfTrace(trace)], least: MIN_SHARE };
const INSTANCE: Shared = {
  by: 'places',
  keysOf: ({ instance, time, end }) => keysOfPlaces(instance, time - BEFORE, end + AFTER),
  least: NEARLY,
};

export class Candidates {
  readonly #inRequests: ReadonlyMap<Node, Node[]>;
  readonly #onInstance: ReadonlyMap<Node, Node[]>;
  readonly #near: NearInTime;
  /** Wherever their members are: those that are accused, or have a stack trace, and all by their rule. */
  readonly #accused: Node[];
  readonly #traced: Node[];
  readonly #byRule: ReadonlyMap<string, Node[]>;

  /** @param effects those of the nodes that are asked for */
  constructor(nodes: readonly Node[], effects: readonly Node[]) {
    const keyed = nodes.map((node) => ({ node, parts: node.parts.map(({ cluster }) => keysOf(cluster)) }));
    this.#inRequests = causesSharing(REQUESTS, keyed, effects);
    this.#onInstance = causesSharing(INSTANCE, keyed, effects);
    this.#near = new NearInTime(keyed);
    this.#accused = nodes.filter(({ accused }) => accused !== null);
    this.#traced = nodes.filter(({ traced }) => traced);
    this.#byRule = Map.groupBy(
      nodes.filter(({ rule }) => rule !== null),
      ({ rule }) => rule!.id,
    );
  }

  /** The nodes that may be the cause of one. */
  of(effect: Node): Candidate[] {
    const sharing = new Set(this.#inRequests.get(effect));
    const all = new Set([
      ...sharing,
      ...(this.#onInstance.get(effect) ?? []),
      ...this.#accused,
      ...this.#leadingTo(effect),
      ...(effect.traced ? this.#traced.filter((whole) => whole.meets(effect)) : []),
      ...this.#near.to(effect),
    ]);
    all.delete(effect);
    return Array.from(all, (cause) => ({ cause, shares: sharing.has(cause) }));
  }

  #leadingTo(effect: Node): Node[] {
    if (effect.rule === null) return [];
    return [...this.#byRule.values()].filter(([first]) => leadsTo(first!, effect)).flat();
  }
}
