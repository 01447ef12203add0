/** Members of a cluster of which there are too many: when all of them came, and some in detail. */
import { compareText } from '../text/order.ts';
import { BottomK } from './bottom-k.ts';
import type { Members, OfRevision } from './members.ts';
import type { Occurrence } from './occurrence.ts';
import { ThinTimeline } from './thin-timeline.ts';
import { TimeBins } from './time-bins.ts';
import { isPlaced } from './untimed.ts';

export class Thinned implements Members {
  readonly held: BottomK;
  readonly all: ThinTimeline;
  /** By name. */
  readonly revisions: (OfRevision & { own: ThinTimeline })[] = [];
  /** Those without a time. */
  #placed: TimeBins | null = null;
  #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
    this.held = new BottomK(limit);
    this.all = new ThinTimeline(() => this.held.members);
  }

  add(member: Occurrence): void {
    this.held.add(member);
    const { time, revision } = member;
    (isPlaced(time) ? this.#placeless() : this.#of(revision)).add(time);
  }

  addAll(other: Thinned): void {
    this.held.addAll(other.held);
    if (other.#placed) this.#placeless().addAll(other.#placed);
    for (const { name, own } of other.revisions) for (const bins of own.parts) this.#of(name).addAll(bins);
  }

  limitTo(limit: number): void {
    if (limit >= this.#limit) return;
    this.#limit = limit;
    this.held.limitTo(limit);
  }

  #placeless(): TimeBins {
    if (!this.#placed) {
      this.#placed = new TimeBins();
      this.all.parts.push(this.#placed);
    }
    return this.#placed;
  }

  #of(name: string): TimeBins {
    const known = this.revisions.find((revision) => revision.name === name);
    if (known) return known.own.parts[0]!;
    const bins = new TimeBins();
    const members = () => this.held.members.filter(({ revision, time }) => revision === name && !isPlaced(time));
    this.revisions.push({ name, own: new ThinTimeline(members, [bins]) });
    this.revisions.sort((a, b) => compareText(a.name, b.name));
    this.all.parts.push(bins);
    return bins;
  }
}
