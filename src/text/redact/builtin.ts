import { RE2JS } from 're2js';
import { UserError } from '../../errors.ts';
import { SECRET_PATTERNS, type SecretPattern } from './patterns.ts';
import type { Span } from './span.ts';

/** Where the secrets of one kind are. */
export type Finder = (text: string) => Span[];

/** Finders for the built-in patterns and the user's own (RE2; the group `secret` or the whole match). Throws UserError. */
export function patternFinders(extra: string[]): Finder[] {
  const own = extra.map((pattern): SecretPattern => ({ name: 'own', gate: /^/, pattern, mask: '[redacted]' }));
  return [...SECRET_PATTERNS.map((row) => finder(row)), ...own.map((row) => finder(row, compile(row.pattern)))];
}

/** A built-in pattern is compiled when its gate first lets a text through: in most runs most never do. */
function finder(row: SecretPattern, compiled: RE2JS | null = null): Finder {
  let re = compiled;
  const group = row.pattern.includes('(?P<secret>') ? 'secret' : 0;
  return (text) => {
    if (!row.gate.test(text)) return [];
    re ??= compile(row.pattern);
    const spans: Span[] = [];
    const matcher = re.matcher(text);
    while (matcher.find()) {
      const start = matcher.start(group);
      const end = matcher.end(group);
      if (start >= 0 && end > start && (row.judge?.(text.slice(start, end)) ?? true))
        spans.push({ start, end, mask: row.mask });
    }
    return spans;
  };
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `Redaction pattern ${JSON.stringify(pattern)} is not valid RE2: ${why}`,
      'Correct it under redact: in rca.yaml.',
    );
  }
}
