import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';

type Env = Record<string, string | undefined>;

/** gcloud's configuration folder; null where none can be named. */
export function gcloudFolder(env: Env): string | null {
  if (env.CLOUDSDK_CONFIG) return env.CLOUDSDK_CONFIG;
  if (process.platform === 'win32') return env.APPDATA ? join(env.APPDATA, 'gcloud') : null;
  return join(env.HOME ?? homedir(), '.config', 'gcloud');
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** One property of gcloud's active configuration, read from its file: running gcloud takes a second. */
export function gcloudProperty(env: Env, section: string, name: string): string | null {
  const folder = gcloudFolder(env);
  if (!folder) return null;
  const active = env.CLOUDSDK_ACTIVE_CONFIG_NAME || readText(join(folder, 'active_config'))?.trim() || 'default';
  const text = readText(join(folder, 'configurations', `config_${active}`));
  let current = '';
  for (const line of text?.split(/\r?\n/) ?? []) {
    const header = /^\s*\[(.+)\]\s*$/.exec(line);
    if (header) current = header[1]!;
    const pair = /^\s*([\w.-]+)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (pair && current === section && pair[1] === name && pair[2]) return pair[2];
  }
  return null;
}

/** The project to read: the flag, GOOGLE_CLOUD_PROJECT, gcloud's own. UserError where none is named. */
export function resolveProject(flag: string | null, env: Env = process.env): string {
  const project =
    flag || env.GOOGLE_CLOUD_PROJECT || env.CLOUDSDK_CORE_PROJECT || gcloudProperty(env, 'core', 'project');
  if (project) return project.replace(/^projects\//, '');
  throw new UserError(
    'no Google Cloud project: neither --project, GOOGLE_CLOUD_PROJECT nor gcloud names one',
    'name one with --project ID, or set it for gcloud: gcloud config set project ID',
  );
}
