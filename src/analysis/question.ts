import type { Micros } from '../model.ts';

/**
 * Where the window opens. `auto` = the last go-live, or, where none is known, everything read; `back` = so long before the last entry, or
 * before `until` where that is a time.
 */
export type Since =
  | { kind: 'auto' }
  | { kind: 'deploy'; back: number }
  | { kind: 'revision'; name: string }
  | { kind: 'time'; at: Micros }
  | { kind: 'back'; by: Micros };

export interface Span {
  from: Micros;
  to: Micros;
}

/** What a snapshot is asked: the window, and what the report says of its surroundings. */
export interface Question {
  since: Since;
  /** End of the window; null = the last entry read. */
  until: Micros | null;
  /** So long before the last entry, where `until` is null. */
  untilBack?: Micros;
  baseline: Span | null;
  /** Services to report on; [] = all seen. */
  services: string[];
  /** Whether the source counts healthy entries too, so that entries can be a denominator; requests it always counts. */
  seesHealthy: boolean;
  project: string | null;
  timezone: string;
  sources: string[];
  notes: string[];
  stakes: { service: string; text: string }[];
  /** Signatures or aliases. */
  muted: ReadonlySet<string>;
  /** Signature or alias to the name it is known by. */
  known: ReadonlyMap<string, string>;
  /** In how many steps of time the report shows counts; not given = in none. */
  steps?: number;
}
