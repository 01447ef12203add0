import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Labeller } from '../../src/analysis/index.ts';
import { createMatcher, loadBuiltInRules } from '../../src/rules/index.ts';
import { toLogEntry } from '../../src/sources/index.ts';

const FOLDER = 'test/healthy/levels';
const rules = await loadBuiltInRules();
const matcher = createMatcher(rules);
const book = { rules: new Map(rules.map((rule) => [rule.id, rule])), match: matcher.match };

/** The rules of failures that a scan gives the lines of a log. */
function spoken(lines: string[]): (string | null)[] {
  const labeller = new Labeller(book, { all: false, explain: null });
  lines.forEach((textPayload, line) => {
    labeller.add(toLogEntry({ textPayload }), line);
  });
  const found = [...labeller.labels()].map(({ line, kind }) => ({ line, kind }));
  const kinds = labeller.kinds();
  return found
    .filter(({ kind }) => kinds[kind]!.role === 'cause' || kinds[kind]!.role === 'symptom')
    .map(({ line, kind }) => `${kinds[kind]!.rule}: ${lines[line]}`);
}

describe('lines that quote a failure at DEBUG or INFO', () => {
  const files = readdirSync(FOLDER);
  const linesOf = (file: string) => readFileSync(`${FOLDER}/${file}`, 'utf8').split('\n').filter(Boolean);

  it.each(files)('%s: no rule of failures speaks', (file) => {
    expect(spoken(linesOf(file))).toEqual([]);
  });

  it('would be taken for failures without their level', () => {
    const matching = files
      .flatMap(linesOf)
      .filter((line) => matcher.match(toLogEntry({ textPayload: line }).message, 'stderr'));
    expect(matching.length).toBeGreaterThan(80);
  });
});
