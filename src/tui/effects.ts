/** What the screen asks for and may not do itself: files, processes, the clipboard. Carried out by functions that are handed in. */
import type { RawEntry, Report } from '../model.ts';

/** A signature of a service, or of a diagnosis its root. */
export interface Target {
  signature: string;
  service: string;
}

/** Exactly what would be sent to GitHub. */
export interface IssueDraft {
  /** `owner/name`. */
  repository: string;
  /** `public`, `private`, `internal`. */
  visibility: string;
  title: string;
  /** Markdown. */
  body: string;
  /** The open issue with the same fingerprint: it gets a comment instead. */
  existing: { number: number; title: string; url: string } | null;
}

/** `target` null = of the whole report. */
export type Effect =
  | { type: 'copy' | 'draft' | 'browse'; report: Report; target: Target | null }
  | { type: 'file'; draft: IssueDraft }
  | { type: 'mute'; signature: string; aliases: string[]; title: string; on: boolean }
  | { type: 'entries'; target: Target };

export type Answer =
  /** Something to know, a line or two. */
  | { type: 'said'; text: string }
  /** It could not be done: why and what to do. */
  | { type: 'failed'; text: string }
  | { type: 'draft'; draft: IssueDraft }
  | { type: 'filed'; text: string }
  /** null = nothing beyond the samples is kept. */
  | { type: 'entries'; entries: RawEntry[] | null }
  /** A text to read or to copy by hand. */
  | { type: 'page'; heading: string; text: string };

/** Carries an effect out. A UserError becomes the answer `failed`; anything else is a bug and closes the screen. */
export type Perform = (effect: Effect) => Promise<Answer>;

/** An effect that was asked for and not yet answered. */
export interface Asked {
  id: number;
  effect: Effect;
}
