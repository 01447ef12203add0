import type { Rule } from '../model.ts';
import { suggest } from '../text/near.ts';
import { FRAMES } from './areas.ts';
import { captureNames, checkPattern } from './dialect.ts';
import type { RuleProblem } from './problem.ts';

type Said = Pick<RuleProblem, 'field' | 'problem' | 'fix'>;

/** Fields that name a thing once. */
const LISTS = ['patterns', 'needles', 'identity', 'logs', 'leadsTo', 'references'] as const;

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

/** A capture's place in a sentence; `bare`: it has no words for where a text does not give it (`{name|the module}`). */
interface Placeholder {
  name: string;
  field: string;
  bare: boolean;
}

/** Every `{name}` in what a report says of a match, with where it stands. */
export function placeholders(rule: Rule): Placeholder[] {
  const texts: [field: string, text: string][] = [
    ['title', rule.title],
    ['cause', rule.cause],
    ...rule.remedy.map((step, index): [string, string] => [`remedy[${index}]`, step]),
  ];
  return texts.flatMap(([field, text]) =>
    [...text.matchAll(/\{(\w+)(\|[^{}]+)?\}/g)].map((hit) => ({ name: hit[1]!, field, bare: hit[2] === undefined })),
  );
}

function checkCaptures(rule: Rule): Said[] {
  const captures = [...new Set(rule.patterns.flatMap(captureNames))];
  const identity = rule.identity
    .map((name, index) => ({ name, field: `identity[${index}]` }))
    .filter(({ name }) => name !== FRAMES);
  return [...identity, ...placeholders(rule)]
    .filter(({ name }) => !captures.includes(name))
    .map(({ name, field }) => unknownCapture(field, name, captures));
}

function checkRole(rule: Rule): Said[] {
  const wanted = AREA_ROLE[rule.category];
  if (!wanted || rule.role === wanted) return [];
  const problem = `"${rule.role}" in the area ${rule.category}, whose rules are no failures`;
  return [{ field: 'role', problem, fix: `Write role: ${wanted}, or move the rule to another area.` }];
}

function checkRepeats(rule: Rule): Said[] {
  return LISTS.flatMap((list) =>
    (rule[list] as string[]).flatMap((value, index, all) => {
      const first = all.indexOf(value);
      const said = { field: `${list}[${index}]`, problem: `says the same as ${list}[${first}]`, fix: 'Take one out.' };
      return first < index ? [said] : [];
    }),
  );
}

/** A needle with another one in it is never needed: where it stands, so does the other. */
function checkNeedles({ needles }: Rule): Said[] {
  return needles.flatMap((needle, index) => {
    const inner = needles.find((other) => other !== needle && needle.includes(other));
    if (inner === undefined) return [];
    const problem = `"${needle}" has the needle "${inner}" in it, which finds the same`;
    return [
      { field: `needles[${index}]`, problem, fix: 'Take the longer one out, or the shorter if it is too common.' },
    ];
  });
}

function checkLeadsTo({ id, leadsTo }: Rule): Said[] {
  const index = leadsTo.indexOf(id);
  if (index < 0) return [];
  return [
    { field: `leadsTo[${index}]`, problem: 'names the rule itself', fix: 'Take it out: nothing is its own cause.' },
  ];
}

/** What the schema cannot see in one rule. */
export function checkRule(rule: Rule, file: string): RuleProblem[] {
  const patterns = checkPatterns(rule);
  const said = patterns.length ? patterns : [...checkCaptures(rule), ...checkRole(rule)];
  return said.map((one) => ({ file, rule: rule.id, ...one }));
}

/** What is superfluous in a rule and hurts nobody: its tests say so, a scan does not fail over it. */
export function checkTidy(rule: Rule, file: string): RuleProblem[] {
  const said = [...checkRepeats(rule), ...checkNeedles(rule), ...checkLeadsTo(rule)];
  return said.map((one) => ({ file, rule: rule.id, ...one }));
}
