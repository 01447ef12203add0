import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lines, manySignatures, SOME } from './logs.ts';
import { type Outcome, rca, shell } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'rca-pipes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'some.ndjson'), lines(SOME));
writeFileSync(join(folder, 'many.ndjson'), lines(manySignatures(700)));

const SCAN = ['scan', 'many.ndjson', '--format', 'json', '--save', 'many.json'];
/** Far more than a pipe holds (64 KB), printed again without the work of a scan. */
const MANY = ['report', 'many.json', '--format', 'json'];
let whole: Outcome;
beforeAll(async () => {
  whole = await rca(SCAN, { cwd: folder });
  expect(whole.status).toBe(1);
  expect(whole.stdout.length).toBeGreaterThan(1_000_000);
});

describe.concurrent('a large report', () => {
  it('reaches a slow reader whole', async () => {
    // The pipe is full, and the report half written, while another command runs.
    const line = `rca ${MANY.join(' ')} | { head -c 1000; rca --version > version; cat; }; exit "\${PIPESTATUS[0]}"`;
    expect(await shell(line, { cwd: folder })).toEqual({ ...whole, status: 0 });
  });

  it.each([
    ['a reader that takes one line', 'head -1', '{'],
    ['a reader that takes nothing', 'true', ''],
  ])('ends quietly with %s, and keeps its status', async (_, reader, stdout) => {
    const line = `rca ${SCAN.slice(0, 4).join(' ')} | { ${reader}; }; exit "\${PIPESTATUS[0]}"`;
    expect(await shell(line, { cwd: folder })).toEqual({
      status: 1,
      signal: null,
      stdout: stdout && `${stdout}\n`,
      stderr: '',
    });
  });

  it('is saved though nobody reads it', async () => {
    const { stderr } = await shell(`rca scan many.ndjson --save saved.json | true`, { cwd: folder });
    expect(stderr).toBe('');
    expect(readFileSync(join(folder, 'saved.json'), 'utf8')).toBe(whole.stdout);
  });

  it('fits an issue as Markdown', async () => {
    const { stdout } = await rca(['report', 'many.json'], { cwd: folder });
    expect(stdout.length).toBeLessThanOrEqual(65_536);
  });
});

const FULL = 'rca: the output cannot be written (ENOSPC)\n  Make room there, or write to another place.\n';

describe.runIf(existsSync('/dev/full')).concurrent('a full disk', () => {
  it.each(['scan some.ndjson', '--version', '--help'])('is said by rca %s', async (line) => {
    const { status, stderr } = await shell(`rca ${line} > /dev/full`, { cwd: folder });
    expect(stderr).toBe(FULL);
    expect(status).toBe(2);
  });

  it('behind standard error changes nothing', async () => {
    const { status, stdout } = await shell('rca scan some.ndjson 2> /dev/full', { cwd: folder });
    expect(stdout).toMatch(/^## /);
    expect(status).toBe(1);
    expect((await shell('rca scan missing 2> /dev/full', { cwd: folder })).status).toBe(2);
  });

  it('under --save leaves the report on standard output', async () => {
    const { status, stdout, stderr } = await shell('rca scan some.ndjson --save /dev/full', { cwd: folder });
    expect(stdout).toMatch(/^## /);
    expect(stderr).toMatch(/^rca: --save: \/dev\/full cannot be written \(ENOSPC\)\n {2}\S/);
    expect(status).toBe(2);
  });
});

describe.concurrent('closed streams', () => {
  it.each([
    ['standard input that is to be read', 'rca scan - <&-', 0],
    ['standard output', 'rca scan some.ndjson >&-', 1],
  ])('%s', async (_, line, status) => {
    expect(await shell(line, { cwd: folder })).toMatchObject({ status, stderr: '' });
  });
});
