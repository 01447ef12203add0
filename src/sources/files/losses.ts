import type { Loss, LossReason } from '../../model.ts';

/** The losses of one input since the last `take`. A reason keeps its first detail, so that parts add up. */
export class Losses {
  private readonly details = new Map<LossReason, string>();
  private counts = new Map<LossReason, number>();

  /** `detail` is made on the first loss of its reason only; it may name that place. */
  add(reason: LossReason, detail: () => string, count = 1): void {
    if (!this.details.has(reason)) this.details.set(reason, detail());
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + count);
  }

  /** Whether anything was ever lost. */
  get isEmpty(): boolean {
    return this.details.size === 0;
  }

  take(): Loss[] {
    if (this.counts.size === 0) return [];
    const losses = [...this.counts].map(([reason, count]) => ({ reason, count, detail: this.details.get(reason)! }));
    this.counts = new Map();
    return losses;
  }
}
