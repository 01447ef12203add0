import type { v2 as logging } from '@google-cloud/logging-api';
import type { v2 as run } from '@google-cloud/run';
import type { ClientOptions } from 'google-gax';
import type { Credentials } from './credentials.ts';
import { parseEndpoint } from './endpoint.ts';

/** The generated clients, each made (and its package loaded) when it is first asked for. */
export interface Clients {
  logging(): Promise<logging.LoggingServiceV2Client>;
  services(): Promise<run.ServicesClient>;
  revisions(): Promise<run.RevisionsClient>;
  /** A client with a channel of its own, made with these options. Whoever asked for it closes it. */
  tail(channel: Record<string, number>): Promise<logging.LoggingServiceV2Client>;
  close(): Promise<void>;
}

interface Where {
  project: string;
  emulator: string | null;
  apiEndpoint: string | null;
}

interface Closable {
  initialize(): Promise<unknown>;
  close(): Promise<void>;
}

/** Clients of Google, or of a local server: plain gRPC for `emulator`, TLS for `apiEndpoint`. */
export function createClients(where: Where, credentials: Credentials): Clients {
  const made: Closable[] = [];
  const once = <T extends Closable>(make: (options: ClientOptions) => Promise<T>): (() => Promise<T>) => {
    let client: Promise<T> | null = null;
    return () => {
      client ??= clientOptions(where, credentials).then(async (options) => {
        const one = await make(options);
        made.push(one);
        // Every method starts it without looking at its outcome: a failure there would end the process.
        await one.initialize();
        return one;
      });
      return client;
    };
  };
  return {
    logging: once(newLogging),
    services: once(async (options) => new (await import('@google-cloud/run')).v2.ServicesClient(options)),
    revisions: once(async (options) => new (await import('@google-cloud/run')).v2.RevisionsClient(options)),
    async tail(channel) {
      const client = await newLogging({ ...(await clientOptions(where, credentials)), ...channel });
      await client.initialize();
      return client;
    },
    async close() {
      await Promise.all(made.map((client) => client.close().catch(() => {})));
    },
  };
}

async function newLogging(options: ClientOptions): Promise<logging.LoggingServiceV2Client> {
  const { v2 } = await import('@google-cloud/logging');
  return new v2.LoggingServiceV2Client(options) as logging.LoggingServiceV2Client;
}

async function clientOptions(where: Where, credentials: Credentials): Promise<ClientOptions> {
  const options: ClientOptions = {
    projectId: where.project,
    // The library's types carry a copy of google-auth-library's own; it is the same class.
    authClient: credentials.auth as NonNullable<ClientOptions['authClient']>,
    // Named, so that no metadata server is asked for it.
    universeDomain: 'googleapis.com',
  };
  const local = where.emulator ?? where.apiEndpoint;
  if (local) {
    const { host, port } = parseEndpoint(local, where.emulator ? '--emulator' : 'apiEndpoint');
    Object.assign(options, { apiEndpoint: host, port });
  }
  if (where.emulator) {
    const { credentials: channel } = await import('@grpc/grpc-js');
    options.sslCreds = channel.createInsecure();
  }
  return options;
}
