import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/program.ts';
import { loadBuiltInRules } from '../../src/rules/load.ts';
import { displayWidth } from '../../src/text/width.ts';
import { done, mistakeOf } from './in-process.ts';
import { entry, lines } from './logs.ts';

const folder = mkdtempSync(join(tmpdir(), 'rca-rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
};
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

const builtIn = await loadBuiltInRules();
const QUEUE = `title: The queue {queue} takes nothing more
role: symptom
severity: WARNING
patterns:
  - 'queue (?P<queue>\\w+) of ours is full'
needles:
  - ' of ours is full'
identity:
  - queue
logs:
  - stdout
leadsTo:
  - websocket/*
  - limits/websocket-managers
cause: Whoever reads {queue} is slower than whoever writes it.
remedy:
  - Start a reader.
references:
  - https://example.com/queues
`;
const QUEUE_SPECIMENS = `matches:
  - queue orders of ours is full
  - ERROR queue mails of ours is full, dropping
ignores:
  - queue orders of ours is half full
  - a queue of theirs is full
`;
put('own/limits/own-queue.yaml', QUEUE);
put('own/limits/own-queue.specimens.yaml', QUEUE_SPECIMENS);
put('own/recursion/python.yaml', QUEUE.replaceAll('of ours', 'of theirs'));
put(
  'own/recursion/python.specimens.yaml',
  QUEUE_SPECIMENS.replaceAll('ours', 'them').replaceAll('theirs', 'ours').replaceAll('them', 'theirs'),
);
put('own/limits/websocket-managers.yaml', 'off: ours are pooled, ten a user is normal\n');
const OWN = join(folder, 'own');

/** What a terminal of so many columns shows, without colours. */
async function onTerminal(args: string[], columns: number): Promise<string> {
  let shown = '';
  const stdout = new Writable({
    write(chunk, _, next) {
      shown += chunk;
      next();
    },
  });
  await run(args, '0.0.0', {
    stdin: Readable.from([]),
    stdout: Object.assign(stdout, { isTTY: true, columns }),
    stderr: stdout,
    env: { NO_COLOR: '1' },
    now: () => 0,
    signal: new AbortController().signal,
  });
  return shown;
}

describe('rca rules list', () => {
  it('prints a rule a row in a pipe', async () => {
    const rows = (await done(['rules', 'list'])).stdout.trimEnd().split('\n');
    expect(rows.map((row) => row.split(/\s+/)[0]).sort()).toEqual(builtIn.map(({ id }) => id));
    expect(rows).toContainEqual(expect.stringMatching(/^recursion\/python +cause +Infinite recursion \(Python\)$/));
  });

  it('marks what is own, replaced or switched off', async () => {
    const { stdout } = await done(['rules', 'list', '--rules', OWN, '--area', 'limits', '--area', 'recursion']);
    expect(stdout).toMatch(/^limits\/own-queue +symptom +\[own\] The queue \{queue\} takes nothing more$/m);
    expect(stdout).toMatch(/^recursion\/python +symptom +\[own, for the built-in one\] The queue/m);
    expect(stdout).toMatch(
      /^limits\/websocket-managers +cause +\[off: ours are pooled, ten a user is normal\] A user/m,
    );
    expect(stdout).not.toMatch(/^(?!limits|recursion)./m);
  });

  it('gives the same as JSON, with what each area counts', async () => {
    const { stdout } = await done(['rules', 'list', '--rules', OWN, '--format', 'json']);
    const { rules, areas } = JSON.parse(stdout);
    expect(rules).toHaveLength(builtIn.length + 1);
    expect(rules.filter((rule: { origin: string }) => rule.origin !== 'built-in')).toEqual([
      {
        id: 'recursion/python',
        category: 'recursion',
        role: 'symptom',
        severity: 'WARNING',
        title: 'The queue {queue} takes nothing more',
        origin: 'replaced',
        file: join(OWN, 'recursion/python.yaml'),
        off: null,
      },
      expect.objectContaining({ id: 'limits/own-queue', origin: 'own', file: join(OWN, 'limits/own-queue.yaml') }),
      expect.objectContaining({
        id: 'limits/websocket-managers',
        origin: 'off',
        off: 'ours are pooled, ten a user is normal',
      }),
    ]);
    expect(areas.limits).toBe(builtIn.filter(({ category }) => category === 'limits').length);
  });

  it.each([40, 80, 120])('shows areas on a terminal of %i columns', async (columns) => {
    const shown = await onTerminal(['rules', 'list', '--rules', OWN], columns);
    expect(Math.max(...shown.split('\n').slice(0, -3).map(displayWidth))).toBeLessThanOrEqual(columns);
    expect(shown).toMatch(/^recursion {2}\d+\n {2}\S/);
    expect(shown).toMatch(
      new RegExp(`\n${builtIn.length} rules: \\d+ causes, \\d+ symptoms, \\d+ lifecycle, \\d+ noise\n`),
    );
    expect(shown).toMatch(/\nown rules in \S+: 1 added, 1 for a built-in one, 1 switched off\n$/);
  });
});

describe('rca rules show', () => {
  it('says everything that a rule says', async () => {
    const { stdout } = await done(['rules', 'show', 'limits/own-queue', '--rules', OWN]);
    expect(
      stdout
        .replace(OWN, '@')
        .replace(/ {2}websocket\/\*.*\n/, '')
        .replace(/\nBrought about by\n[\s\S]*/, ''),
    ).toBe(`The queue {queue} takes nothing more
limits/own-queue · symptom · WARNING
Own rule: @/limits/own-queue.yaml

Cause
  Whoever reads {queue} is slower than whoever writes it.

Remedy
  1. Start a reader.

Patterns
  [0] queue (?P<queue>\\w+) of ours is full

Needles, one of which every match contains
  " of ours is full"

Identity
  Two matches are the same problem where queue is the same.

Only in these logs
  stdout

Leads to
  limits/websocket-managers  [off] A user is at the limit of WebSocket managers

References
  https://example.com/queues

Specimens
  2 texts that must match, 2 look-alikes that must not
`);
  });

  it('gives the same as JSON', async () => {
    const { stdout } = await done(['rules', 'show', 'own-queue', '--format', 'json', '--rules', OWN]);
    expect(JSON.parse(stdout)).toMatchObject({
      id: 'limits/own-queue',
      patterns: ['queue (?P<queue>\\w+) of ours is full'],
      origin: 'own',
      ledToBy: expect.any(Array),
      specimens: { matches: 2, ignores: 2 },
    });
  });

  it('finds a rule by its name alone, and what leads to it', async () => {
    const { stdout } = await done(['rules', 'show', 'close-1011']);
    expect(stdout).toMatch(/\nwebsocket\/close-1011 · symptom · ERROR\n/);
    expect(stdout).toMatch(/\nBrought about by\n(?: {2}.*\n)* {2}limits\/websocket-managers +A user is at the limit/);
  });

  it('says so of a rule that is switched off', async () => {
    const { stdout } = await done(['rules', 'show', 'limits/websocket-managers', '--rules', OWN]);
    expect(stdout.replace(OWN, '@')).toContain('\nSwitched off by @/limits/websocket-managers.yaml: ours are pooled');
  });
});

/** What `rca rules test` says of a rule: its blocks, without the summary. */
async function faults(dir: string, rule: string): Promise<string> {
  const { stdout } = await done(['rules', 'test', join(folder, dir)]);
  const blocks = stdout.replaceAll(folder, '@').split('\n\n');
  return blocks.filter((block) => block.startsWith(`✗ ${rule} `)).join('\n\n');
}

describe('rca rules test', () => {
  it('is content with the built-in rules', async () => {
    expect(await done(['rules', 'test'])).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^\d+ rules, \d+ patterns, \d+ texts, \d+ look-alikes: all good\n$/),
    });
  });

  it('runs own rules with them', async () => {
    const { status, stdout } = await done(['rules', 'test', OWN]);
    expect(stdout.replace(OWN, '@')).toMatch(
      /all good\nown rules in @: 1 added, 1 for a built-in one, 1 switched off\n$/,
    );
    expect(status).toBe(0);
  });

  it.each<[name: string, change: (rule: string, specimens: string) => [string, string], said: string]>([
    [
      'a pattern that stops half-way',
      (rule, specimens) => [rule, specimens.replace('queue orders of ours', 'queue orders for ours')],
      `✗ limits/own-queue matches[0]: no pattern matches this text
    @/wrong/limits/own-queue.specimens.yaml
    | queue orders for ours is full
      ^^^^^^^^^^^^
    expected  limits/own-queue wins
    happened  no rule wins
    why       none of its needles stands in the text, and no pattern matches: patterns[0] goes along
              to 12, then wants \` of ours is full\`
    pattern   patterns[0] \`queue (?P<queue>\\w+) of ours is full\`
    to do     Change a pattern or add one, or move the text to ignores.`,
    ],
    [
      'a rule that goes before',
      (rule, specimens) => [rule, specimens.replace('dropping', 'maximum recursion depth exceeded')],
      `✗ limits/own-queue matches[1]: recursion/python wins this text
    @/wrong/limits/own-queue.specimens.yaml
    | ERROR queue mails of ours is full, maximum recursion depth exceeded
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    expected  limits/own-queue wins
    happened  recursion/python wins
    why       lost to recursion/python: role symptom is below cause
    pattern   patterns[0] \`queue (?P<queue>\\w+) of ours is full\`
    pattern   recursion/python …
    to do     Lengthen the pattern, or see to role and logs; or move the text to that rule.`,
    ],
    [
      'a needle that is not there',
      (rule, specimens) => [rule.replace("- ' of ours is full'", "- ' of Ours '"), specimens],
      `✗ limits/own-queue matches[0]: no needle stands in the part of this text that matches
    @/wrong/limits/own-queue.specimens.yaml
    | queue orders of ours is full
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    expected  one of the needles " of Ours "
    happened  none in "queue orders of ours is full"
    pattern   patterns[0] \`queue (?P<queue>\\w+) of ours is full\`
    to do     Add a needle that every match contains, case as in the text.

✗ limits/own-queue matches[1]: no needle stands in the part of this text that matches
    @/wrong/limits/own-queue.specimens.yaml
    | ERROR queue mails of ours is full, dropping
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    expected  one of the needles " of Ours "
    happened  none in "queue mails of ours is full"
    pattern   patterns[0] \`queue (?P<queue>\\w+) of ours is full\`
    to do     Add a needle that every match contains, case as in the text.`,
    ],
    [
      'a look-alike that matches, in the fifth line of eight, with a secret before it',
      (rule, specimens) => [
        rule,
        specimens.replace(
          'a queue of theirs is full',
          '"1\\n2\\n3\\n4\\npassword=hunter2secret, queue a of ours is full\\n6\\n7\\n8"',
        ),
      ],
      `✗ limits/own-queue ignores[1]: matches this text
    @/wrong/limits/own-queue.specimens.yaml
    | … 1 line more
    | 2
    | 3
    | 4
    | password=[secret], queue a of ours is full
                         ^^^^^^^^^^^^^^^^^^^^^^^
    | 6
    | 7
    | 8
    expected  no match
    happened  patterns[0] \`queue (?P<queue>\\w+) of ours is full\` matches
    to do     Narrow the pattern that hits.`,
    ],
    [
      'a capture, in a text that would move the cursor',
      (rule, specimens) => [
        rule,
        specimens.replace(
          '- queue orders of ours is full',
          '- text: "\\e[2Jqueue orders of ours is full\\e]0;x\\a"\n    captures: {queue: order}',
        ),
      ],
      `✗ limits/own-queue matches[0]: captures queue = "orders" instead of "order" in this text
    @/wrong/limits/own-queue.specimens.yaml
    | ␛[2Jqueue orders of ours is full␛]0;x␇
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    expected  queue = "order"
    happened  queue = "orders"
    pattern   patterns[0] \`queue (?P<queue>\\w+) of ours is full\`
    to do     Change the pattern, or what the specimen says.`,
    ],
    [
      'a symptom around an exception that no rule knows',
      (rule, specimens) => [
        rule,
        specimens.replace(
          '- queue orders of ours is full',
          '- "queue orders of ours is full\\nTraceback (most recent call last):\\n  File \\"/app/x.py\\", line 1, in f\\n    g()\\nQuux: 17"',
        ),
      ],
      `✗ limits/own-queue matches[0]: no rule wins this text
    @/wrong/limits/own-queue.specimens.yaml
    | queue orders of ours is full
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    | Traceback (most recent call last):
    |   File "/app/x.py", line 1, in f
    |     g()
    | … 1 line more
    expected  limits/own-queue wins
    happened  no rule wins: limits/own-queue matches what is printed around an exception that no
              rule knows
    pattern   patterns[0] \`queue (?P<queue>\\w+) of ours is full\`
    to do     Lengthen the pattern, or see to role and logs; or move the text to that rule.`,
    ],
    [
      'what is still to be written',
      (rule, specimens) => [rule.replace('Start', 'TODO'), specimens.replace('queue orders of ours is half', 'TODO')],
      `✗ limits/own-queue remedy[0]: is still to be written
    @/wrong/limits/own-queue.yaml
    Write it.

✗ limits/own-queue ignores[0]: is still to be written
    @/wrong/limits/own-queue.specimens.yaml
    Write it.`,
    ],
  ])('shows %s', async (_, change, said) => {
    const [rule, specimens] = change(QUEUE, QUEUE_SPECIMENS);
    put('wrong/limits/own-queue.yaml', rule);
    put('wrong/limits/own-queue.specimens.yaml', specimens);
    const shown = await faults('wrong', 'limits/own-queue');
    expect(shown.replace(/(pattern {3}recursion\/python) .*/, '$1 …')).toBe(said);
  });

  it('ends with 1 where a specimen is wrong, and with 2 where a file is broken', async () => {
    put('one/limits/own-queue.yaml', QUEUE);
    put('one/limits/own-queue.specimens.yaml', QUEUE_SPECIMENS.replace('orders of ours is half', 'pens of ours is'));
    const { status, stdout } = await done(['rules', 'test', '--rules', join(folder, 'one')]);
    expect(stdout).toMatch(/look-alikes: 1 problem in 1 rule\n/);
    expect(status).toBe(1);
    put('broken/limits/own-queue.yaml', QUEUE.replace('role: symptom', 'role: reason'));
    expect(await mistakeOf(['rules', 'test', '@/broken'], folder)).toBe(
      'rca: @/broken/limits/own-queue.yaml: rule limits/own-queue, role: "reason" is not one of cause, symptom, lifecycle, noise\n  Write one of cause, symptom, lifecycle, noise.\n',
    );
  });
});

describe('own rules in a scan', () => {
  const failed = (text: string) => lines([0, 10, 20].map((second) => entry(second, 'ERROR', text)));
  const rulesOf = async (file: string, ...flags: string[]) => {
    const { stdout } = await done(['scan', join(folder, file), '--format', 'json', ...flags]);
    return JSON.parse(stdout).signatures.map(({ rule }: { rule: string | null }) => rule);
  };
  put('managers.ndjson', failed('User u-7 has reached the maximum number of WebSocket managers (5)'));
  put('queue.ndjson', failed('queue orders of theirs is full').replaceAll('stderr', 'stdout'));

  it('are switched off, replaced and added', async () => {
    expect(await rulesOf('managers.ndjson')).toEqual(['limits/websocket-managers']);
    expect(await rulesOf('managers.ndjson', '--rules', OWN)).not.toContain('limits/websocket-managers');
    expect(await rulesOf('queue.ndjson')).toEqual([null]);
    expect(await rulesOf('queue.ndjson', '--rules', OWN)).toEqual(['recursion/python']);
  });

  it('may be named in rca.yaml, and are left out with all others', async () => {
    put('own.yaml', `rules: ${OWN}\n`);
    const config = ['--config', join(folder, 'own.yaml')];
    expect(await rulesOf('queue.ndjson', ...config)).toEqual(['recursion/python']);
    expect(await rulesOf('queue.ndjson', ...config, '--no-rules')).toEqual([null]);
  });

  it('must name a built-in rule to switch it off', async () => {
    put('misnamed/limits/websocket-manager.yaml', 'off: ours are pooled\n');
    expect(await mistakeOf(['scan', '@/queue.ndjson', '--rules', '@/misnamed'], folder)).toBe(
      'rca: @/misnamed/limits/websocket-manager.yaml: rule limits/websocket-manager, off: no built-in rule has this id\n  Did you mean "limits/websocket-managers"? The file\'s path says it.\n',
    );
  });
});

describe('rca rules new', () => {
  const fill = (file: string) => put(file, read(file).replaceAll(/\bTODO /g, ''));

  it('writes what is accepted once it is filled in', async () => {
    const dir = join(folder, 'new');
    const text = '2025-09-08 23:40:11 ERROR Shelf 17 of aisle 4 has lost its label';
    const { stdout } = await done(['rules', 'new', 'limits/shelf-label', '--dir', dir, '--from', text]);
    expect(stdout.replaceAll(dir, '@')).toBe(`Written: @/limits/shelf-label.yaml
         @/limits/shelf-label.specimens.yaml

First pattern:  \\bShelf (?P<number>\\d+) of aisle (?P<number2>\\d+) has lost its label
First needle:   "has lost its label"

Next:
  1. Write what is marked TODO in the two files.
  2. rca rules test @
  3. rca scan --rules @ …, or rules: @ in rca.yaml
`);
    const left = await faults('new', 'limits/shelf-label');
    expect(left.match(/^✗.*/gm)).toEqual([
      '✗ limits/shelf-label title, cause, remedy[0]: is still to be written',
      '✗ limits/shelf-label matches[1], ignores[0], ignores[1]: is still to be written',
    ]);
    fill('new/limits/shelf-label.yaml');
    put(
      'new/limits/shelf-label.specimens.yaml',
      read('new/limits/shelf-label.specimens.yaml')
        .replace(/- TODO the same failure.*/, '- Shelf 3 of aisle 5 has lost its label')
        .replaceAll('TODO ', ''),
    );
    expect(await faults('new', 'limits/shelf-label')).toBe('');
    expect(JSON.parse(read('new/rule.schema.json'))).toEqual(
      JSON.parse(readFileSync('rules/rule.schema.json', 'utf8')),
    );
  });

  it('makes a skeleton of nothing', async () => {
    await done(['rules', 'new', 'noise/nothing', '--dir', join(folder, 'bare')]);
    const [inRule, beside] = (await faults('bare', 'noise/nothing')).match(/^✗.*/gm)!;
    expect(inRule).toBe('✗ noise/nothing title, patterns[0], needles[0], cause, remedy[0]: is still to be written');
    expect(beside).toBe('✗ noise/nothing matches[0], matches[1], ignores[0], ignores[1]: is still to be written');
  });

  it('takes the root exception of a trace from standard input, and masks secrets', async () => {
    const trace = [
      'ERROR Traceback (most recent call last):',
      '  File "/app/work.py", line 3, in take',
      '    raise Drained(user)',
      'shop.errors.PoolDrained: nothing left for bob@example.com',
      '',
      'The above exception was the direct cause of the following exception:',
      '',
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 9, in main',
      'RuntimeError: queue mails is full',
    ].join('\r\n');
    const args = ['rules', 'new', 'limits/drained', '--dir', join(folder, 'piped'), '--from', '-'];
    const { stdout } = await done(args, `${trace}\n\n`);
    expect(stdout).toContain('\nSecrets in the text are masked in both.\n');
    expect(stdout).toContain(
      '\nFirst pattern:  \\bshop\\.errors\\.PoolDrained: nothing left for (?:\\[[a-z ]+\\]|\\S+)\n',
    );
    expect(read('piped/limits/drained.specimens.yaml')).toContain(
      '  - |2-\n    ERROR Traceback (most recent call last):\n',
    );
    expect(read('piped/limits/drained.specimens.yaml')).not.toContain('bob@');
    expect((await faults('piped', 'limits/drained')).match(/matches\[0\]/)).toBeNull();
  });

  it('names the built-in rule that it meets', async () => {
    const args = ['rules', 'new', 'recursion/python', '--dir', join(folder, 'met')];
    const { stdout } = await done([...args, '--from', 'RecursionError: maximum recursion depth exceeded']);
    expect(stdout).toContain(
      'The built-in rule recursion/python knows the text already: `rca rules show recursion/python`.\n',
    );
    expect(stdout).toContain('\nThe new rule takes the place of the built-in rule recursion/python.\n');
  });

  it('never overwrites', async () => {
    put('kept/limits/full.yaml', 'mine');
    expect(await mistakeOf(['rules', 'new', 'limits/full', '--dir', '@/kept'], folder)).toBe(
      'rca: @/kept/limits/full.yaml: is there already\n  Take another name, or change that file.\n',
    );
    expect(read('kept/limits/full.yaml')).toBe('mine');
    expect(existsSync(join(folder, 'kept/limits/full.specimens.yaml'))).toBe(false);
  });
});

describe('pages', () => {
  it.each([
    ['rules', ['Usage: rca rules ', 'list', 'show', 'test', 'new']],
    ['rules list --help', ['Usage: rca rules list ', '--area', '--format', '--rules']],
    ['rules show --help', ['Usage: rca rules show ', 'AREA/NAME', '--format']],
    ['rules test --help', ['Usage: rca rules test ', '[dir]', '--no-redact', 'Exit status: 0 all good, 1']],
    ['rules new --help', ['Usage: rca rules new ', '--from', '--dir', '--no-redact']],
  ])('rca %s', async (line, words) => {
    const { status, stdout } = await done(line.split(' '));
    for (const word of words) expect(stdout).toContain(word);
    expect(status).toBe(0);
  });
});

describe('a mistake', () => {
  it.each([
    ['list --area limit', "--area: 'limit' is no area", 'Did you mean limits?'],
    ['list --format yaml', "--format: 'yaml' is not known", 'Use one of text, json.'],
    ['list --rules @/nowhere', '@/nowhere: is no folder', 'Name a folder that holds <area>/<name>.yaml files.'],
    [
      'show limts/websocket-manager',
      "no rule is called 'limts/websocket-manager'",
      'Did you mean limits/websocket-managers?',
    ],
    ['show webscket-managers', "no rule is called 'webscket-managers'", 'Did you mean limits/websocket-managers?'],
    [
      'show memory/websocket-managers',
      "no rule is called 'memory/websocket-managers'",
      'Did you mean limits/websocket-managers?',
    ],
    ['show x', "no rule is called 'x'", '`rca rules list` shows them all.'],
    [
      'new shelf',
      "'shelf' is not AREA/NAME",
      'Write it as limits/queue-full: small letters, digits and hyphens in the name.',
    ],
    [
      'new limits/Shelf',
      "'limits/Shelf' is not AREA/NAME",
      'Write it as limits/queue-full: small letters, digits and hyphens in the name.',
    ],
    ['new limit/shelf', "'limit' is no area", 'Did you mean limits/shelf?'],
    ['new limits/shelf --from -', '--from: the text is empty', 'Give a log line, or - and the text on standard input.'],
    ['tset', "unknown command 'tset'", 'Did you mean test?'],
  ])('rca rules %s', async (line, what, hint) => {
    expect(await mistakeOf(['rules', ...line.split(' ')], folder)).toBe(`rca: ${what}\n  ${hint}\n`);
  });
});
