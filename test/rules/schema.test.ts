import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { Category, Rule } from '../../src/model.ts';
import type { AREAS } from '../../src/rules/areas.ts';
import { loadBuiltInRules } from '../../src/rules/load.ts';
import { ruleSchema } from '../../src/rules/schema.ts';
import { suggest } from '../../src/text/near.ts';

describe('the schema', () => {
  it("gives model's Rule", async () => {
    expectTypeOf<z.infer<typeof ruleSchema>>().toEqualTypeOf<Rule>();
    expectTypeOf<(typeof AREAS)[number]>().toEqualTypeOf<Category>();
    for (const rule of await loadBuiltInRules()) expect(ruleSchema.parse(rule)).toEqual(rule);
  });
});

describe('suggest', () => {
  it.each([
    ['pattern', ['patterns', 'needles'], 'patterns'],
    ['Severity', ['severity', 'role'], 'severity'],
    ['leadTo', ['leadsTo', 'logs'], 'leadsTo'],
    ['xyz', ['role', 'logs'], null],
    ['', ['role'], null],
  ])('%s', (word, known, meant) => {
    expect(suggest(word, known)).toBe(meant);
  });
});
