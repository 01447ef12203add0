/** Log text is hostile data: everything that makes it inert on the way out. */
import { asEscape } from './terminal.ts';

export { codeBlock, escapeMarkdown, inlineCode } from './markdown.ts';
export { collapse, escapeTerminal, oneLine } from './terminal.ts';

const JSON_UNSAFE = /[\u007f-\u009f\u2028\u2029\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** `JSON.stringify` with everything that a terminal could obey or an eye could miss as `\uXXXX`. */
export function escapeJson(value: unknown, indent?: number): string {
  return (JSON.stringify(value, null, indent) ?? 'null').replace(JSON_UNSAFE, asEscape);
}
