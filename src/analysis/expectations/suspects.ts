import type { Confidence } from '../../model.ts';
import type { Broken } from './types.ts';

/** A service that broken expectations accuse. */
export interface Suspect {
  service: string;
  /** Evidence times share, summed over all that is broken. */
  score: number;
  /** What accuses it, the strongest first; at least one. */
  broken: Broken[];
  confidence: Confidence;
  /** Of the service that comes next. */
  runnerUp: { service: string; score: number } | null;
}

/** Below that nobody is accused without a failure to go with it. */
export const UNDECIDED = 4;
/** So much evidence, so far ahead of the next service, is enough to be sure. */
export const SURE = 6;
export const AHEAD = 2.5;
/** Two services with such shares of the same thing cannot be told apart by it. */
const SHARED = 0.4;

/**
 * The accused services, the most accused first. What one service is to blame for is not held against others too, unless it cannot be told
 * which of them it is: then each of these stands for itself.
 */
export function suspectsOf(all: readonly Broken[]): Suspect[] {
  const scores = new Map<string, number>();
  for (const { evidence, blame } of all)
    for (const [service, share] of blame) scores.set(service, (scores.get(service) ?? 0) + evidence * share);
  const ranked = [...scores].sort(([a, high], [b, low]) => low - high || (a < b ? -1 : 1));
  const top = ranked[0];
  if (!top) return [];
  const open = isOpen(top, all);
  return ranked.flatMap(([service, score], i) => {
    const weightOf = ({ evidence, blame }: Broken) => evidence * (blame.get(service) ?? 0);
    const broken = all
      .filter(({ blame }) => (open ? (blame.get(service) ?? 0) > 0 : mostBlamed(blame) === service))
      .sort((a, b) => weightOf(b) - weightOf(a));
    if (broken.length === 0) return [];
    const [next, behind] = ranked[i === 0 ? 1 : 0] ?? [];
    const runnerUp = next === undefined ? null : { service: next, score: behind! };
    return [{ service, score, broken, confidence: confidenceOf(score, i === 0, open, runnerUp?.score ?? 0), runnerUp }];
  });
}

/** Whether it cannot be told who it is: too little evidence, or the strongest of it speaks against two alike. */
function isOpen([service, score]: [string, number], all: readonly Broken[]): boolean {
  const strongest = all.find(({ blame }) => mostBlamed(blame) === service) ?? all[0]!;
  const second = [...strongest.blame.values()].sort((a, b) => b - a)[1] ?? 0;
  return score < UNDECIDED || second >= SHARED;
}

function confidenceOf(score: number, isFirst: boolean, open: boolean, next: number): Confidence {
  if (open || score < UNDECIDED) return 'low';
  if (isFirst && score >= SURE && score >= AHEAD * next) return 'high';
  return isFirst || score >= SURE ? 'medium' : 'low';
}

export function mostBlamed(blame: ReadonlyMap<string, number>): string {
  return [...blame].sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1))[0]![0];
}
