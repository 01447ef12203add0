import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthClient } from 'google-auth-library';
import { UserError } from '../../errors.ts';
import { firstLine } from './api-error.ts';
import { gcloudToken } from './gcloud-token.ts';
import { metadataAnswers, metadataGivesToken } from './metadata.ts';
import { gcloudFolder, gcloudProperty } from './project.ts';
import { type Raced, race } from './sleep.ts';

type Env = Record<string, string | undefined>;

/** A client that has shown a token, and how to renew the login that it came from. */
export interface Credentials {
  auth: AuthClient;
  /** The command that makes the login new. */
  login: string;
  /** For the report's reader; null where there is nothing to say. */
  note: string | null;
}

/** gcloud's token lasts an hour at most and does not say how long; it is asked for again after this time. */
const TOKEN_LIFE = 15 * 60_000;
const ADC_LOGIN = 'gcloud auth application-default login';
const SCOPES = ['https://www.googleapis.com/auth/cloud-platform'];

/**
 * Application default credentials, else gcloud's access token. Proved by a first token, so that a dead login shows here and not
 * inside a client, where it would end the process (an unhandled rejection).
 * UserError within `ms` in every case.
 */
export async function findCredentials(project: string, ms: number, env: Env): Promise<Credentials> {
  const started = Date.now();
  const left = () => ms - (Date.now() - started);
  const file = credentialsFile(env);
  if (file) return proved(await race(clientOfFile(project), left()), `from ${file}`, ms);
  // Side by side: on a laptop the metadata server is a black hole, on Google Cloud it answers within milliseconds.
  const metadata = metadataAnswers(Math.min(1500, ms / 2), env);
  const account = env.CLOUDSDK_CORE_ACCOUNT || gcloudProperty(env, 'core', 'account');
  if (await metadata) {
    if (await metadataGivesToken(left(), env))
      return proved(await race(clientOfMetadata(), left()), 'from the metadata server', ms);
    throw new UserError(
      'no Google credentials: the metadata server gives no token',
      'attach a service account to this machine or service',
    );
  }
  if (account) {
    const token = await gcloudToken(left(), env);
    if (token) return fromGcloud(token, account, env, ms);
  }
  throw new UserError(
    'no Google credentials: no application default credentials, no metadata server, and gcloud gives no token',
    `log in with: ${ADC_LOGIN} (or name a key file in GOOGLE_APPLICATION_CREDENTIALS)`,
  );
}

/** No login at all: what a local server wants. */
export async function noCredentials(): Promise<Credentials> {
  const { PassThroughClient } = await import('google-auth-library');
  return { auth: new PassThroughClient(), login: '', note: null };
}

function credentialsFile(env: Env): string | null {
  if (env.GOOGLE_APPLICATION_CREDENTIALS) return env.GOOGLE_APPLICATION_CREDENTIALS;
  const folder = gcloudFolder(env);
  const file = folder && join(folder, 'application_default_credentials.json');
  return file && existsSync(file) ? file : null;
}

async function clientOfFile(project: string): Promise<AuthClient> {
  const { GoogleAuth } = await import('google-auth-library');
  // With the project named the library does not run gcloud to find one.
  const auth = new GoogleAuth({ projectId: project, scopes: SCOPES });
  // What the generated clients set too: a service account then signs its own token and no token server is asked.
  Object.assign(auth, { useJWTAccessWithScope: true });
  return withToken(await auth.getClient());
}

/** Made by hand: the library would look for the metadata server once more, in its own slow way. */
async function clientOfMetadata(): Promise<AuthClient> {
  const { Compute } = await import('google-auth-library');
  return withToken(new Compute({ scopes: SCOPES }));
}

async function withToken(client: AuthClient): Promise<AuthClient> {
  await client.getRequestHeaders('https://logging.googleapis.com/');
  return client;
}

function proved(raced: Raced<AuthClient>, where: string, ms: number): Credentials {
  if (raced === 'late') {
    throw new UserError(
      `no Google credentials: the ones ${where} gave no token within ${ms / 1000} s`,
      `check the network, or log in with: ${ADC_LOGIN}`,
    );
  }
  if ('value' in raced) return { auth: raced.value, login: ADC_LOGIN, note: null };
  const why = firstLine(raced.error instanceof Error ? raced.error.message : String(raced.error));
  throw new UserError(`no Google credentials: the ones ${where} do not work: ${why}`, `log in with: ${ADC_LOGIN}`);
}

async function fromGcloud(token: string, account: string, env: Env, ms: number): Promise<Credentials> {
  const { OAuth2Client } = await import('google-auth-library');
  const client = new OAuth2Client();
  const until = () => Date.now() + TOKEN_LIFE;
  client.setCredentials({ access_token: token, expiry_date: until() });
  client.refreshHandler = async () => {
    const next = await gcloudToken(ms, env);
    if (!next) throw new Error('invalid_grant: gcloud gives no token any more');
    return { access_token: next, expiry_date: until() };
  };
  return {
    auth: client,
    login: 'gcloud auth login',
    note: `No application default credentials: read with gcloud's login (${account}).`,
  };
}
