import type { FolderRule } from './folder.ts';
import { specimensFile } from './names.ts';
import type { RuleProblem } from './problem.ts';

/** What `rca rules new` writes where somebody has to. */
export const UNFINISHED = 'TODO';

export function isUnfinished(text: string): boolean {
  return text.startsWith(UNFINISHED);
}

/** What nobody has written yet in a rule and beside it. */
export function unfinished({ file, rule, specimens }: FolderRule): RuleProblem[] {
  const list = (name: string, texts: string[]) => texts.map((text, index) => [`${name}[${index}]`, text] as const);
  const inRule = [
    ['title', rule.title] as const,
    ...list('patterns', rule.patterns),
    ...list('needles', rule.needles),
    ['cause', rule.cause] as const,
    ...list('remedy', rule.remedy),
  ];
  const textOf = (specimen: string | { text: string }) => (typeof specimen === 'string' ? specimen : specimen.text);
  const beside = [
    ...list('matches', (specimens?.matches ?? []).map(textOf)),
    ...list('ignores', (specimens?.ignores ?? []).map(textOf)),
  ];
  const say = (where: string, found: (readonly [string, string])[]) =>
    found
      .filter(([, text]) => isUnfinished(text))
      .map(([field]) => ({ file: where, rule: rule.id, field, problem: 'is still to be written', fix: 'Write it.' }));
  return [...say(file, inRule), ...say(specimensFile(file), beside)];
}
