import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it, test } from 'vitest';
import type { z } from 'zod';
import type { Verification } from '../../src/model.ts';
import { type Format, issueTitle, renderReport } from '../../src/report/index.ts';
import { parseReport, parseSaved, type verificationSchema } from '../../src/report/schema.ts';
import { displayWidth } from '../../src/text/width.ts';
import { attacks, hostile } from '../text/hostile.ts';
import { incidentC } from './fixtures.ts';
import { expectCalm } from './page.ts';
import { poison } from './poison.ts';
import { mixed } from './verification.ts';

// RCA_UPDATE_GOLDEN=1 writes the files anew; read the difference before committing it.
test.each<[Format, string]>([
  ['markdown', 'verification.md'],
  ['text', 'verification.txt'],
])('a verification as %s', (format, file) => {
  const path = new URL(`golden/${file}.golden`, import.meta.url);
  const output = renderReport(mixed, format, { width: 90 });
  if (process.env.RCA_UPDATE_GOLDEN) writeFileSync(path, output);
  expect(output).toBe(readFileSync(path, 'utf8'));
});

describe('the schema of a verification', () => {
  it('has the type of the model', () => {
    expectTypeOf<z.infer<typeof verificationSchema>>().toEqualTypeOf<Verification>();
  });

  it('gives back what was written, and tells it from a report', () => {
    for (const saved of [mixed, incidentC]) {
      expect(parseSaved(JSON.parse(renderReport(saved, 'json')))).toEqual(saved);
    }
    expect(() => parseReport(JSON.parse(renderReport(mixed, 'json')))).toThrow(/^This is no rca report at deployments/);
  });

  it('refuses another version and a wrong field', () => {
    expect(() => parseSaved({ ...mixed, schema: 2 })).toThrow('schema 2; this rca reads schema 1');
    expect(() => parseSaved({ ...mixed, answer: 'perhaps' })).toThrow(/at answer: /);
  });
});

describe('a page of a verification', () => {
  it.each(attacks)('stays calm with %j everywhere', (attack) => {
    expectCalm(
      renderReport(
        poison(mixed, () => attack),
        'markdown',
      ),
    );
  });

  it('stays calm, whatever the logs hold', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 20 }), (texts) => {
        let next = 0;
        const page = poison(mixed, () => texts[next++ % texts.length]!);
        expectCalm(renderReport(page, 'markdown'));
        expect(renderReport(page, 'text')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('fits a comment, however much there is', () => {
    const many = Array.from({ length: 3000 }, () => mixed.signatures[1]!);
    const page = renderReport({ ...mixed, signatures: many, newSignatures: many }, 'markdown');
    expectCalm(page);
    expect(page).toContain('… and ');
    expectCalm(
      renderReport(
        poison({ ...mixed, signatures: many }, () => '<'.repeat(3000)),
        'markdown',
      ),
    );
  });

  it.each([60, 80, 120])('is no wider than %i columns but for what is one word', (width) => {
    const wide = renderReport(mixed, 'text', { width })
      .split('\n')
      .filter((line) => displayWidth(line) > width && line.trim().includes(' '));
    expect(wide.filter((line) => !line.startsWith('rca verified: '))).toEqual([]);
  });

  it('has a title: one line', () => {
    expect(issueTitle(mixed)).toMatch(/^Not fixed: “An id .{10,110}$/);
  });
});
