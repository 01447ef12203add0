import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { mistakeOf } from './in-process.ts';
import { lines, SOME } from './logs.ts';
import { rca } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'rca-usage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string) => writeFileSync(join(folder, name), content);
put('some.ndjson', lines(SOME));
put('notes.txt', 'no json');
put('array.json', '[1, 2]');
put('other.json', '{"schema": 1, "headline": "a report of something else"}');
put('field.yaml', 'projct: demo\n');
put('type.yaml', 'services: checkout\n');
put('syntax.yaml', 'services: [a\nproject: b\n');
put('mute.yaml', 'mute: [v1:abc]\n');
put('redact.yaml', 'redact: ["("]\n');
mkdirSync(join(folder, 'rules/limits'), { recursive: true });
put(
  'rules/limits/too-much.yaml',
  [
    'title: too much',
    'severity: ERROR',
    'role: reason',
    "patterns: ['too much']",
    "needles: ['too much']",
    'cause: c',
    'remedy: [r]',
    '',
  ].join('\n'),
);

const TIMES =
  'A time is RFC 3339 (2025-09-09T19:09:34Z; without an offset it is local time) or a duration back from now (90m, 2h, 3d).';
const FIELDS =
  'Fields of a configuration: project, services, regions, stakes, mute, known, rules, redact. README.md shows one.';
const USAGE = '`rca --help` lists the commands, `rca COMMAND --help` the flags of one.';
const RULE =
  'rca: rules/limits/too-much.yaml: rule limits/too-much, role: "reason" is not one of cause, symptom, lifecycle, noise\n  Write one of cause, symptom, lifecycle, noise.\n';
const REPORT_FILE = 'Name a file that `rca scan --save FILE` wrote.';

describe.concurrent('a mistake on the command line: what, why, what to do', () => {
  it.each<[line: string, message: string | RegExp, hint: string | RegExp]>([
    ['scna', "unknown command 'scna'", 'Did you mean scan?'],
    ['frobnicate', "unknown command 'frobnicate'", USAGE],
    ['--versoin', "unknown option '--versoin'", 'Did you mean --version?'],
    ['scan --fromat json', "unknown option '--fromat'", 'Did you mean --format?'],
    ['scan --since', "option '--since <when>' argument missing", USAGE],
    ['report', "missing required argument 'file'", USAGE],
    ['report a b', /^too many arguments/, USAGE],
    ['scan --format yaml', "--format: 'yaml' is not known", 'Use one of markdown, json, text.'],
    ['scan --fail-on all', "--fail-on: 'all' is not known", 'Use one of new, any, never.'],
    ['scan --since 25x', "--since: '25x' is not a time", TIMES],
    [
      'scan --since yesterday',
      "--since: 'yesterday' is not known",
      `Use deploy, deploy~2, revision:NAME, a duration or a time. ${TIMES}`,
    ],
    ['scan --until 2025-13-45', "--until: '2025-13-45' is not a time", TIMES],
    [
      'scan --since 2025-09-10T00:00:00Z --until 2025-09-09T00:00:00Z',
      '--since lies after --until',
      'Give a window that begins before it ends.',
    ],
    ['scan --baseline a', "--baseline: 'a' is not FROM..TO", TIMES],
    ['scan --deploy-at checkout=noon', "--deploy-at: 'noon' is not a time", TIMES],
    ['scan --lookback long', "--lookback: 'long' is not a duration", 'Write it as 90m, 2h or 30d.'],
    ['scan --max-reads -1', "--max-reads: '-1' is not a whole number", 'Write digits only, such as 60.'],
    ['scan --emulator here', "--emulator: 'here' is not HOST:PORT", '`rca emulator` prints the address to use.'],
    ['scan @/some.ndjson --log-tz Mars/Tharsis', "unknown time zone 'Mars/Tharsis'", /^use a name such as/],
    [
      'scan @/some.ndjson --save @/nowhere/r.json',
      '--save: @/nowhere/r.json cannot be written (ENOENT)',
      'Name a file in a folder that exists and is yours.',
    ],
    [
      'scan @/some.ndjson --save @',
      '--save: @ cannot be written (EISDIR)',
      'Name a file in a folder that exists and is yours.',
    ],
    [
      'scan @/some.ndjson --config @/nowhere.yaml',
      '@/nowhere.yaml: cannot be read (ENOENT)',
      'Name a readable file with --config.',
    ],
    ['scan @/some.ndjson --config @/field.yaml', '@/field.yaml: the file: Unrecognized key: "projct"', FIELDS],
    ['scan @/some.ndjson --config @/type.yaml', /^@\/type.yaml: services: .*expected array/, FIELDS],
    ['scan @/some.ndjson --config @/mute.yaml', /^@\/mute.yaml: mute.0: /, FIELDS],
    [
      'scan @/some.ndjson --config @/syntax.yaml',
      /^@\/syntax.yaml: .* at line 2, column 1$/,
      'Fix the YAML there and run it again.',
    ],
    [
      'scan @/some.ndjson --config @/redact.yaml',
      /^Redaction pattern "\(" is not valid RE2: .*missing closing/,
      /redact:/,
    ],
    [
      'scan @/some.ndjson --rules @/nowhere',
      '@/nowhere: is no folder',
      'Name a folder that holds <area>/<name>.yaml files.',
    ],
    [
      'scan @/some.ndjson --rules @/rules',
      /^@\/rules\/limits\/too-much.yaml: rule limits\/too-much, role: "reason"/,
      /cause, symptom, lifecycle/,
    ],
    ['report @/nowhere.json', '@/nowhere.json: cannot be read (ENOENT)', REPORT_FILE],
    ['report @', '@: cannot be read (EISDIR)', REPORT_FILE],
    ['report @/notes.txt', '@/notes.txt: is not JSON', REPORT_FILE],
    ['report @/array.json', /^@\/array.json: This is no rca report: /, /--save/],
    ['report @/other.json', /^@\/other.json: This is no rca report at scope: /, /--save/],
    ['demo --incident flood', "--incident: 'flood' is not known", 'Use one of leak, two-causes, recursion, import.'],
    ['demo --format yaml', "--format: 'yaml' is not known", 'Use one of markdown, json, text.'],
    ['emulator --fault quta', "unknown fault 'quta'", 'Did you mean quota?'],
    ['emulator --port 99999', '--port: 99999 is not a port', 'A port is a number from 0 to 65535; 0 = any free one.'],
    ['emulator --scenario nowhere', 'There is no scenario nowhere', /^Built-in: .*recursion.* Or name a YAML file.$/],
    [
      'emulator --load @/nowhere.ndjson',
      'no such file: @/nowhere.ndjson',
      'check the name; a folder or - for standard input also works',
    ],
    [
      'emulator --run-state @/notes.txt',
      /^--run-state: @\/notes.txt cannot be read: /,
      'Name a JSON file with services and revisions.',
    ],
  ])('rca %s', async (line, message, hint) => {
    // Only what the message is; that a process ends with it is held by the tests around this one.
    const [what, todo, ...more] = (await mistakeOf(line.split(' '), folder)).split('\n');
    expect(what).toMatch(/^rca: /);
    expectText(what!.slice(5), message);
    expectText(todo!.trim(), hint);
    expect(todo).toMatch(/^ {2}\S/);
    expect(more).toEqual(['']);
  });

  it.each([
    ['an unknown command', 'scna', "rca: unknown command 'scna'\n  Did you mean scan?\n"],
    ['an unknown flag', 'scan --fromat json', "rca: unknown option '--fromat'\n  Did you mean --format?\n"],
    [
      'a configuration',
      'scan some.ndjson --config field.yaml',
      `rca: field.yaml: the file: Unrecognized key: "projct"\n  ${FIELDS}\n`,
    ],
    ['a rule', 'scan some.ndjson --rules rules', RULE],
    [
      'a folder to save into',
      'scan some.ndjson --save nowhere/r.json',
      'rca: --save: nowhere/r.json cannot be written (ENOENT)\n  Name a file in a folder that exists and is yours.\n',
    ],
    ['a report', 'report notes.txt', `rca: notes.txt: is not JSON\n  ${REPORT_FILE}\n`],
  ])('%s, as a process: status 2, the message alone', async (_, line, stderr) => {
    expect(await rca(line.split(' '), { cwd: folder })).toEqual({ status: 2, signal: null, stdout: '', stderr });
  });

  it('a filter shows where it is wrong', async () => {
    const { status, stdout, stderr } = await rca(
      ['scan', 'some.ndjson', '--filter', 'severity>=ERROR AND (textPayload:'],
      {
        cwd: folder,
      },
    );
    expect(stderr).toMatch(/^rca: Filter: .*\n {2}severity>=ERROR AND \(textPayload:\n {34,37}\^\n {2}\S.*\n$/);
    expect([status, stdout]).toEqual([2, '']);
  });

  it('a hostile name in a flag is shown, not obeyed', async () => {
    const { stderr } = await rca(['scan', 'some.ndjson', '--service', '\u001b[31mx\nrca: fine\u0007'], { cwd: folder });
    expect(stderr).toBe(
      "rca: service 'x\n  rca: fine␇' was not seen in some.ndjson\n  services seen there: checkout\n",
    );
  });
});

function expectText(text: string, expected: string | RegExp): void {
  if (typeof expected === 'string') expect(text).toBe(expected);
  else expect(text).toMatch(expected);
}

describe.concurrent('pages', () => {
  it('--version', async () => {
    const outcome = { status: 0, signal: null, stdout: `${packageJson.version}\n`, stderr: '' };
    expect(await rca(['--version'])).toEqual(outcome);
  });

  it.each<[line: string, words: string[]]>([
    ['--help', ['Usage: rca ', 'scan', 'report', 'demo', 'emulator', 'Exit status: 0']],
    ['', ['Usage: rca ', 'Start here:']],
    [
      'verify --help',
      ['Usage: rca verify ', '--since-report', '--revision', '--wait', '--deploy-at', '--max-reads', 'Exit status: 0'],
    ],
    ['scan --help', ['Usage: rca scan ', '--since', '--deploy-at', '--max-reads', '--fail-on', '--no-redact']],
    ['report -h', ['Usage: rca report ', '--title', '--format']],
    ['demo --help', ['Usage: rca demo ', '--incident']],
    ['emulator --help', ['Usage: rca emulator ', '--fault', '--scenario', 'serves until Ctrl-C']],
  ])('rca %s', async (line, words) => {
    const { status, stdout, stderr } = await rca(line.split(' ').filter(Boolean));
    for (const word of words) expect(stdout).toContain(word);
    expect(Math.max(...stdout.split('\n').map((row) => row.length))).toBeLessThanOrEqual(130);
    expect([status, stderr]).toEqual([0, '']);
  });
});
