import { Analyzer, type Target, type Verified, type VerifyQuestion } from '../../../src/analysis/index.ts';
import type { DeploymentFact, LogEntry, Loss, Rule, Tally, VerifiedSignature } from '../../../src/model.ts';
import { bookOf, entry, healthy, MIN, question, ready, rule } from '../build.ts';

export const BOOM = rule('crash/boom', 'boom');

export type Fed = LogEntry | Tally | Loss;

/** Healthy minutes of a revision, [from, to), with 50 requests each. */
export function minutes(revision: string, from: number, to: number, more: Partial<Tally> = {}): Tally[] {
  return Array.from({ length: to - from }, (_, i) => healthy((from + i) * MIN, 100, { revision, ...more }));
}

/** `count` failures of a revision, evenly from minute `from` to minute `to`. */
export function booms(count: number, revision: string, from: number, to: number, text = 'boom'): LogEntry[] {
  const step = Math.floor(((to - from) * MIN) / count);
  return Array.from({ length: count }, (_, i) => entry(from * MIN + i * step + 1, text, { revision }));
}

/** shop-1 for an hour, then shop-2 for `after` minutes. */
export function twoRevisions(after = 60): (Tally | LogEntry)[] {
  return [...minutes('shop-1', -60, 0), ready(0, 'shop-2'), ...minutes('shop-2', 0, after)];
}

export function named(name: string, more: Partial<Target> = {}): Target {
  return { name, aliases: [], part: 'named', rule: null, title: name, service: null, before: null, ...more };
}

export interface Asking {
  rules?: Rule[];
  facts?: DeploymentFact[];
  question?: Partial<VerifyQuestion>;
}

/** Feeds everything and asks once; null where no fix has gone live. */
export function ask(items: Fed[], { rules = [BOOM], facts = [], question: more = {} }: Asking = {}): Verified | null {
  const analyzer = new Analyzer(bookOf(rules));
  for (const item of items) {
    if ('minute' in item) analyzer.tally(item);
    else if ('reason' in item) analyzer.loss(item);
    else analyzer.add(item);
  }
  for (const fact of facts) analyzer.fact(fact);
  return analyzer.verify({
    ...question({ since: { kind: 'deploy', back: 1 } }),
    ...{ revision: null, targets: null, blamed: new Set(), failingSince: null, seenBefore: new Set() },
    ...more,
  });
}

export function verified(items: Fed[], asking: Asking = {}) {
  return ask(items, asking)!.verification;
}

/** The one signature that was verified. */
export function row(items: Fed[], asking: Asking = {}): VerifiedSignature {
  const { signatures } = verified(items, asking);
  if (signatures.length !== 1) throw new Error(`${signatures.length} signatures`);
  return signatures[0]!;
}
