import { existsSync } from 'node:fs';
import type { Target, Verified } from '../analysis/index.ts';
import { UserError } from '../errors.ts';

/** What the words after `rca verify` are: what to verify, and what to read. */
export interface Words {
  targets: Target[];
  paths: string[];
}

const SIGNATURE = /^v1:[0-9a-f]*$/i;
const HEX = /^[0-9a-f]{6,16}$/i;
const LEAST = 6;

/**
 * Tells signatures and ids of rules from files. `v1:…` is always a signature; a rule's id and bare hex digits only where no file has that
 * name; all else is a file, a folder or `-`.
 */
export function readWords(words: string[], rules: ReadonlySet<string>): Words {
  const targets: Target[] = [];
  const paths: string[] = [];
  for (const word of words) {
    if (SIGNATURE.test(word)) targets.push(named(checkedSignature(word.toLowerCase())));
    else if (rules.has(word)) targets.push(named(notAFile(word), word));
    else if (HEX.test(word) && !existsSync(word)) targets.push(named(`v1:${word.toLowerCase()}`));
    else paths.push(word);
  }
  return { targets, paths };
}

function named(name: string, rule: string | null = null): Target {
  return { name, aliases: [], part: 'named', rule, title: name, service: null, before: null };
}

function checkedSignature(word: string): string {
  const digits = word.length - 'v1:'.length;
  if (digits >= LEAST && digits <= 16) return word;
  throw new UserError(
    `'${word}' is not a signature: it has ${digits} digits`,
    `A signature is v1: and 16 hex digits; the first ${LEAST} are enough where no other begins so.`,
  );
}

function notAFile(id: string): string {
  if (!existsSync(id)) return id;
  throw new UserError(
    `'${id}' is a rule and a file`,
    `Write ./${id} for the file; for the rule, run it in another folder.`,
  );
}

/** What was named and is not there, or is more than one thing. UserError for either. */
export function checkNames({ unseen, ambiguous, seen }: Verified, where: string): void {
  const [several] = ambiguous;
  if (several) {
    throw new UserError(
      `${several.name} is the beginning of ${several.signatures.length} signatures`,
      `Write one of them in full: ${several.signatures.slice(0, 5).join(', ')}`,
    );
  }
  const [missing] = unseen;
  if (!missing) return;
  const some = seen.slice(0, 5).map(({ signature, title }) => `${signature} (${title})`);
  const known = some.length > 0 ? `Failing before the fix: ${some.join(', ')}.` : 'No failure was seen before the fix.';
  throw new UserError(
    `${missing.name} was not seen ${where}: neither before the fix nor since`,
    `${known} Reach the time when it failed with --baseline FROM..TO, or give its report with --since-report.`,
  );
}
