import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { editMute, withMute } from '../../src/config.ts';

const ONE = 'v1:0123456789abcdef';
const TWO = 'v1:fedcba9876543210';
const mute = (over = {}) => ({ signature: ONE, aliases: [], reason: 'Slow query', on: true, ...over });
const off = (over = {}) => mute({ on: false, ...over });

const edits: [string, string, ReturnType<typeof mute>, string][] = [
  ['an empty file', '', mute(), `mute:\n  - signature: ${ONE}\n    reason: Slow query\n`],
  [
    'comments and order stay',
    `# ours\nproject: p # the one\n\n# noise\nmute:\n  - ${TWO} # known\n\nservices: [a, b]\n`,
    mute(),
    `# ours\nproject: p # the one\n\n# noise\nmute:\n  - ${TWO} # known\n  - signature: ${ONE}\n    reason: Slow query\n\nservices: [ a, b ]\n`,
  ],
  ['an empty list', 'mute: []\n', mute({ reason: '' }), `mute:\n  - signature: ${ONE}\n`],
  [
    'lists without indentation',
    `services:\n- a\n`,
    mute({ reason: '' }),
    `services:\n- a\nmute:\n- signature: ${ONE}\n`,
  ],
  ['four spaces', `stakes:\n    a: P1\n`, mute({ reason: '' }), `stakes:\n    a: P1\nmute:\n    - signature: ${ONE}\n`],
  [
    'lines that end in CR LF',
    'project: p\r\n',
    mute({ reason: '' }),
    `project: p\r\nmute:\r\n  - signature: ${ONE}\r\n`,
  ],
  [
    'a reason that looks like YAML',
    '',
    mute({ reason: 'a: b # c\u0007' }),
    `mute:\n  - signature: ${ONE}\n    reason: "a: b # c\\a"\n`,
  ],
  ['taken back', `mute:\n  - ${TWO}\n  - signature: ${ONE}\n    reason: x\n`, off(), `mute:\n  - ${TWO}\n`],
  ['taken back by an older name', `mute:\n  - ${TWO}\n`, off({ aliases: [TWO] }), 'mute: []\n'],
];

describe('a mute in the configuration', () => {
  for (const [name, text, edit, expected] of edits) {
    it(name, async () => expect(await withMute(text, 'rca.yaml', edit)).toBe(expected));
  }

  const refused: [string, string, ReturnType<typeof mute>, string][] = [
    ['a file that is no YAML', 'a: [', mute(), 'rca.yaml: Flow sequence'],
    ['a file that is no configuration', 'proyect: x\n', mute(), 'rca.yaml: the file: '],
    ['what is not in it', 'project: p\nmute: []\n', off(), `rca.yaml does not mute ${ONE}`],
  ];
  for (const [name, text, edit, message] of refused) {
    it(`refuses ${name}`, async () => await expect(withMute(text, 'rca.yaml', edit)).rejects.toThrow(message));
  }
});

describe('the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rca-mute-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is made where there is none, and nothing else is left there', async () => {
    const file = join(folder, 'new.yaml');
    expect(await editMute(file, mute())).toEqual({ path: file, created: true });
    expect(await editMute(file, mute({ signature: TWO }))).toEqual({ path: file, created: false });
    expect(readFileSync(file, 'utf8')).toContain(TWO);
    expect(readdirSync(folder)).toEqual(['new.yaml']);
  });

  it('keeps its mode, and a link stays a link', async () => {
    const file = join(folder, 'real.yaml');
    const link = join(folder, 'link.yaml');
    writeFileSync(file, 'project: p\n');
    chmodSync(file, 0o640);
    symlinkSync(file, link);
    await editMute(link, mute());
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readFileSync(file, 'utf8')).toContain(ONE);
  });

  it('in a folder that is not there: nothing, and why', async () => {
    const file = join(folder, 'nowhere', 'rca.yaml');
    await expect(editMute(file, mute())).rejects.toThrow('cannot be written (ENOENT)');
  });
});
