import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type RuleBook, ruleFor } from '../../src/analysis/index.ts';
import { recognise } from '../../src/analysis/recognise.ts';
import type { LogKind, Rule } from '../../src/model.ts';
import { readRuleFolder } from '../../src/rules/folder.ts';
import { createJudge } from '../../src/rules/judge.ts';
import { readSpecimen } from '../../src/rules/judge-specimen.ts';
import { createMatcher } from '../../src/rules/matcher.ts';
import { entry, S } from '../analysis/build.ts';

const { rules: found } = await readRuleFolder('rules', true);
const library = found.map(({ rule }) => rule);
const specimens = found.flatMap(({ rule, specimens }) =>
  specimens!.matches.map((specimen) => ({ rule: rule.id, ...readSpecimen(specimen, rule) })),
);

function bookOf(rules: Rule[]): RuleBook {
  const matcher = createMatcher(rules);
  return { rules: new Map(rules.map((rule) => [rule.id, rule])), match: (text, log) => matcher.match(text, log) };
}

describe('removing a rule', () => {
  const whole = createJudge(library, ruleFor);
  const asked = specimens.map((specimen) => ({ ...specimen, asked: whole.judge(specimen.text, specimen.log).asked }));

  it('breaks only its own specimens', () => {
    const broken = library.flatMap((gone) => {
      // What it was no candidate for goes as before.
      const near = asked.filter(
        ({ rule, asked }) =>
          rule !== gone.id && gone.needles.some((needle) => asked.some((text) => text.includes(needle))),
      );
      if (!near.length) return [];
      const rest = bookOf(library.filter((rule) => rule !== gone));
      return near
        .filter(({ rule, text, log }) => ruleFor(rest, text, log)?.rule !== rule)
        .map(({ rule, text }) => `without ${gone.id}, ${rule} loses ${text.slice(0, 100)}`);
    });
    expect(broken).toEqual([]);
  });

  it('takes its own specimens with it, or gives them to another rule', () => {
    const book = bookOf(library.filter(({ id }) => id !== 'recursion/python'));
    for (const { text, log } of specimens.filter(({ rule }) => rule === 'recursion/python')) {
      expect(ruleFor(book, text, log)?.rule).not.toBe('recursion/python');
    }
  });
});

describe('adding a rule', () => {
  it('is adding two files: no code names one', () => {
    const code = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
    const named = code.flatMap((file) => {
      const text = readFileSync(`src/${file}`, 'utf8');
      return library.filter(({ id }) => text.includes(`'${id}'`)).map(({ id }) => `${file}: ${id}`);
    });
    expect(named).toEqual([]);
  });
});

describe('a rule decides by what the entry says', () => {
  const book = bookOf(library);
  const from = (name: string, text: string, log: LogKind) =>
    entry(name.length * S, text, {
      id: name,
      severity: 'ERROR',
      service: name,
      revision: `${name}-00001-abc`,
      location: `${name}-west1`,
      instance: `i-${name}`,
      log,
      fields: { file: `/${name}.log`, logger: name },
      trace: name,
      labels: { 'commit-sha': name },
    });

  it('never by its service, its time or the file that it came from', () => {
    for (const { rule, text, log } of specimens) {
      const [one, other] = ['checkout', 'somewhere-else'].map((name) => recognise(book, from(name, text, log)));
      expect(one?.rule === rule || one === null, text).toBe(true);
      expect(other, text).toEqual(one);
    }
  });

  it('and its patterns name nothing of the scenarios that it is tried on', () => {
    const files = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.yaml'),
    );
    const text = files.map((file) => readFileSync(`scenarios/${file}`, 'utf8')).join('\n');
    const images = [...text.matchAll(/-docker\.pkg\.dev\/([\w-]+)\/[\w-]+\/([\w-]+):/g)];
    const users = [...text.matchAll(/\buser: ([\w-]*\d)\b/g)];
    const names = new Set([...images, ...users].flatMap(([, ...parts]) => parts).filter((name) => /[-\d]/.test(name)));
    expect(names.size).toBeGreaterThan(6);
    const said = library.flatMap((rule) => [...rule.patterns, ...rule.needles].map((part) => `${rule.id}: ${part}`));
    for (const name of names) expect(said.filter((part) => new RegExp(`\\b${name}\\b`).test(part))).toEqual([]);
  });
});
