import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type Emulator, parseFault, startEmulator } from '../../../src/emulator/index.ts';
import { parseFilter } from '../../../src/filter/index.ts';
import { toUserError } from '../../../src/sources/cloud/api-error.ts';
import { openCloud } from '../../../src/sources/cloud/index.ts';
import { collect, entryAt, fakeClock, HOUR, NEVER, NO_HITS, optionsFor, T0, WINDOW, withCloud } from './setup.ts';

let emulator: Emulator | undefined;
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

async function startWith(...faults: string[]) {
  emulator = await startEmulator({ faults: faults.map(parseFault), clock: () => T0 + HOUR });
  emulator.load([entryAt(1, { severity: 'ERROR', textPayload: 'x' })]);
  return emulator;
}

const readAll = (address: { grpc: string }, more = {}) =>
  withCloud(address, more, async (source) => {
    await collect(source.readDeployments(WINDOW, NEVER));
    await collect(source.readWindow({ window: WINDOW, baseline: null }, NO_HITS, NEVER));
  });

describe('what the server refuses', () => {
  test.each([
    [
      'permission-denied=logging',
      /^no permission to read the logs of project shop: Permission 'logging\.logEntries\.list' denied/,
      'ask for roles/logging.viewer: gcloud projects add-iam-policy-binding shop --member user:YOU --role roles/logging.viewer',
    ],
    [
      'api-disabled=logging',
      'the Cloud Logging API is not enabled in project shop',
      'enable it: gcloud services enable logging.googleapis.com --project shop',
    ],
  ])('%s', async (fault, message, hint) => {
    const error = expect.objectContaining({
      name: 'UserError',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
      hint,
    });
    await expect(readAll(await startWith(fault))).rejects.toEqual(error);
  });

  test('a filter that it does not accept, in its own words', async () => {
    const filter = parseFilter('severity>=ERROR');
    Object.assign(filter, { value: 'NONSENSE' });
    await expect(readAll(await startWith(), { filter })).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/^Cloud Logging does not accept the query: .*NONSENSE/),
    });
  });

  test('a server that stays unavailable, after a few attempts', async () => {
    const clock = fakeClock();
    await expect(
      readAll(await startWith('unavailable=1000'), { now: clock.now, sleep: clock.sleep }),
    ).rejects.toMatchObject({ name: 'UserError' });
    expect(clock.slept).toEqual([500, 1000, 2000, 4000]);
  });
});

describe('--emulator', () => {
  test('nothing listens there: said at once, with what to start', async () => {
    const port = await freePort();
    const clock = fakeClock();
    await expect(readAll({ grpc: `127.0.0.1:${port}` }, { sleep: clock.sleep })).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(new RegExp(`^nothing answers at --emulator 127.0.0.1:${port}: .*ECONNREFUSED`)),
      hint: `start one there: rca emulator --port ${port}`,
    });
    expect(clock.slept).toEqual([]);
  });

  test.each(['127.0.0.1', 'http://127.0.0.1:8085', ':8085', '127.0.0.1:0', '127.0.0.1:99999', 'a b:1'])(
    '%s is no address',
    async (address) => {
      await expect(openCloud(optionsFor({ grpc: address }))).rejects.toMatchObject({
        name: 'UserError',
        message: `--emulator wants HOST:PORT, not '${address}'`,
      });
    },
  );
});

describe('messages', () => {
  const context = { project: 'shop', emulator: null, login: 'gcloud auth login', triedMs: 7500 };
  const rpc = (code: number, details: string) => Object.assign(new Error(`${code} X: ${details}`), { code, details });

  test.each([
    [
      rpc(16, 'Request had invalid authentication credentials.'),
      'the Google login is not accepted: Request had invalid authentication credentials.',
      'log in again: gcloud auth login',
    ],
    [
      rpc(2, 'Getting metadata from plugin failed with error: invalid_grant'),
      /login is not accepted: .*invalid_grant/,
      'log in again: gcloud auth login',
    ],
    [rpc(5, 'Project does not exist: shop'), 'there is no project shop', /gcloud projects list/],
    [
      rpc(7, 'The logging.googleapis.com API requires a quota project, which is not set by default.'),
      /quota project/,
      /set-quota-project shop/,
    ],
    [
      rpc(14, 'Name resolution failed for target dns:logging.googleapis.com:443'),
      'Cloud Logging cannot be reached: Name resolution failed for target dns:logging.googleapis.com:443 (tried for 8 s)',
      /check the network/,
    ],
    [rpc(9, `odd\n${'x'.repeat(500)}`), 'Cloud Logging answered with an error: odd (status 9)', ''],
  ])('%s', (cause, message, hint) => {
    const error = toUserError(cause, context) as Error & { hint: string };
    expect(error.name).toBe('UserError');
    if (typeof message === 'string') expect(error.message).toBe(message);
    else expect(error.message).toMatch(message);
    if (typeof hint === 'string') expect(error.hint).toBe(hint);
    else expect(error.hint).toMatch(hint);
  });

  test('our own mistakes stay what they are', () => {
    const bug = new TypeError('x is not a function');
    expect(toUserError(bug, context)).toBe(bug);
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
