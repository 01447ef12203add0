import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/index.ts';
import { makeHome, runChild } from './child.ts';
import { entryAt } from './setup.ts';

let emulator: Emulator | undefined;
let metadata: Server | undefined;
afterEach(async () => {
  await emulator?.close();
  metadata?.closeAllConnections();
  metadata?.close();
  emulator = metadata = undefined;
});

async function startTls() {
  emulator = await startEmulator({ tlsPort: 0 });
  emulator.load([entryAt(1, { severity: 'ERROR', textPayload: 'boom' })]);
  const { port } = new URL(`http://${emulator.tls}`);
  return { options: { apiEndpoint: `localhost:${port}` }, env: { GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: emulator.caFile! } };
}

/** A metadata server: a black hole, one that says it is one and then is, or one that gives a token. */
async function startMetadata(answers: boolean, token = ''): Promise<{ GCE_METADATA_HOST: string }> {
  metadata = createServer((request, response) => {
    response.setHeader('Metadata-Flavor', 'Google').setHeader('Content-Type', 'application/json');
    if (answers && request.url === '/') response.end();
    else if (token) response.end(JSON.stringify({ access_token: token, expires_in: 3600, token_type: 'Bearer' }));
  });
  await new Promise<void>((resolve) => metadata!.listen(0, '127.0.0.1', resolve));
  return { GCE_METADATA_HOST: `127.0.0.1:${(metadata.address() as AddressInfo).port}` };
}

const NONE = { METADATA_SERVER_DETECTION: 'none' };
const NO_GCLOUD = 'exit 1';
const HINT =
  'log in with: gcloud auth application-default login (or name a key file in GOOGLE_APPLICATION_CREDENTIALS)';

function serviceAccount(home: string): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const file = join(home, 'key.json');
  const key = {
    type: 'service_account',
    project_id: 'shop',
    private_key_id: '1',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    client_email: 'rca@shop.iam.gserviceaccount.com',
    client_id: '1',
    token_uri: 'https://127.0.0.1:9/token',
  };
  writeFileSync(file, JSON.stringify(key));
  return file;
}

describe('the path of production', () => {
  test('TLS and a service account that signs its own token', async () => {
    const { options, env } = await startTls();
    const home = makeHome();
    const result = await runChild(options, {
      ...home,
      ...env,
      ...NONE,
      GOOGLE_APPLICATION_CREDENTIALS: serviceAccount(home.HOME),
    });
    expect(result).toMatchObject({ status: 0, stderr: '', said: { ids: ['id-1'], notes: [] } });
  });

  test("gcloud's token where there is no other login, said once", async () => {
    const { options, env } = await startTls();
    const home = makeHome('[ "$1 $2" = "auth print-access-token" ] && echo ya29.token');
    const result = await runChild(options, { ...home, ...env, ...NONE });
    expect(result).toMatchObject({ status: 0, stderr: '', said: { ids: ['id-1'] } });
    expect(result.said.notes).toEqual([
      "No application default credentials: read with gcloud's login (ann@shop.example).",
    ]);
  });
});

describe('no credentials: a message within five seconds, and no rejection that nobody handles', () => {
  test('none at all', async () => {
    const result = await runChild({}, { ...makeHome(), ...NONE });
    expect(result).toMatchObject({
      status: 0,
      stderr: '',
      said: { name: 'UserError', message: expect.stringMatching(/^no Google credentials: /), hint: HINT },
    });
  });

  test('a metadata server that accepts and never answers', async () => {
    const result = await runChild({}, { ...makeHome(NO_GCLOUD), ...(await startMetadata(false)) });
    expect(result).toMatchObject({ status: 0, stderr: '', said: { name: 'UserError', hint: HINT } });
    expect(result.ms).toBeLessThan(5000);
  });

  test('a metadata server that answers and gives no token', async () => {
    const result = await runChild({ credentialTimeoutMs: 1500 }, { ...makeHome(), ...(await startMetadata(true)) });
    expect(result).toMatchObject({
      status: 0,
      stderr: '',
      said: { name: 'UserError', message: 'no Google credentials: the metadata server gives no token' },
    });
    expect(result.ms).toBeLessThan(5000);
  });

  test('a metadata server that gives a token is the login', async () => {
    const { options, env } = await startTls();
    const result = await runChild(options, { ...makeHome(), ...env, ...(await startMetadata(true, 'ya29.token')) });
    expect(result).toMatchObject({ status: 0, stderr: '', said: { ids: ['id-1'], notes: [] } });
  });

  test('a gcloud that hangs', async () => {
    const result = await runChild({ credentialTimeoutMs: 1500 }, { ...makeHome('exec sleep 20'), ...NONE });
    expect(result).toMatchObject({ status: 0, stderr: '', said: { name: 'UserError', hint: HINT } });
    expect(result.said.ms).toBeLessThan(5000);
  });

  test('a key file that is not there', async () => {
    const result = await runChild({}, { ...makeHome(), ...NONE, GOOGLE_APPLICATION_CREDENTIALS: '/nonexistent.json' });
    expect(result).toMatchObject({
      status: 0,
      stderr: '',
      said: {
        name: 'UserError',
        message: expect.stringMatching(
          /^no Google credentials: the ones from \/nonexistent\.json do not work: .*ENOENT/,
        ),
      },
    });
  });

  test('a token server that is out of reach', async () => {
    const home = makeHome();
    const file = join(home.HOME, 'user.json');
    // The refresh goes to Google's own address, which a proxy that is not there keeps from being reached.
    writeFileSync(
      file,
      JSON.stringify({ type: 'authorized_user', client_id: 'a', client_secret: 'b', refresh_token: 'c' }),
    );
    const env = { ...home, ...NONE, GOOGLE_APPLICATION_CREDENTIALS: file, HTTPS_PROXY: 'http://127.0.0.1:9' };
    const result = await runChild({ credentialTimeoutMs: 3000 }, env);
    expect(result).toMatchObject({
      status: 0,
      stderr: '',
      said: { name: 'UserError', message: expect.stringContaining('no Google credentials: the ones from') },
    });
  });
});
