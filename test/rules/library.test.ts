import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import type { LogKind } from '../../src/model.ts';
import { bundleRules, editorSchemas } from '../../src/rules/bundle.ts';
import { ruleWarnings } from '../../src/rules/check.ts';
import { readRuleFolder } from '../../src/rules/folder.ts';
import { loadBuiltInRules } from '../../src/rules/load.ts';
import { createMatcher } from '../../src/rules/matcher.ts';
import { problemLine } from '../../src/rules/problem.ts';
import { createReduction } from '../../src/rules/reduction.ts';
import { checkSpecimens } from '../../src/rules/specimens.ts';

const { rules: found, problems } = await readRuleFolder('rules', true);
const library = found.map(({ rule }) => rule);
const matcher = createMatcher(library);
const reduction = createReduction(library);

describe('the library', () => {
  it('is well formed, and leads nowhere unknown', () => {
    expect(problems.map(problemLine)).toEqual([]);
    expect(ruleWarnings(library)).toEqual([]);
  });

  it('is what loadBuiltInRules gives, and what is bundled', async () => {
    expect(await loadBuiltInRules()).toEqual(library);
    expect(JSON.parse(await bundleRules('rules'))).toEqual(library);
  });

  it.each(found.map((one) => [one.rule.id, one] as const))(
    '%s wins its specimens and none of its look-alikes',
    (_, one) => {
      expect(checkSpecimens([one], library).map((problem) => `${problemLine(problem)} ${problem.fix}`)).toEqual([]);
    },
  );

  it.each(found.map((one) => [one.rule.id, one] as const))(
    '%s fills every name in its cause and remedy',
    (_, { rule, specimens }) => {
      const names = [...`${rule.cause} ${rule.remedy.join(' ')}`.matchAll(/\{(\w+)\}/g)].map((hit) => hit[1]!);
      for (const specimen of specimens!.matches) {
        const { text, log } = typeof specimen === 'string' ? { text: specimen, log: undefined } : specimen;
        const match = matcher.match(text, log ?? rule.logs[0] ?? 'stderr');
        for (const name of names) expect(match?.captures[name], `{${name}} in ${text}`).toBeTruthy();
      }
    },
  );

  it('points editors to the schema, in every file', () => {
    const files = readdirSync('rules', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
    for (const file of files) {
      const schema = file.endsWith('.specimens.yaml') ? 'specimens' : 'rule';
      const [first] = readFileSync(`rules/${file}`, 'utf8').split('\n');
      expect(first, file).toBe(`# yaml-language-server: $schema=../${schema}.schema.json`);
    }
  });

  it.each(Object.entries(editorSchemas()))(
    '%s is in step with the schema in the code (node scripts/build-rules.ts --schema)',
    (name, text) => {
      expect(readFileSync(`rules/${name}`, 'utf8')).toBe(text);
    },
  );
});

/** A pattern as fast-check can make whole texts from it: no word borders, no anchors of its own, no flags. */
function toSampler(pattern: string): RegExp {
  const plain = pattern.replaceAll('(?P<', '(?<').replaceAll('(?i:', '(?:').replaceAll('\\b', '').replaceAll('\\z', '');
  return new RegExp(`^(?:${plain.replaceAll('(?:^', '(?:').replace(/^\^/, '')})$`, 'u');
}

describe('needles', () => {
  const patterns = library.flatMap((rule) => rule.patterns.map((pattern) => [rule.id, pattern, rule.needles] as const));
  it.each(patterns)('%s: every text made from %s has one', (_, pattern, needles) => {
    const compiled = RE2JS.compile(pattern);
    let tried = 0;
    const holds = (text: string) => {
      const part = compiled.exec(text)?.[0] as string | undefined;
      if (part === undefined) return;
      tried++;
      expect(
        needles.some((needle) => part.includes(needle)),
        JSON.stringify(part),
      ).toBe(true);
    };
    fc.assert(fc.property(fc.stringMatching(toSampler(pattern)), holds), { seed: 1011, numRuns: 100 });
    expect(tried).toBeGreaterThan(10);
  });

  it('let the reduction hand over every specimen of a failure that a container can print', () => {
    for (const { rule, specimens } of found) {
      if (rule.role === 'noise' || rule.role === 'lifecycle') continue;
      if (rule.logs.length && !rule.logs.includes('stderr')) continue;
      for (const specimen of specimens!.matches) {
        const text = typeof specimen === 'string' ? specimen : specimen.text;
        expect(reduction.hit(text), text).toBe(true);
      }
    }
  });
});

describe('healthy lines', () => {
  const CONTAINER: LogKind[] = ['stdout', 'stderr', 'other'];
  const lines = (file: string) => readFileSync(`test/healthy/${file}`, 'utf8').split('\n').filter(Boolean);
  const files = readdirSync('test/healthy').filter((name) => name.endsWith('.log'));

  it.each(files)('%s: no rule speaks', (file) => {
    const spoken = lines(file).flatMap((line) =>
      CONTAINER.map((log) => [line, matcher.match(line, log)?.rule] as const),
    );
    expect(spoken.filter(([, rule]) => rule)).toEqual([]);
  });

  it('platform.tsv: no rule speaks', () => {
    const spoken = lines('platform.tsv').map((line) => {
      const [log, message] = line.split('\t') as [LogKind, string];
      return [line, matcher.match(message, log)?.rule] as const;
    });
    expect(spoken.filter(([, rule]) => rule)).toEqual([]);
  });
});
