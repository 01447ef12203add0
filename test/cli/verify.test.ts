import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Verification } from '../../src/model.ts';
import { expectCalm } from '../report/page.ts';
import { attacks } from '../text/hostile.ts';
import { done, mistakeOf } from './in-process.ts';
import { lines } from './logs.ts';
import { BEFORE, failing, NEW, OLD, rollout, SINCE, served } from './verify-logs.ts';

const folder = mkdtempSync(join(tmpdir(), 'rca-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, content: string) => writeFileSync(join(folder, name), content);

const FIXED = [...BEFORE, ...SINCE];

put('fixed.ndjson', lines(FIXED));
put('failing.ndjson', lines([...FIXED, ...failing(NEW, 0)]));
put('new.ndjson', lines([...FIXED, ...failing(NEW, 0, 'TypeError: cart is undefined')]));
put('no-traffic.ndjson', lines([...BEFORE, rollout(NEW, 60)]));
put('one.ndjson', lines(served(OLD, 0)));
put('nothing.json', '{"schema": 1}');
put('diagnosed-nothing.json', '');
await done(['scan', join(folder, 'one.ndjson'), '--save', join(folder, 'diagnosed-nothing.json')]);

const at = (name: string) => join(folder, name);
async function verifying(...args: string[]): Promise<Verification & { status: number }> {
  const { status, stdout } = await done(['verify', ...args, '--format', 'json']);
  return { status, ...(JSON.parse(stdout) as Verification) };
}

describe('the exit status', () => {
  it.each([
    ['fixed.ndjson', 0, 'fixed'],
    ['failing.ndjson', 1, 'not-fixed'],
    ['new.ndjson', 1, 'not-fixed'],
    ['no-traffic.ndjson', 3, 'inconclusive'],
  ])('%s: %i', async (name, status, answer) => {
    expect(await verifying(at(name))).toMatchObject({ status, answer });
  });

  it('no traffic since: how much would be needed', async () => {
    const { stdout } = await done(['verify', at('no-traffic.ndjson')]);
    expect(stdout).toMatch(
      /^## Inconclusive since checkout-00002-xyz went live at \S+: “.*”: no traffic since: about 9 requests more are needed\n/,
    );
  });
});

describe('names', () => {
  it('a signature, its beginning, an alias, files before and after them', async () => {
    const { signatures } = await verifying(at('fixed.ndjson'));
    const { signature, aliases } = signatures[0]!;
    for (const name of [signature, signature.slice(0, 9), signature.slice(3, 10), aliases[0]!]) {
      expect(await verifying(name, at('fixed.ndjson'))).toMatchObject({ status: 0, signatures: [{ signature }] });
    }
    expect(await verifying(at('fixed.ndjson'), signature.toUpperCase())).toMatchObject({ status: 0 });
  });
});

describe('a mistake: what, why, what to do', () => {
  const NOTHING =
    /^Failing before the fix: v1:[0-9a-f]{16} \(.*\)\. Reach the time when it failed with --baseline FROM\.\.TO, or give its report with --since-report\.$/;
  it.each<[line: string, message: string | RegExp, hint: string | RegExp]>([
    [
      'v1:0123456789abcdef @/fixed.ndjson',
      'v1:0123456789abcdef was not seen in @/fixed.ndjson: neither before the fix nor since',
      NOTHING,
    ],
    ['v1:012 @/fixed.ndjson', "'v1:012' is not a signature: it has 3 digits", /^A signature is v1: and 16 hex digits/],
    [
      '@/one.ndjson',
      'No go-live was found in these files',
      'Name one with --deploy-at TIME, or add the entries around it.',
    ],
    [
      '@/fixed.ndjson --revision checkout-00009',
      /^No go-live of revision checkout-00009 was found in these files$/,
      /^Seen: /,
    ],
    ['@/fixed.ndjson --wait 15m', '--wait reads again, and files do not change while it waits', /^Leave --wait away/],
    ['--wait soon', "--wait: 'soon' is not a duration", 'Write it as 90m, 2h or 30d.'],
    ['--wait 5m --until 2025-09-09T20:00:00Z', /^--wait reads what is still to come/, 'Leave one of them away.'],
    ['--since-report @/nothing.json', /^@\/nothing.json: This is no rca report/, /^Give a file that/],
    [
      '--since-report @/diagnosed-nothing.json',
      '@/diagnosed-nothing.json: the report has no diagnosis',
      /^Name the signatures/,
    ],
    ['--since-report @/nowhere.json', '@/nowhere.json: cannot be read (ENOENT)', /^Name a file that/],
    ['imports/no-such-rule', /imports\/no-such-rule/, /./],
  ])('rca verify %s', async (line, message, hint) => {
    const said = await mistakeOf(['verify', ...line.split(' ')], folder);
    const [first, second] = said.trimEnd().split('\n');
    expect(first!.replace('rca: ', '')).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    expect(second!.trim()).toEqual(typeof hint === 'string' ? hint : expect.stringMatching(hint));
  });
});

describe('log text', () => {
  const both = (kind: string, revision: string, from: number) =>
    attacks.flatMap((text, i) =>
      failing(revision, from, `${kind}: ${text} token ghp_0123456789abcdefghijABCDEFGHIJ012345`)
        .slice(0, 3)
        .map((one) => ({ ...one, insertId: `${one.insertId as string}-${i}` })),
    );
  put('hostile.ndjson', lines([...BEFORE, ...both('ValueError', OLD, -3600), ...SINCE, ...both('TypeError', NEW, 0)]));

  it.each(['markdown', 'text', 'json'])('is inert as %s', async (format) => {
    const { stdout } = await done(['verify', at('hostile.ndjson'), '--format', format]);
    if (format === 'markdown') expectCalm(stdout);
    expect(stdout).toContain('order 7 has no lines');
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|ghp_0123/);
  });
});
