import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import type { Collection } from '../../src/commands/collect.ts';
import type { Io } from '../../src/commands/io.ts';
import type { ScanOptions } from '../../src/commands/scan-options.ts';
import { openScreen } from '../../src/commands/screen.ts';
import type { Settings } from '../../src/commands/settings.ts';
import { canOpenScreen } from '../../src/commands/stage.ts';
import { UserError } from '../../src/errors.ts';
import type { Report } from '../../src/model.ts';
import { fakeTerminal, LEAVE, MODES_BACK } from '../tui/fake-terminal.ts';
import { healthy, incidentC } from '../tui/fixtures/incident-c.ts';

type Read = Collection['read'];

/** Where reports are kept that nobody asked to save. */
const kept = mkdtempSync(join(tmpdir(), 'rca-kept-'));
afterAll(() => rmSync(kept, { recursive: true }));

interface Setup {
  snapshot?: () => Report | null;
  save?: string | null;
}

/** A scan of a source that does what `read` does. */
function start(read: Read, { snapshot = () => incidentC(), save = null }: Setup = {}) {
  const terminal = fakeTerminal();
  const collection = { analyzer: { snapshot }, question: {}, read } as unknown as Collection;
  const io = {
    ...terminal,
    env: { TMPDIR: kept },
    now: () => 0,
    signal: new AbortController().signal,
  } as unknown as Io;
  const seen: Report[] = [];
  const options = { save, failOn: 'new' } as ScanOptions;
  const status = openScreen(collection, options, { redactor: null } as Settings, io, (last) => seen.push(last));
  const afterwards = () => terminal.output().split(LEAVE)[1]?.replaceAll(MODES_BACK, '');
  return { ...terminal, status, seen, afterwards };
}

/** Reads until it is told to stop. */
const endless: Read = async (onBatch, signal) => {
  await onBatch(null);
  await new Promise((resolve) => signal!.addEventListener('abort', resolve));
};

describe('a scan on the screen', () => {
  it('is read to its end behind the screen; q leaves a summary and the status of the findings', async () => {
    const { stdin, shows, status, seen, afterwards } = start(async (onBatch) => onBatch(null));
    await shows('Infinite recursion');
    stdin.write('q');
    expect(await status).toBe(1);
    expect(seen).toHaveLength(1);
    const [headline, again] = afterwards()!.split('\n');
    expect(headline).toBe(incidentC().headline);
    const [, file] = /^`rca report (.*)` prints the report again\.$/.exec(again!)!;
    expect(JSON.parse(readFileSync(file!, 'utf8'))).toMatchObject({ schema: 1 });
    expect(statSync(file!).mode & 0o777).toBe(0o600);
  });

  it('fills while it is read; q stops the reading', async () => {
    const { stdin, shows, status, afterwards } = start(endless);
    await shows('Infinite recursion');
    await shows('reading …');
    stdin.write('q');
    expect(await status).toBe(1);
    expect(afterwards()).toContain('2.0 s after');
  });

  it('Ctrl-C stops the reading and shows what was read; the second leaves with 130', async () => {
    const { stdin, shows, status, afterwards } = start(endless);
    await shows('Infinite recursion');
    stdin.write('\u0003');
    await shows('ed: this is what was read  Ctrl-C again leaves');
    stdin.write('\u0003');
    expect(await status).toBe(130);
    expect(afterwards()).toBe('');
  });

  it('a mistake of the user closes the screen and is thrown', async () => {
    const { status, afterwards } = start(async () => {
      throw new UserError('no such file');
    });
    await expect(status).rejects.toThrow('no such file');
    expect(afterwards()).toBe('');
  });

  it('a bug in a snapshot is thrown, not swallowed by a timer', async () => {
    const forever: Read = async (onBatch) => {
      for (;;) await onBatch(null);
    };
    const snapshot = () => {
      throw new RangeError('a bug');
    };
    const { status } = start(forever, { snapshot });
    await expect(status).rejects.toThrow('a bug');
  });

  it('left before anything is known: no error, inconclusive', async () => {
    const tooEarly: Read = async (onBatch, signal) => {
      await endless(onBatch, signal);
      throw new UserError('No go-live was found');
    };
    const { stdin, shows, status, afterwards } = start(tooEarly, { snapshot: () => null });
    await shows('reading …');
    stdin.write('q');
    expect(await status).toBe(3);
    expect(afterwards()).toBe('');
  });

  it('healthy logs: status 0', async () => {
    const { stdin, shows, status } = start(async (onBatch) => onBatch(null), { snapshot: healthy });
    await shows('done');
    stdin.write('q');
    expect(await status).toBe(0);
  });

  it('--save writes the report and says how to print it again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rca-save-'));
    const save = join(folder, 'r.json');
    const { stdin, shows, status, afterwards } = start(async (onBatch) => onBatch(null), { save });
    await shows('partly read');
    stdin.write('q');
    await status;
    expect(afterwards()).toContain(`\`rca report ${save}\` prints the report again.`);
    expect(JSON.parse(readFileSync(save, 'utf8'))).toMatchObject({ schema: 1 });
    rmSync(folder, { recursive: true });
  });
});

describe('the screen needs a terminal', () => {
  const rows: [string, Partial<Io>, boolean][] = [
    ['with a cursor and keys', {}, true],
    ['not a dumb one', { env: { TERM: 'dumb' } }, false],
    ['not a pipe', { stdout: new PassThrough() }, false],
  ];
  for (const [name, io, expected] of rows) {
    it(name, () => expect(canOpenScreen({ ...fakeTerminal(), env: {}, ...io } as unknown as Io)).toBe(expected));
  }
});
