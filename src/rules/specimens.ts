import type { LogKind, Rule } from '../model.ts';
import { placeholders } from './check.ts';
import { findEach } from './compiled.ts';
import type { FolderRule } from './folder.ts';
import { createJudge, type Decide, type Judge, type Verdict } from './judge.ts';
import { specimensFile } from './names.ts';
import type { RuleProblem } from './problem.ts';
import type { Specimen } from './schema.ts';
import { isUnfinished, unfinished } from './unfinished.ts';

/** How much of a specimen a problem quotes. */
const QUOTED = 100;

/** One thing wrong with a rule's specimens. */
export interface SpecimenProblem extends RuleProblem {
  /** The text that shows it; null where it is no single one. */
  specimen: { text: string; log: LogKind } | null;
}

interface Case {
  text: string;
  log: LogKind;
  captures: Record<string, string>;
}

type Said = [problem: string, fix: string];

/** A specimen with what it leaves out filled in. */
export function readSpecimen(specimen: Specimen, rule: Rule): Case {
  const given = typeof specimen === 'string' ? { text: specimen } : specimen;
  return { text: given.text, log: given.log ?? rule.logs[0] ?? 'stderr', captures: given.captures ?? {} };
}

function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > QUOTED ? `${line.slice(0, QUOTED - 1)}…` : line;
}

/** What is wrong with the captures of a text that its rule won. */
function judgeCaptures(rule: Rule, { text, captures }: Case, got: Record<string, string>): Said[] {
  const wrong = Object.entries(captures).filter(([name, wanted]) => got[name] !== wanted);
  const empty = new Set(placeholders(rule).map(({ name }) => name));
  for (const name of Object.keys(captures)) empty.delete(name);
  const said = (name: string) => (got[name] === undefined ? 'nothing' : `"${got[name]}"`);
  return [
    ...wrong.map(([name, wanted]): Said => {
      return [`captures ${name} = ${said(name)} in "${quoted(text)}"`, `Expected is "${wanted}".`];
    }),
    ...[...empty]
      .filter((name) => !got[name])
      .map((name): Said => {
        const fix = `Capture it in every pattern, or do without {${name}} in title, cause and remedy.`;
        return [`captures no ${name} in "${quoted(text)}", which fills {${name}}`, fix];
      }),
  ];
}

/** What is wrong with a text of which rules see nothing that a pattern matches, though one may match the text as a whole. */
function judgeUnmatched({ text }: Case, { match }: Verdict, whole: boolean): Said {
  const said = `"${quoted(text)}"`;
  if (!whole) return [`no pattern matches ${said}`, 'Change a pattern or add one, or move the text to ignores.'];
  if (match) {
    return [`${match.rule} wins ${said}`, 'The root exception of a trace decides: move the text to that rule.'];
  }
  return [`no pattern matches ${said} without its header`, 'Leave the header out of the pattern: it is cut off first.'];
}

/** What is wrong with one text that the rule must win; `parts` are what its patterns match of it. */
function judgeMatch(rule: Rule, specimen: Case, { match }: Verdict, parts: string[]): Said[] {
  const said = `"${quoted(specimen.text)}"`;
  if (!parts.every((part) => rule.needles.some((needle) => part.includes(needle)))) {
    const fix = 'Add a needle that every match contains, case as in the text.';
    return [[`no needle stands in the part of ${said} that matches`, fix]];
  }
  if (match?.rule === rule.id) return judgeCaptures(rule, specimen, match.captures);
  const fix = 'Lengthen the pattern, or see to role and logs; or move the text to that rule.';
  return [[`${match?.rule ?? 'no rule'} wins ${said}`, fix]];
}

/** What is wrong with the texts of one rule, judged by the whole library and by the rule alone. */
function checkRule({ file, rule, specimens }: FolderRule, library: Judge, alone: Judge): SpecimenProblem[] {
  const beside = specimensFile(file);
  const say = (field: string, [problem, fix]: Said, specimen: SpecimenProblem['specimen'] = null) => {
    return { file: specimen ? beside : file, rule: rule.id, field, problem, fix, specimen };
  };
  const compiled = { rule, rank: 0, patterns: null };
  const shown = new Set<number>();
  const matches = specimens!.matches.flatMap((specimen, index) => {
    const one = readSpecimen(specimen, rule);
    if (isUnfinished(one.text)) return [];
    const verdict = library.judge(one.text, one.log);
    const found = verdict.asked.flatMap((text) =>
      findEach(compiled, text).flatMap((match, pattern) => {
        if (match) shown.add(pattern);
        return match ? [text.slice(match.start, match.end)] : [];
      }),
    );
    const whole = () => findEach(compiled, one.text).some((match) => match !== null);
    const wrong = found.length ? judgeMatch(rule, one, verdict, found) : [judgeUnmatched(one, verdict, whole())];
    return wrong.map((said) => say(`matches[${index}]`, said, one));
  });
  const ignores = specimens!.ignores.flatMap((specimen, index) => {
    const one = readSpecimen(specimen, rule);
    if (isUnfinished(one.text) || !alone.judge(one.text, one.log).match) return [];
    return [say(`ignores[${index}]`, [`matches "${quoted(one.text)}"`, 'Narrow the pattern that hits.'], one)];
  });
  const fix = 'Add a text that it matches to matches:, or take the pattern out.';
  const unused = rule.patterns
    .map((pattern, index) => ({ pattern, index }))
    .filter(({ pattern, index }) => !shown.has(index) && !isUnfinished(pattern))
    .map(({ index }) => say(`patterns[${index}]`, ['no specimen shows it', fix]));
  return [...matches, ...ignores, ...unused];
}

/** Texts that stand twice beside a rule. */
function repeats({ file, rule, specimens }: FolderRule): SpecimenProblem[] {
  const seen = new Map<string, string>();
  const lists = (['matches', 'ignores'] as const).flatMap((list) =>
    specimens![list].map((specimen, index) => ({ field: `${list}[${index}]`, ...readSpecimen(specimen, rule) })),
  );
  return lists.flatMap(({ field, text, log }) => {
    const before = seen.get(`${log} ${text}`);
    seen.set(`${log} ${text}`, field);
    if (before === undefined || isUnfinished(text)) return [];
    const said = { problem: `is the same text as ${before}`, fix: 'Take one out.', specimen: null };
    return [{ file: specimensFile(file), rule: rule.id, field, ...said }];
  });
}

/**
 * Runs the specimens of `tested` against `library` (all rules together) along the path of a scan, proves the needles, and sees to it
 * that every pattern is shown and every name in a rule's sentences filled.
 */
export function checkSpecimens(tested: FolderRule[], library: Rule[], decide: Decide): SpecimenProblem[] {
  const all = createJudge(library, decide);
  return tested.flatMap((one) => {
    const { file, rule, specimens } = one;
    if (!specimens) {
      const fix = 'Write at least two texts under matches: and two look-alikes under ignores:.';
      return [{ file: specimensFile(file), rule: rule.id, field: '', problem: 'is missing', fix, specimen: null }];
    }
    const left = unfinished(one).map((problem) => ({ ...problem, specimen: null }));
    return [...left, ...repeats(one), ...checkRule(one, all, createJudge([rule], decide))];
  });
}
