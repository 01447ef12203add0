import { UserError } from '../errors.ts';
import { escapeTerminal } from '../text/escape.ts';

/** An error as stderr shows it: a user's mistake as what, why and what to do; a bug of ours with its stack. */
export function explainFailure(error: unknown): string {
  if (error instanceof UserError) {
    const hint = error.hint ? `\n  ${indented(error.hint)}` : '';
    return `rca: ${indented(error.message)}${hint}\n`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `rca: this is a bug in rca, please report it with the lines below\n${escapeTerminal(stack)}\n`;
}

/** Only rca's own first line begins at the margin: a line of a file name cannot pass for another message. */
function indented(text: string): string {
  return escapeTerminal(text).replace(/\n(?! )/g, '\n  ');
}
