import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fingerprint } from '../../src/analysis/index.ts';
import { screenEffects } from '../../src/commands/screen-effects.ts';
import { openerOf } from '../../src/commands/screen-effects-browse.ts';
import { clipboardSequence, MOST_COPIED } from '../../src/commands/screen-effects-copy.ts';
import type { Settings } from '../../src/commands/settings.ts';
import { renderReport } from '../../src/report/index.ts';
import type { Answer, Effect } from '../../src/tui/effects.ts';
import { BACKEND, HOSTILE, incidentC, signature } from '../tui/fixtures/incident-c.ts';

const folder = mkdtempSync(join(tmpdir(), 'rca-effects-'));
const bin = join(folder, 'bin');
const calls = join(folder, 'calls');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => void vi.unstubAllEnvs());

beforeEach(() => {
  vi.stubEnv('TMPDIR', folder);
  rmSync(bin, { recursive: true, force: true });
  rmSync(calls, { force: true });
});

interface Fake {
  stdout?: Record<string, string>;
  stderr?: string;
}

/** A program that records what it is called with, and answers by its first two words. */
function fakeProgram(name: string, { stdout = {}, stderr = '' }: Fake) {
  const file = join(bin, name);
  const script = `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const args = process.argv.slice(2);
const stdin = args.includes('--body-file') ? readFileSync(0, 'utf8') : null;
appendFileSync(${JSON.stringify(calls)}, JSON.stringify({ args, stdin }) + '\\n');
process.stderr.write(${JSON.stringify(stderr)});
process.stdout.write(${JSON.stringify(stdout)}[args.slice(0, 2).join(' ')] ?? '');
process.exitCode = ${stderr === '' ? 0 : 1};
`;
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin);
  writeFileSync(file, script);
  chmodSync(file, 0o755);
}

function called(): { args: string[]; stdin: string | null }[] {
  if (!existsSync(calls)) return [];
  return readFileSync(calls, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function setup(env: Record<string, string> = {}, config: string | null = null) {
  const stdout = new PassThrough();
  const written: string[] = [];
  stdout.on('data', (chunk: Buffer) => written.push(chunk.toString()));
  const settings = { config: { muted: new Set<string>() }, redactor: null } as unknown as Settings;
  const io = { stdout, env: { PATH: bin, ...env } };
  return { perform: screenEffects({ io, settings, config }), written: () => written.join(''), settings };
}

const CAUSE = { signature: 'v1:recursion', service: BACKEND };
const OTHER = { signature: 'v1:slow', service: BACKEND };
const text = (answer: Answer) => ('text' in answer ? answer.text : '');
const REPO = { 'repo view': '{"nameWithOwner":"netra/app","visibility":"PRIVATE"}', 'issue list': '[]' };

describe('y', () => {
  it('sends the issue to the clipboard and writes it into a file of its own', async () => {
    const { perform, written } = setup();
    const said = text(await perform({ type: 'copy', report: incidentC({ diagnoses: [] }), target: null }));
    const file = / in (\S+)$/.exec(said)![1]!;
    const body = renderReport(incidentC({ diagnoses: [] }), 'markdown');
    expect(readFileSync(file, 'utf8')).toBe(body);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(written()).toBe(`\u001b]52;c;${Buffer.from(body).toString('base64')}\u0007`);
    expect(said).toContain('does not say whether it took it');
    rmSync(join(file, '..'), { recursive: true });
  });

  it('of several causes the selected one, with its own fingerprint; of a failure without a cause that one', async () => {
    const { perform, written } = setup();
    const copied = async (target: typeof CAUSE) => {
      const said = text(await perform({ type: 'copy', report: incidentC(), target }));
      const file = / in (\S+)$/.exec(said)![1]!;
      const body = readFileSync(file, 'utf8');
      rmSync(file);
      return body;
    };
    const cause = await copied(CAUSE);
    expect(cause).toContain('`rca fingerprint: rca:v1:5f0c2ab1d9e4`');
    expect(cause).toContain('Only one of 2 causes is reported here.');
    expect(cause).not.toContain('Cause 2');
    const other = await copied(OTHER);
    expect(other).toContain(`\`rca fingerprint: ${fingerprint(BACKEND, 'v1:slow')}\``);
    expect(other).not.toContain('Infinite recursion');
    expect(written().match(/\]52;c;/g)).toHaveLength(2);
  });

  it('in tmux plain and wrapped; never more than terminals take', () => {
    const wrapped = clipboardSequence('hi', { TMUX: '/tmp/tmux-0/default,1,0' })!;
    expect(wrapped).toBe('\u001b]52;c;aGk=\u0007\u001bPtmux;\u001b\u001b]52;c;aGk=\u0007\u001b\\');
    expect(clipboardSequence('x'.repeat(MOST_COPIED), {})!.length).toBe(100_000);
    expect(clipboardSequence('é'.repeat(MOST_COPIED / 2 + 1), {})).toBeNull();
  });

  it('too long: the file alone, and it says so', async () => {
    const { perform, written } = setup();
    const diagnoses = Array.from({ length: 10 }, (_, n) => ({
      ...incidentC().diagnoses[0]!,
      rank: n + 1,
      summary: '世'.repeat(390),
      remedy: Array.from({ length: 12 }, () => '世'.repeat(190)),
      evidence: Array.from({ length: 8 }, () => ({ kind: 'x', weight: 1, text: '世'.repeat(190) })),
    }));
    const report = incidentC({ diagnoses });
    const said = text(await perform({ type: 'copy', report, target: null }));
    const bytes = Buffer.byteLength(renderReport(report, 'markdown'));
    expect(bytes).toBeGreaterThan(MOST_COPIED);
    expect(said).toContain('longer than the 74,994 bytes');
    expect(written()).toBe('');
  });
});

describe('i', () => {
  const draftOf = async (fake: Fake, target = CAUSE) => {
    fakeProgram('gh', fake);
    const { perform } = setup();
    const answer = await perform({ type: 'draft', report: incidentC(), target });
    if (answer.type !== 'draft') throw new Error(answer.type);
    return { draft: answer.draft, perform };
  };

  it('asks for the repository and an open issue; nothing is sent', async () => {
    const { draft } = await draftOf({ stdout: REPO });
    expect(draft).toMatchObject({ repository: 'netra/app', visibility: 'private', existing: null });
    expect(draft.title).toBe('Infinite recursion (Python), 2.0 s after netra-backend-staging-00042-abc');
    const [view, list] = called().map(({ args }) => args);
    expect(view).toEqual(['repo', 'view', '--json', 'nameWithOwner,visibility,url']);
    expect(list!.slice(0, 6)).toEqual([
      'issue',
      'list',
      '--repo',
      'netra/app',
      '--search',
      '"rca:v1:5f0c2ab1d9e4" in:body',
    ]);
    expect(called().every(({ args }) => args[1] === 'view' || args[1] === 'list')).toBe(true);
  });

  it('sends the body by standard input, word for word, without a shell', async () => {
    const { draft, perform } = await draftOf({
      stdout: { ...REPO, 'issue create': 'https://github.com/netra/app/issues/7\n' },
    });
    const title = `$(touch ${folder}/owned) \`id\` "quoted" --label x`;
    const sent = { ...draft, title, body: `${draft.body}${HOSTILE}` };
    expect(text(await perform({ type: 'file', draft: sent }))).toBe(
      'The issue was filed: https://github.com/netra/app/issues/7',
    );
    const { args, stdin } = called().at(-1)!;
    expect(args).toEqual(['issue', 'create', '--repo', 'netra/app', '--title', title, '--body-file', '-']);
    expect(stdin).toBe(Buffer.from(sent.body).toString());
    expect(existsSync(join(folder, 'owned'))).toBe(false);
  });

  it('comments on an open issue with the fingerprint in it, not on one that the search found for other reasons', async () => {
    const found = [
      { number: 3, title: 'no', url: 'u3', body: 'something' },
      { number: 12, title: 'yes', url: 'u12', body: '`rca fingerprint: rca:v1:5f0c2ab1d9e4`' },
    ];
    const stdout = { ...REPO, 'issue list': JSON.stringify(found), 'issue comment': 'u12#c1\n' };
    const { draft, perform } = await draftOf({ stdout });
    expect(draft.existing).toEqual({ number: 12, title: 'yes', url: 'u12' });
    expect(text(await perform({ type: 'file', draft }))).toBe('Commented on issue #12: u12#c1');
    expect(called().at(-1)!.args).toEqual(['issue', 'comment', '12', '--repo', 'netra/app', '--body-file', '-']);
    expect(called().at(-1)!.stdin).toBe(draft.body);
  });

  it('GH_REPO names another repository; one of another host keeps its host', async () => {
    const view = '{"nameWithOwner":"o/r","visibility":"INTERNAL","url":"https://git.example.com/o/r"}';
    fakeProgram('gh', { stdout: { ...REPO, 'repo view': view } });
    const asked = setup({ GH_REPO: 'git.example.com/o/r' });
    const answer = await asked.perform({ type: 'draft', report: incidentC(), target: CAUSE });
    expect(answer).toMatchObject({ draft: { repository: 'git.example.com/o/r', visibility: 'internal' } });
    expect(called()[0]!.args[2]).toBe('git.example.com/o/r');
    expect(called()[1]!.args.slice(2, 4)).toEqual(['--repo', 'git.example.com/o/r']);
  });

  it('looks for the older names of a failure too', async () => {
    fakeProgram('gh', { stdout: REPO });
    const report = incidentC({ diagnoses: [], signatures: [signature({ ...OTHER, title: 'x', aliases: ['v1:old'] })] });
    await setup().perform({ type: 'draft', report, target: OTHER });
    const searched = called().flatMap(({ args }) =>
      args.includes('--search') ? args[args.indexOf('--search') + 1] : [],
    );
    expect(searched).toEqual([OTHER.signature, 'v1:old'].map((name) => `"${fingerprint(BACKEND, name)}" in:body`));
  });

  const refusals: [string, Fake | null, string][] = [
    ['no gh', null, 'gh is not installed'],
    ['not logged in', { stderr: 'To get started with GitHub CLI, please run:  gh auth login' }, 'gh is not logged in'],
    [
      'no repository',
      { stderr: 'fatal: not a git repository (or any of the parent directories): .git' },
      'knows no repository',
    ],
    ['anything else', { stderr: 'HTTP 502 \u001b[31mbad\u001b[0m' }, 'gh repo view failed: HTTP 502 bad'],
    ['no JSON', { stdout: { 'repo view': 'name: x' } }, 'did not answer with JSON'],
  ];
  for (const [name, fake, message] of refusals) {
    it(`${name}: says what to do`, async () => {
      if (fake) fakeProgram('gh', fake);
      await expect(setup().perform({ type: 'draft', report: incidentC(), target: CAUSE })).rejects.toThrow(message);
    });
  }
});

describe('o', () => {
  it('asks the opener of the system, without a shell', async () => {
    fakeProgram('xdg-open', {});
    const said = await setup({ DISPLAY: ':0' }).perform({ type: 'browse', report: incidentC(), target: CAUSE });
    if (process.platform === 'linux') {
      expect(text(said)).toContain('xdg-open was asked');
      expect(called()[0]!.args).toEqual([
        expect.stringMatching(/^https:\/\/console\.cloud\.google\.com\/logs\/query;query=/),
      ]);
    }
  });

  it('shows the address where there is no browser; a failing opener is none', async () => {
    fakeProgram('xdg-open', { stderr: 'no' });
    for (const env of [{}, { DISPLAY: ':0' }, { DISPLAY: ':0', SSH_CONNECTION: '1' }]) {
      const { perform, written } = setup(env);
      const answer = await perform({ type: 'browse', report: incidentC(), target: OTHER });
      expect(answer.type).toBe('page');
      expect(text(answer)).toContain('Slow query:');
      expect(text(answer)).toContain('?project=netra-staging');
      expect(written()).toContain(']52;c;');
    }
  });

  it('knows no address without a project, only the filter', async () => {
    const report = incidentC();
    const unnamed = { ...report, scope: { ...report.scope, project: null } };
    const answer = await setup().perform({ type: 'browse', report: unnamed, target: CAUSE });
    expect(text(answer)).toContain(report.diagnoses[0]!.filters[0]);
  });

  it('openers', () => {
    expect(openerOf({}, 'darwin')).toEqual(['open', []]);
    expect(openerOf({ SSH_TTY: '/dev/pts/0' }, 'darwin')).toBeNull();
    expect(openerOf({}, 'linux')).toBeNull();
    expect(openerOf({ WAYLAND_DISPLAY: 'w' }, 'linux')).toEqual(['xdg-open', []]);
  });
});

describe('m', () => {
  it('keeps it in the configuration, and in the set that the next report is made with', async () => {
    const file = join(folder, 'rca.yaml');
    const { perform, settings } = setup({}, file);
    const mute: Extract<Effect, { type: 'mute' }> = {
      type: 'mute',
      signature: 'v1:0123456789abcdef',
      aliases: [],
      title: 'Slow\n\u001b[2Jquery',
      on: true,
    };
    expect(text(await perform(mute))).toContain('was made for it');
    expect(readFileSync(file, 'utf8')).toBe('mute:\n  - signature: v1:0123456789abcdef\n    reason: Slow\n');
    expect(settings.config.muted.has(mute.signature)).toBe(true);
    expect(text(await perform({ ...mute, on: false }))).toContain('No longer muted');
    expect(settings.config.muted.size).toBe(0);
  });
});

describe('e', () => {
  it('falls back to the samples; what a source keeps is redacted', async () => {
    const target = CAUSE;
    expect(await setup().perform({ type: 'entries', target })).toEqual({ type: 'entries', entries: null });
    const redactor = {
      text: (s: string) => s,
      value: <T>(v: T) => JSON.parse(JSON.stringify(v).replace('hunter2', '***')) as T,
    };
    const settings = { config: { muted: new Set<string>() }, redactor } as unknown as Settings;
    const io = { stdout: new PassThrough(), env: {} };
    const entriesOf = () => [{ textPayload: 'hunter2' }];
    const answer = await screenEffects({ io, settings, config: null, entriesOf })({ type: 'entries', target });
    expect(answer).toEqual({ type: 'entries', entries: [{ textPayload: '***' }] });
  });
});
