import { execFileSync } from 'node:child_process';
import { describe, expect, expectTypeOf, it, test } from 'vitest';
import type { z } from 'zod';
import type { Report } from '../../src/model.ts';
import { explorerLink } from '../../src/report/explorer.ts';
import { issueTitle, redactReport, renderReport } from '../../src/report/index.ts';
import { fitColumns, wrap } from '../../src/report/lines.ts';
import type { reportSchema } from '../../src/report/schema.ts';
import { parseReport } from '../../src/report/schema.ts';
import { isSafeCommand, readCommand, shellQuote } from '../../src/report/shell.ts';
import { collapse, escapeTerminal } from '../../src/text/escape.ts';
import { createRedactor } from '../../src/text/redact.ts';
import { attacks } from '../text/hostile.ts';
import { incidentC, nothingFound } from './fixtures.ts';

describe('parseReport', () => {
  it('gives back what was written', () => {
    for (const report of [incidentC, nothingFound])
      expect(parseReport(JSON.parse(renderReport(report, 'json')))).toEqual(report);
  });

  it('has the type of the model', () => {
    expectTypeOf<z.infer<typeof reportSchema>>().toEqualTypeOf<Report>();
  });

  it('lets later fields pass', () => {
    expect(parseReport({ ...nothingFound, later: 1 })).toEqual(nothingFound);
  });

  test.each<[string, unknown, RegExp]>([
    ['not an object', [], /^This is no rca report: /],
    ['another JSON', { textPayload: 'x' }, /^This is no rca report at schema: /],
    ['a wrong field', { ...nothingFound, totals: { entries: 'x', suspicious: 0, matched: 0 } }, /at totals\.entries: /],
    ['a later version', { ...nothingFound, schema: 2 }, /^The report is of schema 2; this rca reads schema 1\./],
  ])('refuses %s', (_name, json, message) => {
    expect(() => parseReport(json)).toThrow(message);
  });
});

describe('redactReport', () => {
  it('leaves a report without secrets as it is, authors included', async () => {
    const redactor = await createRedactor();
    expect(redactReport(incidentC, redactor)).toEqual(incidentC);
  });

  it('masks everywhere else', async () => {
    const redactor = await createRedactor();
    const leaky = { ...incidentC, headline: 'jane@example.com', stakes: [{ service: '*', text: 'password=abc' }] };
    const redacted = redactReport(leaky, redactor);
    expect(redacted.headline).toBe('[email]');
    expect(redacted.stakes[0]!.text).toBe('password=[secret]');
    expect(redacted.deployments[0]!.author).toBe('dev@netra.example');
  });
});

describe('shell lines', () => {
  it('are one word an argument to a shell, and run nothing', () => {
    const hostile = [...attacks, "it's", '', '-rf', 'a b', '"x"', '!!', '*'];
    const line = hostile.map(shellQuote).join(' ');
    expect(line).not.toMatch(/[\u0000-\u001f]/);
    const print = 'console.log(JSON.stringify(process.argv.slice(1)))';
    const words = execFileSync('sh', ['-c', `exec "$0" -e '${print}' -- ${line}`, process.execPath], {
      encoding: 'utf8',
    });
    expect(JSON.parse(words)).toEqual(hostile.map((word) => collapse(escapeTerminal(word))));
  });

  test.each<[string, string | null, string]>([
    ['severity>=ERROR', 'shop', "gcloud logging read 'severity>=ERROR' --project=shop --format=json"],
    [`textPayload:"it's"`, null, `gcloud logging read 'textPayload:"it'\\''s"' --format=json`],
    ['a\n  AND b', 'p; reboot', "gcloud logging read 'a AND b' --project='p; reboot' --format=json"],
  ])('readCommand %j', (filter, project, expected) => {
    expect(readCommand(filter, project)).toBe(expected);
  });

  test.each<[string, boolean]>([
    [incidentC.diagnoses[0]!.wayBack!, true],
    ["gcloud run services update-traffic 'a b' --to-revisions c=100", true],
    ['gcloud run x; reboot', false],
    ['gcloud run x && reboot', false],
    ['gcloud run $(reboot)', false],
    ["gcloud run 'x", false],
    ['gcloud run x\nreboot', false],
    ['gcloud run ~/x', false],
    ['reboot', false],
    [`gcloud ${'a '.repeat(100_000)}`, false],
  ])('isSafeCommand %j', (line, expected) => {
    expect(isSafeCommand(line)).toBe(expected);
  });

  it('a way back that is not safe is left out, and the page says so', () => {
    const [first, ...others] = incidentC.diagnoses;
    const page = renderReport(
      { ...incidentC, diagnoses: [{ ...first!, wayBack: 'gcloud x; reboot' }, ...others] },
      'markdown',
    );
    expect(page).not.toContain('reboot');
    expect(page).toContain('1 way back is left out: not safe to paste into a shell.');
  });
});

describe('what the page says', () => {
  const cases: [string, Report, RegExp][] = [
    [
      'nothing new, and in which window',
      nothingFound,
      /\*\*Nothing new was found\*\* between 2025-09-09T00:00:00Z and 2025-09-09T06:00:00Z\./,
    ],
    ['nothing lost', nothingFound, /Nothing was lost/],
    [
      'stakes of all services without a name',
      { ...nothingFound, stakes: [{ service: '*', text: 'P2' }] },
      /\*\*At stake:\*\* P2\n/,
    ],
    [
      'fingerprints, root first, in the last line',
      incidentC,
      /`rca fingerprint: v1:a17be90d44c2f063 v1:3b8e6a92f1d07c54`\n$/,
    ],
    [
      'a filter without a time is given the window',
      withFilter('severity>=ERROR'),
      /'\(severity>=ERROR\) AND timestamp>="2025-09-09T19:09:34Z" AND timestamp<="2025-09-09T19:24:00Z"'/,
    ],
    [
      'a filter that is too long is named, not cut',
      withFilter('x'.repeat(5000)),
      /1 more filter: see filters in the JSON report\./,
    ],
    [
      'no deployment to blame',
      { ...incidentC, diagnoses: [{ ...incidentC.diagnoses[0]!, deployment: null, lagMs: null }] },
      /\*\*Deployment:\*\* none explains this/,
    ],
    [
      'a chain without its last sentence is given one',
      { ...incidentC, diagnoses: [{ ...incidentC.diagnoses[0]!, chain: incidentC.diagnoses[0]!.chain.slice(0, 2) }] },
      /The chain stops here/,
    ],
  ];
  test.each(cases)('%s', (_name, report, expected) => {
    expect(renderReport(report, 'markdown')).toMatch(expected);
  });

  it('gives no way back without a deployment to blame', () => {
    const report = { ...incidentC, diagnoses: [{ ...incidentC.diagnoses[0]!, deployment: null }] };
    expect(renderReport(report, 'markdown')).not.toContain('update-traffic');
  });

  it('has its parts in order', () => {
    const page = renderReport(incidentC, 'markdown');
    const parts = [
      '**Window:**',
      '**At stake:**',
      '**Way back:**',
      '### Cause 1',
      '**Why**',
      '**Own code',
      '**Before and after:**',
      '### Cause 2',
      '### Timeline',
      '### Symptoms',
      '### Other new',
      'Unchanged:',
      '### What to check next',
      '### Remedy',
      '### Losses',
      'rca fingerprint:',
    ];
    const places = parts.map((part) => page.indexOf(part));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

function withFilter(filter: string): Report {
  return {
    ...incidentC,
    diagnoses: [
      {
        ...incidentC.diagnoses[0]!,
        queries: [{ signature: 'v1:0', service: 'shop', filter: filter, counted: 1, found: 1 }],
      },
    ],
  };
}

test('a link to the Logs Explorer holds the filter, and nothing that ends a link', () => {
  const filter = 'textPayload:"a (b) [c] <d>\n\'e\'" AND x\ud800';
  const link = explorerLink(filter, 'p)x', '2025-09-09T19:09:36.5Z');
  expect(link).toMatch(
    /^https:\/\/console\.cloud\.google\.com\/logs\/query;query=[\w.%~-]+;cursorTimestamp=[\w.%-]+\?project=p%29x$/,
  );
  expect(decodeURIComponent(/query=([^;]+)/.exec(link)![1]!)).toBe(filter.toWellFormed());
});

test.each<[string, Report, string]>([
  [
    'cause, lag, revision',
    incidentC,
    'RecursionError in windows_safe_sleep, 2.0 s after netra-backend-staging-00035-fix (+1 more)',
  ],
  ['nothing found', nothingFound, nothingFound.headline],
  [
    'no deployment',
    { ...incidentC, diagnoses: [{ ...incidentC.diagnoses[0]!, deployment: null, lagMs: null }] },
    'RecursionError in windows_safe_sleep, in netra-backend-staging',
  ],
  [
    'a long cause',
    { ...incidentC, diagnoses: [{ ...incidentC.diagnoses[0]!, title: 'word '.repeat(40) }] },
    'word word word word word word word word word word word word word word word…, 2.0 s after netra-backend-staging-00035-fix',
  ],
])('issueTitle: %s', (_name, report, expected) => {
  expect(issueTitle(report)).toBe(expected);
});

test('wrap keeps to the width, but for a word that is wider', () => {
  expect(wrap('one two three abcdefghijkl x', 9, '- ', '  ')).toEqual([
    '- one two',
    '  three',
    '  abcdefghijkl',
    '  x',
  ]);
});

test.each<[number[], number, number[]]>([
  [[5, 10], 20, [5, 10]],
  [[5, 50], 30, [5, 25]],
  [[40, 50, 5], 45, [20, 20, 5]],
  [[8, 8], 10, [8, 8]],
])('fitColumns %j into %d', (natural, width, expected) => {
  expect(fitColumns(natural, width)).toEqual(expected);
});

it('calls a known signature by its name', () => {
  const report = structuredClone(incidentC);
  const [root] = report.diagnoses;
  report.signatures = report.signatures.map((item) =>
    item.signature === root!.signature ? { ...item, known: 'issue 1234' } : item,
  );
  expect(renderReport(report, 'markdown')).toContain('**Known as:** issue 1234');
});
