import { isNews } from '../text/verdict.ts';
import { mostMisses, reachesOf } from './coincidence.ts';
import { keysOf, stretchesOf } from './member-keys.ts';
import type { Node } from './nodes.ts';
import { TimeFilter } from './time-filter.ts';

/** Which nodes' members are so often near to an effect's that time alone may bind them. */
export class NearInTime {
  /** Only some kinds of nodes can coincide with an effect. */
  readonly #causes: Node[];
  readonly #news: Node[];
  readonly #words: Node[];
  readonly #times = new Map<Node, TimeFilter>();

  constructor(nodes: readonly Node[]) {
    this.#causes = nodes.filter(({ role }) => role === 'cause');
    this.#news = nodes.filter((node) => node.role !== 'cause' && isNews(node));
    this.#words = nodes.filter((node) => node.role !== 'cause' && !isNews(node) && node.rule === null);
  }

  to(effect: Node): Node[] {
    // Nothing but what a request ended with comes of other words that are no news.
    const kinds = effect.request ? [this.#causes, this.#news, this.#words] : [this.#causes, this.#news];
    const around = new Around(effect);
    return kinds.flatMap((kind) => kind.filter((cause) => this.#isNear(cause, around)));
  }

  #isNear(cause: Node, around: Around): boolean {
    const reach = reachesOf(cause, around.effect).at(-1);
    if (reach === undefined) return false;
    if (cause.isThin) return true;
    const times = this.#timesOf(cause);
    let { misses } = around;
    for (const stretches of around.within(reach))
      if (stretches !== null && !times.has(stretches) && --misses < 0) return false;
    return true;
  }

  #timesOf(cause: Node): TimeFilter {
    let times = this.#times.get(cause);
    if (!times) {
      times = new TimeFilter(cause.parts.map(({ cluster }) => keysOf(cluster)));
      this.#times.set(cause, times);
    }
    return times;
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
