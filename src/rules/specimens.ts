import { RE2JS } from 're2js';
import type { LogKind, Rule } from '../model.ts';
import type { FolderRule } from './folder.ts';
import { createMatcher, type Matcher } from './matcher.ts';
import type { RuleProblem } from './problem.ts';
import type { Specimen } from './schema.ts';

/** How much of a specimen a problem quotes. */
const QUOTED = 100;

interface Case {
  text: string;
  log: LogKind;
  captures: Record<string, string>;
}

function readSpecimen(specimen: Specimen, rule: Rule): Case {
  const given = typeof specimen === 'string' ? { text: specimen } : specimen;
  return { text: given.text, log: given.log ?? rule.logs[0] ?? 'stderr', captures: given.captures ?? {} };
}

function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > QUOTED ? `${line.slice(0, QUOTED - 1)}…` : line;
}

/** What is wrong with one text that the rule must win, null where nothing is. */
function judgeMatch(rule: Rule, specimen: Case, library: Matcher): [problem: string, fix: string] | null {
  const { text, log } = specimen;
  const said = `"${quoted(text)}"`;
  const part = rule.patterns.map((pattern) => RE2JS.compile(pattern).exec(text)?.[0] as string | undefined);
  const matched = part.filter((one) => one !== undefined);
  if (!matched.length) {
    return [`no pattern matches ${said}`, 'Change a pattern or add one, or move the text to ignores.'];
  }
  if (!matched.every((one) => rule.needles.some((needle) => one.includes(needle)))) {
    return [
      `no needle stands in the part of ${said} that matches`,
      'Add a needle that every match contains, case as in the text.',
    ];
  }
  const won = library.match(text, log);
  if (won?.rule !== rule.id) {
    return [
      `${won?.rule ?? 'no rule'} wins ${said}`,
      'Lengthen the pattern, or see to role and logs; or move the text to that rule.',
    ];
  }
  for (const [name, wanted] of Object.entries(specimen.captures)) {
    const got = won.captures[name];
    if (got !== wanted) {
      return [
        `captures ${name} = ${got === undefined ? 'nothing' : `"${got}"`} in ${said}`,
        `Expected is "${wanted}".`,
      ];
    }
  }
  return null;
}

/** Runs the specimens of `tested` against `library` (all rules together) and proves the needles. */
export function checkSpecimens(tested: FolderRule[], library: Rule[]): RuleProblem[] {
  const all = createMatcher(library);
  return tested.flatMap(({ file, rule, specimens }) => {
    const beside = file.replace(/\.ya?ml$/, '.specimens.yaml');
    if (!specimens) {
      const fix = 'Write at least two texts under matches: and two look-alikes under ignores:.';
      return [{ file: beside, rule: rule.id, field: '', problem: 'is missing', fix }];
    }
    const own = createMatcher([rule]);
    const say = (field: string, said: [string, string] | null) =>
      said ? [{ file: beside, rule: rule.id, field, problem: said[0], fix: said[1] }] : [];
    const matches = specimens.matches.flatMap((specimen, index) =>
      say(`matches[${index}]`, judgeMatch(rule, readSpecimen(specimen, rule), all)),
    );
    const ignores = specimens.ignores.flatMap((specimen, index) => {
      const { text, log } = readSpecimen(specimen, rule);
      const hit = own.match(text, log);
      return say(`ignores[${index}]`, hit ? [`matches "${quoted(text)}"`, 'Narrow the pattern that hits.'] : null);
    });
    return [...matches, ...ignores];
  });
}
