/**
 * Which nodes may be linked to an effect at all. Of thousands hardly any two meet: what they would have to share is looked up for all of
 * them at once, and only the pairs that this leaves are measured. Nothing that could be linked is left out.
 */
import { ANNOUNCED, leadsTo, MIN_SHARE, NEARLY } from './links.ts';
import { AT_ONCE, SKEW, WRITERS } from './measure.ts';
import { keyOfName, keysOf, keysOfPlaces, PLACE, TRACE } from './member-keys.ts';
import { NearInTime } from './near-in-time.ts';
import type { Node } from './nodes.ts';
import { type Shared, Sharing } from './sharing.ts';

export interface Candidate {
  cause: Node;
  /** Whether so many of the effect's requests may show it as a link takes. */
  shares: boolean;
}

/** So long after its effect a cause may be printed on the same instance. */
const AFTER = Math.max(SKEW, WRITERS, ANNOUNCED);

const REQUESTS: Shared = { keysOf: ({ trace }) => [keyOfName(trace)], least: MIN_SHARE };
/** At once there, or announced: of either a link takes that share at least. */
const INSTANCE: Shared = {
  keysOf: ({ instance, time, end }) => keysOfPlaces(instance, time - AT_ONCE.reach, end + AFTER),
  least: NEARLY,
};

export class Candidates {
  readonly #inRequests: Sharing;
  readonly #onInstance: Sharing;
  readonly #near: NearInTime;
  /** Wherever their members are: those that are accused, or have a stack trace, and all by their rule. */
  readonly #accused: Node[];
  readonly #traced: Node[];
  readonly #byRule: ReadonlyMap<string, Node[]>;

  /** @param effects those of the nodes that are asked for */
  constructor(nodes: readonly Node[], effects: readonly Node[]) {
    const isPart = nodes.some(({ isThin }) => isThin);
    this.#inRequests = new Sharing(REQUESTS, effects, isPart);
    this.#onInstance = new Sharing(INSTANCE, effects, isPart);
    nodes.forEach((node, number) => {
      this.#look(node, number);
    });
    this.#near = new NearInTime(nodes);
    this.#accused = nodes.filter(({ accused }) => accused !== null);
    this.#traced = nodes.filter(({ traced }) => traced);
    this.#byRule = Map.groupBy(
      nodes.filter(({ rule }) => rule !== null),
      ({ rule }) => rule!.id,
    );
  }

  #look(node: Node, number: number): void {
    const [inRequests, onInstance] = [this.#inRequests, this.#onInstance];
    inRequests.ask(number);
    onInstance.ask(number);
    for (const { cluster } of node.parts) {
      const keys = keysOf(cluster);
      for (let i = 0; i < keys.length; i++) {
        inRequests.look(keys.at(i, TRACE));
        onInstance.look(keys.at(i, PLACE));
      }
    }
    inRequests.note(node);
    onInstance.note(node);
  }

  /** The nodes that may be the cause of one. */
  of(effect: Node): Candidate[] {
    const sharing = new Set(this.#inRequests.of(effect));
    const all = new Set([
      ...sharing,
      ...this.#onInstance.of(effect),
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
