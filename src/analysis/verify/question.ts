import type { Exposed, Micros } from '../../model.ts';
import type { Question } from '../question.ts';

/** A signature to verify. */
export interface Target {
  /** A signature, an alias, the beginning of one, or a rule's id. */
  name: string;
  aliases: string[];
  /** A `symptom` only has a say where it was common enough to tell; the others always have. */
  part: 'named' | 'root' | 'symptom';
  rule: string | null;
  title: string;
  /** Only of this service; null = wherever it shows. */
  service: string | null;
  /** What is known of it from a saved report: counts while it failed. */
  before: (Exposed & { from: Micros; to: Micros; revision: string }) | null;
}

/** What a verification is asked. */
export interface VerifyQuestion extends Question {
  /** The revision to verify; null = of each service the last go-live. */
  revision: string | null;
  /** null = every failure signature from before the fix. */
  targets: Target[] | null;
  /** Revisions that a saved report blames, and when what it diagnosed began: a fix is none of them, and went live later. */
  blamed: ReadonlySet<string>;
  failingSince: Micros | null;
  /** Signatures and aliases that a saved report has: they are not new. */
  seenBefore: ReadonlySet<string>;
}
