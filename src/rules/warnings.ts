import type { Rule } from '../model.ts';
import { suggest } from '../text/near.ts';
import { AREAS } from './areas.ts';

/** Whether a rule names another in its `leadsTo`, by its id or its area. */
export function leadsTo(from: Rule, to: Rule): boolean {
  return from.leadsTo.some((target) => target === to.id || target === `${to.category}/*`);
}

/** `leadsTo` that names no rule. */
function unknownTargets(rules: Rule[], off: readonly string[]): string[] {
  const ids = [...rules.map((rule) => rule.id), ...off];
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

/**
 * Circles of symptoms, each as the ids along it: which of them is behind the others is nowhere said. With a cause in it a circle is
 * none: a chain of whys ends there.
 */
function circles(rules: Rule[]): string[][] {
  const symptoms = rules.filter((rule) => rule.role === 'symptom');
  const done = new Set<Rule>();
  const found: string[][] = [];
  const visit = (rule: Rule, path: Rule[]) => {
    const at = path.indexOf(rule);
    if (at >= 0) found.push([...path.slice(at), rule].map(({ id }) => id));
    if (at >= 0 || done.has(rule)) return;
    for (const next of symptoms) if (leadsTo(rule, next)) visit(next, [...path, rule]);
    done.add(rule);
  };
  for (const rule of symptoms) visit(rule, []);
  return found;
}

/**
 * What is odd but harmless in a whole set (built-in rules and the user's): one sentence each. `off` = ids that are switched off: to
 * lead to one is nothing odd.
 */
export function ruleWarnings(rules: Rule[], off: readonly string[] = []): string[] {
  const inCircle = circles(rules).map((ids) => `rule ${ids[0]}, leadsTo: goes in a circle: ${ids.join(' -> ')}`);
  return [...unknownTargets(rules, off), ...inCircle];
}
