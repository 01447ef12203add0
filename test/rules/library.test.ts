import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { ruleFor } from '../../src/analysis/index.ts';
import type { LogKind, Rule } from '../../src/model.ts';
import { bundleRules, editorSchemas } from '../../src/rules/bundle.ts';
import { readRuleFolder } from '../../src/rules/folder.ts';
import { readSpecimen } from '../../src/rules/judge-specimen.ts';
import { loadBuiltInRules } from '../../src/rules/load.ts';
import { createMatcher } from '../../src/rules/matcher.ts';
import { problemLine } from '../../src/rules/problem.ts';
import { createReduction } from '../../src/rules/reduction.ts';
import { fromBundled } from '../../src/rules/search-words.ts';
import { checkSpecimens } from '../../src/rules/specimens.ts';
import { ruleWarnings } from '../../src/rules/warnings.ts';

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
    const { rules, specimens } = await bundleRules('rules', ruleFor);
    expect(JSON.parse(rules).map(fromBundled)).toEqual(library);
    expect(Object.keys(JSON.parse(specimens))).toEqual(library.map(({ id }) => id));
  });

  it.each(found.map((one) => [one.rule.id, one] as const))(
    '%s wins its specimens and none of its look-alikes',
    (_, one) => {
      expect(
        checkSpecimens([one], library, ruleFor).map((problem) => `${problemLine(problem)} ${problem.fix}`),
      ).toEqual([]);
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
  /** Needles by `id: needle` that a specimen or a text made from a pattern has in what it matches. */
  const seen = new Set<string>();
  const partOf = (compiled: RE2JS, text: string) => compiled.exec(text)?.[0] as string | undefined;
  const note = (id: string, needles: string[], part: string) => {
    const inside = needles.filter((needle) => part.includes(needle));
    for (const needle of inside) seen.add(`${id}: ${needle}`);
    return inside.length;
  };

  it.each(patterns)('%s: every text made from %s has one', (id, pattern, needles) => {
    const compiled = RE2JS.compile(pattern);
    let tried = 0;
    const holds = (made: string) => {
      // A border at the end may want a letter behind it; letters of any case may be wanted.
      for (const text of new Set([made, `${made}x`, made.toUpperCase(), made.toLowerCase()])) {
        const part = partOf(compiled, text);
        if (part === undefined) continue;
        tried++;
        expect(note(id, needles, part), JSON.stringify(part)).toBeGreaterThan(0);
      }
    };
    fc.assert(fc.property(fc.stringMatching(toSampler(pattern)), holds), { seed: 1011, numRuns: 100 });
    expect(tried).toBeGreaterThan(10);
  });

  it('are each there for a text: of a specimen, or made from a pattern', () => {
    for (const { rule, specimens } of found) {
      const texts = specimens!.matches.map((specimen) => readSpecimen(specimen, rule).text);
      for (const pattern of rule.patterns.map((pattern) => RE2JS.compile(pattern))) {
        for (const text of texts) note(rule.id, rule.needles, partOf(pattern, text) ?? '');
      }
    }
    const missing = ({ id, needles }: Rule) => needles.filter((needle) => !seen.has(`${id}: ${needle}`));
    for (const rule of library) {
      // Patterns with many alternatives need many texts until each was made once.
      for (const pattern of missing(rule).length ? rule.patterns : []) {
        const compiled = RE2JS.compile(pattern);
        const texts = fc.stringMatching(toSampler(pattern));
        for (let seed = 1011; seed < 1021 && missing(rule).length > 0; seed++) {
          for (const text of fc.sample(texts, { seed, numRuns: 300 }))
            note(rule.id, rule.needles, partOf(compiled, text) ?? partOf(compiled, `${text}x`) ?? '');
        }
      }
    }
    expect(library.flatMap((rule) => missing(rule).map((needle) => `${rule.id}: ${needle}`))).toEqual([]);
  }, 60_000);

  it('let the reduction hand over every specimen of a failure that a container can print', () => {
    for (const { rule, specimens } of found) {
      if (rule.role === 'noise' || rule.role === 'lifecycle') continue;
      if (rule.logs.length && !rule.logs.includes('stderr')) continue;
      for (const specimen of specimens!.matches) {
        const { text } = readSpecimen(specimen, rule);
        expect(reduction.hit(text), text).toBe(true);
      }
    }
  });
});

describe('healthy lines', () => {
  const CONTAINER: LogKind[] = ['stdout', 'stderr', 'other'];
  const lines = (file: string) => readFileSync(`test/healthy/${file}`, 'utf8').split('\n').filter(Boolean);
  // levels/ holds lines that only their level makes harmless: they are tested along the path of a scan.
  const files = readdirSync('test/healthy', { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(log|tsv)$/.test(name) && !name.startsWith('levels'),
  );
  /** `.log`: a line of a container; `.tsv`: a log's name and what stands in it. */
  const read = (file: string): [line: string, log: LogKind, message: string][] =>
    lines(file).flatMap((line) => {
      if (!file.endsWith('.tsv')) return CONTAINER.map((log): [string, LogKind, string] => [line, log, line]);
      const [log, message] = line.split('\t') as [LogKind, string];
      return [[line, log, message]];
    });

  it.each(files)('%s: no rule speaks', (file) => {
    const spoken = read(file).flatMap(([line, log, message]) => {
      const found = matcher.match(message, log);
      return found ? [`${found.rule}: ${line}`] : [];
    });
    expect(spoken).toEqual([]);
  });

  it('are many', () => {
    expect(files.flatMap(lines).length).toBeGreaterThanOrEqual(400);
  });
});
