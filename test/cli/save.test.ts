import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done } from './in-process.ts';
import { entry, healthy, lines, SOME } from './logs.ts';
import { type Outcome, rca, shell } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'rca-save-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HOSTILE = entry(
  60,
  'ERROR',
  'ValueError: \u001b[31m<b>@octocat</b> ```\n| #12 | token ghp_0123456789abcdefghijABCDEFGHIJ012345',
);
writeFileSync(
  join(folder, 'some.ndjson'),
  lines([...SOME, HOSTILE, { ...HOSTILE, insertId: 'h2' }, { ...HOSTILE, insertId: 'h3' }]),
);
writeFileSync(join(folder, 'healthy.ndjson'), lines([healthy(1)]));
writeFileSync(join(folder, 'old.json'), 'x'.repeat(100_000));

const SOME_FILE = join(folder, 'some.ndjson');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
let printed: Outcome;
beforeAll(async () => {
  printed = await rca(['scan', SOME_FILE, '--save', 'old.json'], { cwd: folder });
});

describe.concurrent('--save and rca report', () => {
  it('save beside any output, in place of what was there', async () => {
    expect(printed).toMatchObject({ status: 1, stderr: '' });
    expect(printed.stdout).toMatch(/^## /);
    const json = await done(['scan', SOME_FILE, '--format', 'json']);
    expect(read('old.json')).toBe(json.stdout);
  });

  it.each(['markdown', 'json', 'text'])('print the same again as %s', async (format) => {
    const first = await done(['scan', SOME_FILE, '--format', format]);
    const again = await rca(['report', 'old.json', '--format', format], { cwd: folder });
    expect(first.stdout.length).toBeGreaterThan(500);
    expect(again).toEqual({ status: 0, signal: null, stdout: first.stdout, stderr: '' });
  });

  it('Markdown where no format is named', async () => {
    expect((await rca(['report', 'old.json'], { cwd: folder })).stdout).toBe(printed.stdout);
  });

  it('a title: one line that fits an issue', async () => {
    const { status, stdout, stderr } = await rca(['report', 'old.json', '--title'], { cwd: folder });
    expect(stdout).toMatch(/^[^\u0000-\u001f\u007f]{10,256}\n$/);
    expect([status, stderr]).toEqual([0, '']);
  });

  it('the recipe of the README', async () => {
    const recipe = `rca scan ${SOME_FILE} --save r.json > body.md; [ $? -eq 1 ] && echo "title: $(rca report r.json --title)"`;
    const { status, stdout, stderr } = await shell(recipe, { cwd: folder });
    expect(stdout).toMatch(/^title: \S.*\n$/);
    expect([status, stderr]).toEqual([0, '']);
    expect(read('body.md')).toBe(printed.stdout);
    const healthyRecipe = recipe
      .replace('some.ndjson', 'healthy.ndjson')
      .replaceAll('r.json', 'h.json')
      .replace('body.md', 'h.md');
    expect(await shell(healthyRecipe, { cwd: folder })).toMatchObject({ status: 1, stdout: '', stderr: '' });
  });

  it('no secret and no live escape in any of them', async () => {
    const text = await done(['scan', SOME_FILE, '--format', 'text']);
    for (const output of [printed.stdout, read('old.json'), text.stdout]) {
      expect(output).toContain('order 7 has no lines');
      expect(output).not.toMatch(/ghp_0123|\u001b/);
    }
  });
});

describe.concurrent('--fail-on', () => {
  it.each([
    ['new', 1],
    ['any', 1],
    ['never', 0],
  ])('%s', async (what, status) => {
    expect(await rca(['scan', 'some.ndjson', '--fail-on', what], { cwd: folder })).toMatchObject({
      status,
      stderr: '',
    });
  });
});
