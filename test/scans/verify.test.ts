import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/commands/scenarios.ts';
import { expandScenario } from '../../src/emulator/scenarios/index.ts';
import type { RawEntry, Verification } from '../../src/model.ts';
import { inFolder, ndjson, type Outcome, onEmulator, rca, reportOf, scanFile } from './run.ts';

const SECOND = 1_000_000;

const entries = new Map<string, RawEntry[]>();

/** The entries of a scenario, which several tests read. */
async function entriesOf(name: string): Promise<RawEntry[]> {
  const known = entries.get(name) ?? expandScenario(await loadScenario(name)).entries;
  entries.set(name, known);
  return known;
}

const outcomes = new Map<string, Promise<Outcome>>();

/** Verifies a scenario from a pipe, once for all tests that ask the same. */
async function verifyPipe(name: string, ...args: string[]): Promise<Outcome> {
  const asked = [name, ...args].join(' ');
  const lines = ndjson(await entriesOf(name));
  const known = outcomes.get(asked) ?? rca(['verify', '-', ...args], { stdin: [lines] });
  outcomes.set(asked, known);
  return known;
}

async function verifyEmulator(name: string, faults: string[], ...args: string[]): Promise<Outcome> {
  return onEmulator(name, faults, (source, { end }) => rca(['verify', ...source, ...args], { now: end + 31 * SECOND }));
}

const parsed = ({ stdout }: Outcome) => JSON.parse(stdout) as Verification;

/** What has to be the same from every source. */
function essence({ answer, signatures, newSignatures, stragglers }: Verification) {
  const rows = [...signatures, ...newSignatures];
  return {
    answer,
    rows: rows.map(({ signature, service, verdict, counts, before, after }) => ({
      ...{ signature, service, verdict, counts },
      counted: [before.count, after.count],
    })),
    stragglers,
  };
}

describe.each([
  ['leak-fixed', ['application/id-mismatch', 'limits/websocket-managers', 'websocket/close-1011']],
  ['recursion-fixed', ['recursion/python', 'application/invalid-id-format', 'websocket/close-1011']],
  ['import-fixed', ['imports/python-cannot-import-name', 'websocket/close-1011']],
])('%s', (name, rules) => {
  it('is verified: the causes and what came of them are gone', async () => {
    const outcome = await verifyPipe(name, '--format', 'json');
    const { answer, signatures, newSignatures, headline } = parsed(outcome);
    expect([outcome.status, answer, newSignatures]).toEqual([0, 'fixed', []]);
    for (const rule of rules) {
      expect(signatures).toContainEqual(expect.objectContaining({ rule, verdict: 'fixed' }));
    }
    expect(headline).toMatch(
      /^Fixed: no “.*” and none of \d more signatures in 1 h \d\d min and [\d,]+ requests since \S+ went live at \S+Z, where there had been \d{3} in \d{3} requests; at most 1 in \d{3} requests is left \(95 % certain\)$/,
    );
  });

  it('alike through the emulator', async () => {
    const file = parsed(await verifyPipe(name, '--format', 'json'));
    const outcome = await verifyEmulator(name, [], '--format', 'json');
    expect(outcome.status).toBe(0);
    expect(essence(parsed(outcome))).toEqual(essence(file));
  });

  it('alike with empty pages and entries that repeat', async () => {
    const outcome = await verifyEmulator(name, ['empty-pages=2', 'duplicate=5'], '--format', 'json');
    expect(parsed(outcome).answer).toBe('fixed');
  });
});

it('the statement on incident C, with its numbers', async () => {
  const { headline } = parsed(await verifyPipe('recursion-fixed', 'recursion/python', '--format', 'json'));
  expect(headline).toBe(
    'Fixed: no “Infinite recursion (Python)” in 1 h 04 min and 791 requests since netra-backend-staging-00038-mvj went live at 2025-09-09T19:31:24.906313Z, where there had been 432 in 265 requests; at most 1 in 264 requests is left (95 % certain)',
  );
});

it('the old revision goes on failing while it drains: fixed, noted, not counted', async () => {
  const outcome = await verifyPipe('draining');
  expect(outcome.status).toBe(0);
  expect(outcome.stdout).toContain('14 entries of the older revision `checkout-00041-hbs` after the fix went live');
});

it.each([
  ['pre-existing', /^## Not fixed: “The connection to the database was lost” still fails, /],
  ['recursion', /^## Not verified: 9 new failure signatures since netra-backend-staging-00037-tgk went live /],
])('%s is not fixed', async (name, headline) => {
  const outcome = await verifyPipe(name);
  expect(outcome.stdout).toMatch(headline);
  expect(outcome.status).toBe(1);
});

describe('the order of entries', () => {
  it.each(['leak-fixed', 'draining', 'recursion'])('plays no part in the verification of %s', async (name) => {
    const reversed = [...(await entriesOf(name))].reverse();
    const straight = await verifyPipe(name, '--format', 'json');
    expect(await rca(['verify', '-', '--format', 'json'], { stdin: [ndjson(reversed)] })).toEqual(straight);
  });
});

describe('a report of the failure', () => {
  const PREVIOUS = { 'recursion-fixed': 'recursion', 'import-fixed': 'import', 'leak-fixed': 'leak' };

  it.each(Object.entries(PREVIOUS))('%s: verified by what the scan of %s diagnosed', async (fixed, failed) => {
    await inFolder(async (folder) => {
      const file = join(folder, 'r.json');
      await scanFile(failed, '--save', file);
      const outcome = await verifyPipe(fixed, '--since-report', file, '--format', 'json');
      const { answer, signatures } = parsed(outcome);
      const report = await reportOf(scanFile(failed, '--format', 'json'));
      const diagnosed = report.diagnoses.flatMap(({ signature, symptoms }) => [
        signature,
        ...symptoms.map((one) => one.signature),
      ]);
      expect([outcome.status, answer]).toEqual([0, 'fixed']);
      expect(signatures.map(({ signature }) => signature).sort()).toEqual([...new Set(diagnosed)].sort());
    });
  });

  it('gives the numbers before, where only the time since was read', async () => {
    await inFolder(async (folder) => {
      const file = join(folder, 'r.json');
      await scanFile('recursion', '--save', file);
      const late = (await entriesOf('recursion-fixed')).filter(
        ({ timestamp }) => String(timestamp) >= '2025-09-09T19:32',
      );
      const args = ['verify', '-', '--since-report', file, '--deploy-at', '2025-09-09T19:32:00Z', '--format', 'json'];
      const outcome = await rca(args, { stdin: [ndjson(late)] });
      expect(parsed(outcome)).toMatchObject({ answer: 'fixed' });
      expect(parsed(outcome).signatures[0]).toMatchObject({
        rule: 'recursion/python',
        beforeFrom: 'report',
        before: { count: 303, exposure: 184, exposureKind: 'requests' },
        verdict: 'fixed',
      });
    });
  });

  it('of the revision that is still the last: no fix has gone live yet', async () => {
    await inFolder(async (folder) => {
      const file = join(folder, 'r.json');
      await scanFile('recursion', '--save', file);
      const outcome = await verifyPipe('recursion', '--since-report', file);
      expect(outcome.stdout).toMatch(/^## (Not fixed|Inconclusive)/);
      expect(outcome.status).not.toBe(0);
    });
  });
});

describe('read in part', () => {
  it('is inconclusive, whatever was not seen in it', async () => {
    const outcome = await verifyEmulator(
      'recursion-fixed',
      [],
      '--service',
      'netra-backend-staging',
      '--max-reads',
      '4',
      '--format',
      'json',
    );
    expect([outcome.status, parsed(outcome).answer]).toEqual([3, 'inconclusive']);
  });
});

describe('a saved verification', () => {
  it.each(['markdown', 'json', 'text'])('is printed again as %s', async (format) => {
    await inFolder(async (folder) => {
      const file = join(folder, 'v.json');
      const first = await verifyPipe('leak-fixed', '--save', file, '--format', format);
      const again = await rca(['report', file, '--format', format]);
      expect(again.stdout).toBe(first.stdout);
      expect((await rca(['report', file, '--title'])).stdout).toMatch(/^Fixed: no .{10,110}\n$/);
    });
  });
});

it('reads files beside signatures', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'x.ndjson');
    writeFileSync(file, ndjson(await entriesOf('leak-fixed')));
    const outcome = await rca(['verify', 'v1:97ccf3', file, 'websocket/close-1011', '--format', 'json']);
    expect(parsed(outcome).signatures.map(({ rule }) => rule)).toEqual([
      'application/id-mismatch',
      'websocket/close-1011',
    ]);
  });
});
