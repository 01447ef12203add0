/** Shell lines that are safe to paste: one line, every argument one word, nothing expanded. */
import { collapse, escapeTerminal } from '../text/escape.ts';

const SAFE_WORD = /^[\w@%+=:,./-]+$/;

/** An argument for a POSIX shell. White space becomes one space, and controls are made visible: no line can end inside it. */
export function shellQuote(argument: string): string {
  const word = collapse(escapeTerminal(argument));
  return SAFE_WORD.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Words of the safe letters and single-quoted strings. */
const SAFE_LINE = /^gcloud(?: (?:[\w@%+=:,./-]|'[\u0020-\u0026\u0028-\u007e]*'|\\')+)+$/;

/** Whether a line made elsewhere is one gcloud command and nothing that a shell would expand, chain or redirect. */
export function isSafeCommand(line: string): boolean {
  return line.length <= 4000 && SAFE_LINE.test(line);
}

/** A line that reads the entries which a filter finds. */
export function readCommand(filter: string, project: string | null): string {
  const place = project === null ? [] : [`--project=${shellQuote(project)}`];
  return ['gcloud logging read', shellQuote(filter), ...place, '--format=json'].join(' ');
}
