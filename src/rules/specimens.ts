import type { LogKind, Rule } from '../model.ts';
import { type CompiledRule, compileRules, findEach } from './compiled.ts';
import type { FolderRule } from './folder.ts';
import { createJudge, type Decide, type Judge } from './judge.ts';
import { type Fault, judgeMatch, readSpecimen } from './judge-specimen.ts';
import { specimensFile } from './names.ts';
import type { RuleProblem } from './problem.ts';
import { isUnfinished, unfinished } from './unfinished.ts';

/** How much of a specimen a problem quotes. */
const QUOTED = 100;

/** One thing wrong with a rule's specimens. */
export interface SpecimenProblem extends RuleProblem {
  /** The text that shows it, and what is wrong with it in other words than `problem`, which quotes it; null where it is no single one. */
  specimen: { text: string; log: LogKind; fault: Fault } | null;
}

type Tested = FolderRule & { specimens: NonNullable<FolderRule['specimens']> };

function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `"${line.length > QUOTED ? `${line.slice(0, QUOTED - 1)}…` : line}"`;
}

/** The texts of one rule, judged by the whole library and by the rule alone; then the patterns that none of them shows. */
function checkTexts({ file, rule, specimens }: Tested, library: Judge, alone: Judge): SpecimenProblem[] {
  const [compiled] = compileRules([rule]) as [CompiledRule];
  const shown = new Set<number>();
  const say = (field: string, text: string, log: LogKind, fault: Fault) => {
    const problem = fault.what(quoted(text));
    return { file: specimensFile(file), rule: rule.id, field, problem, fix: fault.fix, specimen: { text, log, fault } };
  };
  const matches = specimens.matches.flatMap((specimen, index) => {
    const one = readSpecimen(specimen, rule);
    if (isUnfinished(one.text)) return [];
    const verdict = library.judge(one.text, one.log);
    const parts = verdict.asked.flatMap((text) =>
      findEach(compiled, text).flatMap((match, pattern) => {
        if (match) shown.add(pattern);
        return match ? [text.slice(match.start, match.end)] : [];
      }),
    );
    const faults = judgeMatch(compiled, one, verdict, parts);
    return faults.map((fault) => say(`matches[${index}]`, one.text, one.log, fault));
  });
  const ignores = specimens.ignores.flatMap((specimen, index) => {
    const { text, log } = readSpecimen(specimen, rule);
    if (isUnfinished(text) || !alone.judge(text, log).match) return [];
    const fault = {
      what: (one: string) => `matches ${one}`,
      fix: 'Narrow the pattern that hits.',
      expected: 'no match',
    };
    return [say(`ignores[${index}]`, text, log, fault)];
  });
  return [...matches, ...ignores, ...notShown(file, rule, shown)];
}

function notShown(file: string, rule: Rule, shown: ReadonlySet<number>): SpecimenProblem[] {
  const fix = 'Add a text that it matches to matches:, or take the pattern out.';
  const said = { file, rule: rule.id, problem: 'no specimen shows it', fix, specimen: null };
  return rule.patterns.flatMap((pattern, index) =>
    shown.has(index) || isUnfinished(pattern) ? [] : [{ ...said, field: `patterns[${index}]` }],
  );
}

/** Texts that stand twice beside a rule. */
function repeats({ file, rule, specimens }: Tested): SpecimenProblem[] {
  const seen = new Map<string, string>();
  const lists = (['matches', 'ignores'] as const).flatMap((list) =>
    specimens[list].map((specimen, index) => ({ field: `${list}[${index}]`, ...readSpecimen(specimen, rule) })),
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
    const complete = { ...one, specimens };
    return [...left, ...repeats(complete), ...checkTexts(complete, all, createJudge([rule], decide))];
  });
}
