/** What each language's reader offers; parse.ts holds the ordered table of them. */
import type { StackTrace, TraceException } from '../../model.ts';

export interface Parsed {
  /** Root cause first, the outermost last; frames as printed but for their order: outermost call first. */
  exceptions: TraceException[];
  /** Frames that the text itself says it left out of a cycle. */
  folded: number;
}

export interface Language {
  language: StackTrace['language'];
  /** A cheap test that most texts fail. */
  looks(text: string): boolean;
  /** null where the lines are no trace of this language after all. */
  parse(lines: string[]): Parsed | null;
}

/** A message of many lines is cut here: what comes behind is a dump. */
const MAX_MESSAGE_LINES = 20;

/** The lines of one exception's message as one text. */
export function joinMessage(lines: string[]): string {
  return lines.slice(0, MAX_MESSAGE_LINES).join('\n').trim();
}
