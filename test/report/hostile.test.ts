import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model.ts';
import { issueTitle, MAX_MARKDOWN, renderReport } from '../../src/report/index.ts';
import { attacks, hostile } from '../text/hostile.ts';
import { incidentC, nothingFound } from './fixtures.ts';
import { expectCalm } from './page.ts';
import { poison } from './poison.ts';

function many(report: Report, times: number): Report {
  const repeat = <T>(items: T[], n = times) => Array.from({ length: n }, () => items).flat();
  return {
    ...report,
    diagnoses: repeat(report.diagnoses).map((diagnosis, i) => ({
      ...diagnosis,
      rank: i + 1,
      fingerprint: `v1:${i.toString(16).padStart(16, '0')}`,
      chain: repeat(diagnosis.chain, 10).map((link) => ({ ...link, evidence: repeat(link.evidence, 10) })),
      symptoms: repeat(diagnosis.symptoms, 10),
      filters: repeat(diagnosis.filters, 10),
      remedy: repeat(diagnosis.remedy, 10),
      frames: repeat(diagnosis.frames, 10),
    })),
    signatures: repeat(report.signatures),
    deployments: repeat(report.deployments),
    losses: repeat(report.losses),
    stakes: repeat(report.stakes),
  };
}

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;

describe('Markdown', () => {
  it('is calm with ordinary content', () => {
    expectCalm(renderReport(incidentC, 'markdown'));
    expectCalm(renderReport(nothingFound, 'markdown'));
  });

  it.each(attacks)('stays calm with %j everywhere', (attack) => {
    expectCalm(
      renderReport(
        poison(incidentC, () => attack),
        'markdown',
      ),
    );
    expectCalm(
      renderReport(
        poison(incidentC, () => `x ${attack} y`),
        'markdown',
      ),
    );
  });

  it('stays calm, whatever the logs hold', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 20 }), (texts) => {
        let next = 0;
        const report = poison(incidentC, () => texts[next++ % texts.length]!);
        const page = renderReport(report, 'markdown');
        expectCalm(page);
        expect(page).not.toMatch(CONTROL);
        expect(page.isWellFormed()).toBe(true);
      }),
      { seed: 7, numRuns: 150 },
    );
  });
});

describe('the size of the page', () => {
  it.each<[string, string]>([
    ['300 KB of one word', 'x'.repeat(300_000)],
    ['300 KB of what escapes longest', '<'.repeat(300_000)],
    ['300 KB of C1 controls', '\u009b'.repeat(300_000)],
    ['300 KB of backticks', '`'.repeat(300_000)],
    ['300 KB of mentions', '@a '.repeat(100_000)],
    ['300 KB of combining marks', `e${'\u0301'.repeat(300_000)}`],
    ['300 KB of lines', 'a\n'.repeat(150_000)],
  ])('%s in every field', (_name, text) => {
    expectCalm(
      renderReport(
        poison(incidentC, () => text),
        'markdown',
      ),
    );
  });

  it.each<[string, string | null]>([
    ['real text', null],
    ['what escapes longest', '<'.repeat(500)],
    ['code everywhere', '@a| '.repeat(200)],
    ['combining marks', 'e\u0301\u0301\u0301'.repeat(500)],
  ])('a hundredfold incident of %s', (_name, text) => {
    const large = many(incidentC, 100);
    const page = renderReport(text === null ? large : poison(large, () => text), 'markdown');
    expectCalm(page);
    expect(page).toContain('Shortened to fit the 65,536 characters of an issue');
    expect(page).toContain('… and ');
    expect(page).toMatch(/`rca fingerprint: .*`\n$/s);
  });

  it('loses other signatures before it loses a cause', () => {
    const page = renderReport({ ...incidentC, signatures: many(incidentC, 3000).signatures }, 'markdown');
    expect(page.length).toBeLessThan(MAX_MARKDOWN);
    expect(page).toMatch(/… and [\d,]+ more, with [\d,]+ entries in all\./);
    expect(page).toContain('### Cause 2: ValueError');
  });
});

describe('text', () => {
  it('has no control sequence, whatever the logs hold', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 20 }), (texts) => {
        let next = 0;
        const page = renderReport(
          poison(incidentC, () => texts[next++ % texts.length]!),
          'text',
        );
        expect(page).not.toMatch(CONTROL);
        expect(page.isWellFormed()).toBe(true);
      }),
      { seed: 8, numRuns: 60 },
    );
  });

  it('with colour has colours and nothing else', () => {
    const page = renderReport(
      poison(incidentC, () => attacks.join(' ')),
      'text',
      { color: true },
    );
    expect(page).toContain('\u001b[1;36m');
    expect(page.replace(/\u001b\[[0-9;]*m/g, '')).not.toMatch(CONTROL);
    expect(page.match(/\u001b\[0m/g)).toHaveLength(page.match(/\u001b\[[1-9][0-9;]*m/g)!.length);
  });
});

it('JSON reads back as the same report and shows no control', () => {
  const report = poison(incidentC, () => attacks.join(' '));
  const json = renderReport(report, 'json');
  expect(JSON.parse(json)).toEqual(report);
  expect(json).not.toMatch(CONTROL);
});

it('a title is one line of at most 256 characters', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const title = issueTitle(poison(incidentC, () => text.repeat(50)));
      expect(title).not.toMatch(CONTROL);
      expect(title).not.toContain('\n');
      expect(title.length).toBeLessThanOrEqual(256);
    }),
    { seed: 9 },
  );
});
