import type { Rule } from '../model.ts';
import { suggest } from '../text/near.ts';
import { AREAS, FRAMES } from './areas.ts';
import { captureNames, checkPattern } from './dialect.ts';
import type { RuleProblem } from './problem.ts';

type Said = Pick<RuleProblem, 'field' | 'problem' | 'fix'>;

/** `{name}` in a cause, remedy or title. */
const PLACEHOLDER = /\{(\w+)\}/g;

/** Areas whose rules all have the area's own role. */
const AREA_ROLE: Partial<Record<Rule['category'], Rule['role']>> = { lifecycle: 'lifecycle', noise: 'noise' };

function checkPatterns(rule: Rule): Said[] {
  return rule.patterns.flatMap((pattern, index) => {
    const found = checkPattern(pattern);
    return found ? [{ field: `patterns[${index}]`, problem: found.problem, fix: found.fix }] : [];
  });
}

function unknownCapture(field: string, name: string, captures: string[]): Said {
  const meant = suggest(name, captures);
  const has = captures.length
    ? `The patterns capture ${captures.join(', ')}.`
    : 'No pattern of this rule has a capture.';
  const fix = meant ? `Did you mean "${meant}"?` : `${has} Write (?P<${name}>…) in a pattern, or take the name out.`;
  return { field, problem: `names "${name}", which no pattern captures`, fix };
}

function checkCaptures(rule: Rule): Said[] {
  const captures = [...new Set(rule.patterns.flatMap(captureNames))];
  const identity = rule.identity
    .map((name, index) => ({ name, field: `identity[${index}]` }))
    .filter(({ name }) => name !== FRAMES);
  const texts = [rule.cause, ...rule.remedy];
  const placeholders = texts.flatMap((text, index) =>
    [...text.matchAll(PLACEHOLDER)].map((hit) => ({ name: hit[1]!, field: index ? `remedy[${index - 1}]` : 'cause' })),
  );
  return [...identity, ...placeholders]
    .filter(({ name }) => !captures.includes(name))
    .map(({ name, field }) => unknownCapture(field, name, captures));
}

function checkRole(rule: Rule): Said[] {
  const wanted = AREA_ROLE[rule.category];
  if (!wanted || rule.role === wanted) return [];
  const problem = `"${rule.role}" in the area ${rule.category}, whose rules are no failures`;
  return [{ field: 'role', problem, fix: `Write role: ${wanted}, or move the rule to another area.` }];
}

/** What the schema cannot see in one rule. */
export function checkRule(rule: Rule, file: string): RuleProblem[] {
  const patterns = checkPatterns(rule);
  const said = patterns.length ? patterns : [...checkCaptures(rule), ...checkRole(rule)];
  return said.map((one) => ({ file, rule: rule.id, ...one }));
}

/**
 * What is odd but harmless in a whole set (built-in rules and the user's): `leadsTo` that names no rule. One sentence each.
 */
export function ruleWarnings(rules: Rule[]): string[] {
  const ids = rules.map((rule) => rule.id);
  const known = new Set([...ids, ...AREAS.map((area) => `${area}/*`)]);
  return rules.flatMap((rule) =>
    rule.leadsTo
      .filter((target) => !known.has(target))
      .map((target) => {
        const meant = suggest(target, [...known]);
        return `rule ${rule.id}, leadsTo: no rule is called "${target}"${meant ? `; did you mean "${meant}"?` : ''}`;
      }),
  );
}
