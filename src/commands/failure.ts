import { UserError } from '../errors.ts';
import { escapeTerminal } from '../text/escape.ts';

/** An error as stderr shows it: a user's mistake as what, why and what to do; a bug of ours with its stack. */
export function explainFailure(error: unknown): string {
  if (error instanceof UserError) {
    const hint = error.hint ? `\n  ${escapeTerminal(error.hint)}` : '';
    return `rca: ${escapeTerminal(error.message)}${hint}\n`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `rca: this is a bug in rca, please report it with the lines below\n${escapeTerminal(stack)}\n`;
}
