import { isNews } from '../text/verdict.ts';
import { mostMisses, reachesOf } from './coincidence.ts';
import { stretchesOf } from './member-keys.ts';
import type { Node } from './nodes.ts';
import type { Keyed } from './sharing.ts';
import { TimeFilter } from './time-filter.ts';

/** Which nodes' members are so often near to an effect's that time alone may bind them. */
export class NearInTime {
  readonly #times: TimeFilter;
  /** By number; only some kinds can coincide with an effect. */
  readonly #nodes: Node[];
  readonly #causes: number[];
  readonly #news: number[];
  readonly #words: number[];

  constructor(nodes: readonly Keyed[]) {
    this.#nodes = nodes.map(({ node }) => node);
    this.#times = new TimeFilter(nodes.map(({ parts }) => parts));
    const numbers = (is: (node: Node) => boolean) => this.#nodes.flatMap((node, number) => (is(node) ? [number] : []));
    this.#causes = numbers(({ role }) => role === 'cause');
    this.#news = numbers((node) => node.role !== 'cause' && isNews(node));
    this.#words = numbers((node) => node.role !== 'cause' && !isNews(node) && node.rule === null);
  }

  to(effect: Node): Node[] {
    // Nothing but what a request ended with comes of other words that are no news.
    const kinds = effect.request ? [this.#causes, this.#news, this.#words] : [this.#causes, this.#news];
    const around = new Around(effect);
    return kinds.flatMap((kind) =>
      kind.filter((number) => this.#isNear(number, around)).map((number) => this.#nodes[number]!),
    );
  }

  #isNear(number: number, around: Around): boolean {
    const cause = this.#nodes[number]!;
    const reach = reachesOf(cause, around.effect).at(-1);
    if (reach === undefined) return false;
    if (cause.isThin) return true;
    let { misses } = around;
    for (const stretches of around.within(reach))
      if (stretches !== null && !this.#times.has(number, stretches) && --misses < 0) return false;
    return true;
  }
}

/** Where an effect's members lie. */
class Around {
  readonly effect: Node;
  readonly misses: number;
  readonly #within = new Map<number, (number[] | null)[]>();

  constructor(effect: Node) {
    this.effect = effect;
    this.misses = mostMisses(effect);
  }

  /** For each of the effect's members the stretches that are as near to it; null = too many. */
  within(reach: number): readonly (number[] | null)[] {
    let stretches = this.#within.get(reach);
    if (!stretches) {
      stretches = this.effect.sample.map(({ member }) => stretchesOf(member.time - reach, member.end + reach));
      this.#within.set(reach, stretches);
    }
    return stretches;
  }
}
