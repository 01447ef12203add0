/** `level=info tenant=acme took=12ms`: fields printed one after the other. */
import { isConstantWord, isKindKey } from './words.ts';

const PAIR = /(^|[\s,;({[])([A-Za-z_][\w.-]{0,80})=((?:<\w+>|[^\s,;=()[\]{}"'<>]){1,200})(?=$|[\s,;)\]}])/g;
/** One pair may be an equation. */
const FIELDS = 2;

/** The message with the values of its fields masked; what says which kind of message it is stays. */
export function foldLogfmt(masked: string): string {
  if (!masked.includes('=')) return masked;
  if ((masked.match(PAIR)?.length ?? 0) < FIELDS) return masked;
  return masked.replace(PAIR, (pair, before: string, key: string, value: string) =>
    isKindKey(key) || isConstantWord(value) ? pair : `${before}${key}=<str>`,
  );
}
