import { existsSync, readFileSync } from 'node:fs';
import { v2 } from '@google-cloud/logging';
import { grpc } from 'google-gax';
import { afterEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { clientOptions, entries } from './clients.ts';
import { runCommand } from './run-command.ts';

let emulator: Emulator | undefined;
afterEach(async () => emulator?.close());

/** As in production: no credentials for the channel, Google's own defaults, roots from the environment. */
const SCRIPT = `
import { v2 } from '@google-cloud/logging';
import { OAuth2Client } from 'google-auth-library';
const [apiEndpoint, port] = process.argv[1].split(':');
const authClient = new OAuth2Client({ credentials: { access_token: 'secret', expiry_date: Date.now() + 3_600_000 } });
const client = new v2.LoggingServiceV2Client({ apiEndpoint, port: Number(port), projectId: 'shop', authClient });
const [entries] = await client.listLogEntries({ resourceNames: ['projects/shop'] }, { autoPaginate: false });
console.log(entries.map((entry) => entry.textPayload).join());
`;

test('the path of production: TLS that the CA file vouches for, and an OAuth token', async () => {
  emulator = await startEmulator({ tlsPort: 0 });
  emulator.load(entries(3));
  const args = ['--input-type=module', '-e', SCRIPT, emulator.tls!];
  const outcome = await runCommand(process.execPath, args, { GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: emulator.caFile! });
  expect(outcome).toMatchObject({ status: 0, stdout: 'line 0,line 1,line 2\n' });
});

test('without a token it answers UNAUTHENTICATED', async () => {
  emulator = await startEmulator({ tlsPort: 0 });
  const sslCreds = grpc.credentials.createSsl(readFileSync(emulator.caFile!));
  const client = new v2.LoggingServiceV2Client({
    ...clientOptions(emulator.tls!),
    sslCreds,
  } as never);
  const request = { resourceNames: ['projects/shop'] };
  await expect(client.listLogEntries(request, { autoPaginate: false })).rejects.toMatchObject({
    code: 16,
    details: expect.stringContaining('Request is missing required authentication credential.'),
    reason: 'CREDENTIALS_MISSING',
  });
  await client.close();
});

test('closing frees the ports and removes the CA file', async () => {
  const server = await startEmulator({ tlsPort: 0, restPort: 0, freezable: true });
  const portOf = (address: string | null) => Number(address!.split(':')[1]);
  const ports = { port: portOf(server.grpc), tlsPort: portOf(server.tls), restPort: portOf(server.rest) };
  expect(existsSync(server.caFile!)).toBe(true);
  await server.close();
  expect(existsSync(server.caFile!)).toBe(false);
  emulator = await startEmulator(ports);
  expect(emulator.grpc).toBe(`127.0.0.1:${ports.port}`);
  await expect(startEmulator(ports)).rejects.toThrow(`cannot listen on 127.0.0.1:${ports.port}: `);
});
