/**
 * Which nodes may be linked to an effect at all. Of thousands hardly any two meet: what they would have to share is looked up for all of
 * them at once, and only the pairs that this leaves are measured. Nothing that could be linked is left out.
 */
import { isNews } from '../text/verdict.ts';
import { leadsTo, MIN_SHARE, NEARLY } from './links.ts';
import { SAME_TRACE } from './measure.ts';
import { keyOfTrace, keysOf, keysOfPlaces, PLACE, STRETCH, stretchAt, TRACE } from './member-keys.ts';
import { NearInTime } from './near-in-time.ts';
import type { Node } from './nodes.ts';
import { type Shared, Sharing } from './sharing.ts';

export interface Candidate {
  cause: Node;
  /** Whether so many of the effect's requests may show it as a link takes. */
  shares: boolean;
}

/** On an instance a cause is printed at most so long before its effect, or after it: the trace that a line announces. Microseconds. */
const BEFORE = 100_000;
const AFTER = 1_000_000;

const REQUESTS: Shared = {
  keysOf: ({ trace }) => [keyOfTrace(trace)],
  least: MIN_SHARE,
};
const INSTANCE: Shared = {
  keysOf: ({ instance, time, end }) => keysOfPlaces(instance, time - BEFORE, end + AFTER),
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
    const able = nodes.filter(isAble(effects));
    const earliest = effects.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY);
    const since = stretchAt(earliest - SAME_TRACE.reach);
    able.forEach((node, number) => {
      this.#look(node, number, since);
    });
    this.#near = new NearInTime(able);
    this.#accused = nodes.filter(({ accused }) => accused !== null);
    this.#traced = nodes.filter(({ traced }) => traced);
    this.#byRule = Map.groupBy(
      nodes.filter(({ rule }) => rule !== null),
      ({ rule }) => rule!.id,
    );
  }

  /** @param since what lies in stretches of time before this one is too long ago for any effect */
  #look(node: Node, number: number, since: number): void {
    const [inRequests, onInstance] = [this.#inRequests, this.#onInstance];
    inRequests.ask(number);
    onInstance.ask(number);
    for (const { cluster } of node.parts) {
      const keys = keysOf(cluster);
      for (let i = 0; i < keys.length; i++) {
        if (keys.at(i, STRETCH) < since) continue;
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

/** Whether a node may be a cause of any effect by when and where its members are: no old symptom is, but of a line that says what was answered. */
function isAble(effects: readonly Node[]): (node: Node) => boolean {
  const answered = effects.some(({ end }) => end === 1);
  return (node) => answered || node.role === 'cause' || node.rule === null || isNews(node) || node.traced;
}
