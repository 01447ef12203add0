import type { LogKind, Rule } from '../model.ts';
import { readHeader } from '../text/header.ts';
import { isContainer } from '../text/log-kind.ts';
import { severityRank } from '../text/severity.ts';
import { placeholders } from './check.ts';
import { type CompiledRule, findEach } from './compiled.ts';
import type { Verdict } from './judge.ts';
import type { Specimen } from './schema.ts';

/** A specimen with what it leaves out filled in. */
export interface Case {
  text: string;
  log: LogKind;
  /** What it must capture. */
  captures: Record<string, string>;
}

/** What is wrong with one text. */
export interface Fault {
  /** In a sentence about a text that is called so: `no pattern matches ${text}`. */
  what(text: string): string;
  fix: string;
  /** What was wanted and what came, where that is more than which rule wins. */
  expected?: string;
  happened?: string;
}

export function readSpecimen(specimen: Specimen, rule: Rule): Case {
  const given = typeof specimen === 'string' ? { text: specimen } : specimen;
  return { text: given.text, log: given.log ?? rule.logs[0] ?? 'stderr', captures: given.captures ?? {} };
}

/** Captures that are not what the specimen says, of a text that its rule won. */
function wrongCaptures({ captures }: Case, got: Record<string, string>): Fault[] {
  return Object.entries(captures)
    .filter(([name, wanted]) => got[name] !== wanted)
    .map(([name, wanted]) => {
      const value = got[name] === undefined ? 'nothing' : `"${got[name]}"`;
      return {
        what: (text) => `captures ${name} = ${value} instead of "${wanted}" in ${text}`,
        fix: 'Change the pattern, or what the specimen says.',
        expected: `${name} = "${wanted}"`,
        happened: `${name} = ${value}`,
      };
    });
}

/** Captures that the rule's own sentences name, and the text does not give. */
function missingCaptures(rule: Rule, { captures }: Case, got: Record<string, string>): Fault[] {
  const names = new Set(
    placeholders(rule)
      .filter(({ bare }) => bare)
      .map(({ name }) => name),
  );
  return [...names]
    .filter((name) => !got[name] && !(name in captures))
    .map((name) => ({
      what: (text) => `captures no ${name} in ${text}, which fills {${name}}`,
      fix: `Capture it in every pattern, or do without {${name}} in title, cause and remedy.`,
      expected: `a capture for {${name}}`,
      happened: 'none',
    }));
}

/** A container's line whose own level says that it is healthy: in a scan no rule of failures speaks for it. */
function judgeLevel({ role }: Rule, { text, log }: Case): Fault[] {
  const container = isContainer(log);
  const level = container && (role === 'cause' || role === 'symptom') ? readHeader(text).level : null;
  if (level === null || severityRank(level) >= severityRank('NOTICE')) return [];
  const fix = 'Take a text without a level, or with NOTICE and above; or move it to ignores.';
  return [
    { what: (one) => `no rule of failures speaks for ${one}: its level is ${level}`, fix, happened: 'no rule wins' },
  ];
}

/** A text of which rules see nothing that a pattern matches, though one may match the text as a whole. */
function judgeUnmatched(compiled: CompiledRule, { text }: Case, { match }: Verdict): Fault {
  if (!findEach(compiled, text).some((found) => found !== null)) {
    const fix = 'Change a pattern or add one, or move the text to ignores.';
    return { what: (one) => `no pattern matches ${one}`, fix };
  }
  if (match) {
    const fix = 'The root exception of a trace decides: move the text to that rule.';
    return { what: (one) => `${match.rule} wins ${one}`, fix };
  }
  const fix = 'Leave the header out of the pattern: it is cut off first.';
  return { what: (one) => `no pattern matches ${one} without its header`, fix };
}

/** What is wrong with a text that the rule must win; `parts` are what its patterns match of what the rules were asked. */
export function judgeMatch(compiled: CompiledRule, specimen: Case, verdict: Verdict, parts: string[]): Fault[] {
  const { rule } = compiled;
  const { match } = verdict;
  if (!parts.length) return [judgeUnmatched(compiled, specimen, verdict)];
  if (!parts.every((part) => rule.needles.some((needle) => part.includes(needle)))) {
    const fix = 'Add a needle that every match contains, case as in the text.';
    const expected = `one of the needles ${rule.needles.map((needle) => JSON.stringify(needle)).join(', ')}`;
    const without = parts.find((part) => !rule.needles.some((needle) => part.includes(needle)));
    const happened = `none in ${JSON.stringify(without)}`;
    return [{ what: (text) => `no needle stands in the part of ${text} that matches`, fix, expected, happened }];
  }
  if (match?.rule === rule.id) {
    return [
      ...judgeLevel(rule, specimen),
      ...wrongCaptures(specimen, match.captures),
      ...missingCaptures(rule, specimen, match.captures),
    ];
  }
  const fix = 'Lengthen the pattern, or see to role and logs; or move the text to that rule.';
  return [{ what: (text) => `${match?.rule ?? 'no rule'} wins ${text}`, fix }];
}
