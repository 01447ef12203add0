/** Reads a Google Cloud project: log entries through the Logging client, services and revisions through the Run client. */

import { createAuditDecoder } from './audit.ts';
import { createClients } from './clients.ts';
import { type Credentials, findCredentials, noCredentials } from './credentials.ts';
import { readDeployments } from './deployments.ts';
import { parseEndpoint } from './endpoint.ts';
import type { CloudOptions, CloudSource } from './options.ts';
import { Pacer } from './pacer.ts';
import { PageReader } from './page-reader.ts';
import { resolveProject } from './project.ts';
import { Delivered, type Session } from './session.ts';
import { sleep as realSleep } from './sleep.ts';
import { followTail } from './tail.ts';
import { readWindow } from './window.ts';

export type { CloudOptions, CloudReduction, CloudSource, Span, WindowRequest } from './options.ts';
export { resolveProject } from './project.ts';
export type { TailBatch, TailRequest } from './tail-options.ts';

const CREDENTIAL_TIMEOUT = 5000;

/** Finds the project and the credentials. UserError where there is none, within `credentialTimeoutMs`. No log is read yet. */
export async function openCloud(options: CloudOptions): Promise<CloudSource> {
  const { emulator, apiEndpoint = null, now, sleep = realSleep } = options;
  if (emulator) parseEndpoint(emulator, '--emulator');
  const project = resolveProject(options.project);
  const credentials = await credentialsFor(options, project);
  const clients = createClients({ project, emulator, apiEndpoint }, credentials);
  const context = { project, emulator, login: credentials.login };
  const reading = { context, pacer: new Pacer(options.readsPerMinute, now), now, sleep };
  const reader = new PageReader({ ...reading, client: await clients.logging(), maxReads: options.maxReads });
  const notes = credentials.note ? [credentials.note] : [];
  const decodeAny = await createAuditDecoder();
  const session: Session = {
    ...{ project, options, clients, reader, context, decodeAny, notes },
    newReader: (client, maxReads) => new PageReader({ ...reading, client, maxReads, patient: true }),
    delivered: new Delivered(),
  };
  return {
    project,
    notes,
    readsLeft: () => reader.left(),
    readDeployments: (span, signal) => readDeployments(session, span, signal),
    readWindow: (request, reduction, signal) => readWindow(session, request, reduction, signal),
    tail: (request, reduction, signal) => followTail(session, request, reduction, signal),
    close: () => clients.close(),
  };
}

function credentialsFor(options: CloudOptions, project: string): Promise<Credentials> {
  if (options.emulator) return noCredentials();
  return findCredentials(project, options.credentialTimeoutMs ?? CREDENTIAL_TIMEOUT, process.env);
}
