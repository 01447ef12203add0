/** What keys do, in the built CLI in a real terminal. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CLI, incidentLines, missing, rca } from './built.ts';
import { RESTORED, Terminal, type TerminalOptions } from './terminal.ts';

describe.skipIf(missing !== null)(missing ?? 'keys in a real terminal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rca-keys-'));
  const incident = join(folder, 'incident.ndjson');
  let terminal: Terminal;

  const start = (command: string, size: Partial<TerminalOptions> = {}) => {
    terminal = new Terminal({ columns: 80, rows: 24, command: `cd ${folder}; ${command}`, ...size });
  };
  const mouse = () => terminal.tmux('display', '-p', '#{mouse_standard_flag}#{mouse_sgr_flag}').trim();

  beforeAll(() => writeFileSync(incident, incidentLines().join('')));
  afterEach(() => terminal.close());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('searches while it is typed, marks what it found, and goes on with n', async () => {
    start(`${rca} scan ${incident}`);
    await terminal.until(/ done$/);
    terminal.type('/wrong form');
    await terminal.until(/^\/wrong form +1 of 1$/);
    await terminal.until(/^> 2 high .* wrong form/);
    terminal.press('Enter');
    await terminal.until(/match 1 of 1, 2 of \d+$/);
    // In reverse: it is seen without colours too. The selected row is in reverse, and what was found in it is not.
    expect(terminal.rows(true).join('\n')).toMatch(
      /\u001b\[[\d;]*7m[^\n]*An id has the (?:\u001b\[(?:0;)?1?m|\u001b\[[34]9m)+wrong form/,
    );
    terminal.press('Enter');
    terminal.type('/evidence');
    await terminal.until(/^\/evidence +1 of 1$/);
    terminal.press('Enter', 'n');
    await terminal.until(/^Past the end: on from the top/);
    // Esc and the next key have to come apart: together they would be Alt and that key.
    terminal.press('Escape');
    await terminal.until(/^j\/k scroll .* rows \d+-\d+ of \d+$/);
    terminal.press('Escape');
    await terminal.until(/^> 2 high/);
    terminal.press('q');
    await terminal.until(/^status 1$/);
    expect(terminal.modes()).toEqual(RESTORED);
  });

  it('the mouse wheel scrolls, is no text in a prompt, and is switched off at the end', async () => {
    start(`${rca} scan ${incident}`);
    await terminal.until(/ done$/);
    expect(mouse()).toBe('11');
    terminal.press('Enter');
    await terminal.until(/rows 1-20 of \d+$/);
    terminal.type('\u001b[<65;10;10M');
    await terminal.until(/rows 4-23 of \d+$/);
    terminal.type('\u001b[<64;10;10M');
    await terminal.until(/rows 1-20 of \d+$/);
    terminal.type('/why\u001b[<65;10;10M\u001b[<0;10;10M\u001b[<0;10;10m');
    await terminal.until(/^\/why +1 of \d+$/);
    terminal.press('Escape');
    await terminal.until(/^j\/k scroll/);
    terminal.press('q');
    await terminal.until(/^status 1$/);
    expect([mouse(), terminal.modes()]).toEqual(['00', RESTORED]);
  });

  it('a signal switches the mouse off too', async () => {
    const pid = join(folder, 'pid');
    start(`sh -c 'echo $$ > ${pid}; exec ${rca} scan ${incident}'`);
    await terminal.until(/ done$/);
    process.kill(Number(readFileSync(pid, 'utf8')), 'SIGTERM');
    await terminal.until(/^status 143$/);
    expect([mouse(), terminal.modes()]).toEqual(['00', RESTORED]);
  });

  it('y: the clipboard has the issue, and a file', async () => {
    start(`${rca} scan ${incident}`, { env: { TMPDIR: folder } });
    terminal.tmux('set', '-s', 'set-clipboard', 'on');
    await terminal.until(/ done$/);
    terminal.press('y');
    await terminal.until(/^The issue was sent to the clipboard/);
    const file = /\/\S*issue\.md/.exec(terminal.rows().join('').replaceAll(/ +/g, ' '))![0];
    const copied = terminal.tmux('show-buffer');
    expect(copied).toBe(readFileSync(file, 'utf8'));
    expect(copied).toMatch(/rca fingerprint: v1:[0-9a-f]{16}/);
    const frame = terminal.rows();
    expect(frame.filter((row) => row.startsWith('rca  '))).toHaveLength(1);
  });

  it('pasted text is text in a prompt, and no keys elsewhere', async () => {
    start(`${rca} scan ${incident}`);
    await terminal.until(/ done$/);
    terminal.tmux('set-buffer', 'q\u001b[31mqq\nq');
    terminal.tmux('paste-buffer', '-p', '-r');
    await terminal.until(/^Pasted text is taken only after/);
    terminal.type('/');
    await terminal.until(/^\//);
    terminal.tmux('paste-buffer', '-p', '-r');
    await terminal.until(/^\/qqq q +no match$/);
  });

  it('i: what would be sent is shown, Enter sends it through gh', async () => {
    const bin = join(folder, 'bin');
    const sent = join(folder, 'sent');
    mkdirSync(bin);
    const script = `#!/bin/sh
case "$1 $2" in
  'repo view') echo '{"nameWithOwner":"netra/app","visibility":"PRIVATE"}' ;;
  'issue list') echo '[]' ;;
  'issue create') cat > ${sent}; echo https://github.com/netra/app/issues/7 ;;
esac
`;
    writeFileSync(join(bin, 'gh'), script);
    chmodSync(join(bin, 'gh'), 0o755);
    start(`${rca} scan ${incident}`, { env: { PATH: `${bin}${delimiter}${process.env.PATH}` } });
    await terminal.until(/ done$/);
    terminal.press('i');
    await terminal.until(/^Nothing is sent yet\. Enter files the issue/);
    expect(terminal.rows().join('\n')).toMatch(/repository +netra\/app \(private\)/);
    expect(existsSync(sent)).toBe(false);
    terminal.press('Enter');
    await terminal.until(/^The issue was filed: https:\/\/github\.com\/netra\/app\/issues\/7$/);
    expect(readFileSync(sent, 'utf8')).toMatch(/rca fingerprint: v1:/);
  });

  it('m: in rca.yaml, which is made for it, and at once in the list; the next run knows it', async () => {
    start(`${rca} scan ${incident}`);
    await terminal.until(/ done$/);
    terminal.press('m');
    await terminal.until(/^Muted: rca\.yaml was made for it/);
    await terminal.until(/^> muted /);
    expect(readFileSync(join(folder, 'rca.yaml'), 'utf8')).toMatch(
      /^mute:\n {2}- signature: v1:[0-9a-f]{16}\n {4}reason: /,
    );
    const again = execFileSync(process.execPath, [CLI, 'scan', incident, '--format', 'json', '--fail-on', 'never'], {
      cwd: folder,
    });
    expect(JSON.parse(again.toString()).signatures.filter(({ muted }: { muted: boolean }) => muted)).toHaveLength(1);
    terminal.press('m');
    await terminal.until(/^No longer muted in rca\.yaml/);
    await terminal.until(/^> 1 high/);
    rmSync(join(folder, 'rca.yaml'));
  });

  it('f: a wrong filter says where, a right one narrows the list', async () => {
    start(`${rca} scan ${incident}`);
    await terminal.until(/ done$/);
    terminal.type('fseverty=ERROR\r');
    await terminal.until(/^ {8}\^$/);
    terminal.press('C-u');
    terminal.type('"RecursionError"\r');
    const rows = await terminal.until(/"RecursionError"; Esc clears +1 of 1, \d+ hidden$/);
    expect(rows.some((row) => /^> 1 high/.test(row))).toBe(true);
  });
});
