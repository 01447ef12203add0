import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolveProject } from '../../../src/sources/cloud/index.ts';

/** A gcloud folder with a default configuration and one named work. */
function gcloudFolder(active?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'rca-gcloud-'));
  mkdirSync(join(folder, 'configurations'));
  writeFileSync(
    join(folder, 'configurations', 'config_default'),
    '[compute]\nproject = wrong\n\n[core]\naccount = a@b.example\nproject = of-default\n',
  );
  writeFileSync(join(folder, 'configurations', 'config_work'), '[core]\r\nproject=of-work\r\n');
  if (active) writeFileSync(join(folder, 'active_config'), `${active}\n`);
  return folder;
}

const empty = mkdtempSync(join(tmpdir(), 'rca-none-'));

test.each<[name: string, flag: string | null, env: Record<string, string>, expected: string]>([
  ['the flag', 'flag', { GOOGLE_CLOUD_PROJECT: 'env' }, 'flag'],
  ['a flag with its prefix', 'projects/flag', {}, 'flag'],
  ['GOOGLE_CLOUD_PROJECT', null, { GOOGLE_CLOUD_PROJECT: 'env', CLOUDSDK_CONFIG: gcloudFolder() }, 'env'],
  ["gcloud's own variable", null, { CLOUDSDK_CORE_PROJECT: 'sdk', CLOUDSDK_CONFIG: gcloudFolder() }, 'sdk'],
  ["gcloud's default configuration", null, { CLOUDSDK_CONFIG: gcloudFolder() }, 'of-default'],
  ["gcloud's active configuration", null, { CLOUDSDK_CONFIG: gcloudFolder('work') }, 'of-work'],
  [
    'the configuration named by a variable',
    null,
    { CLOUDSDK_CONFIG: gcloudFolder(), CLOUDSDK_ACTIVE_CONFIG_NAME: 'work' },
    'of-work',
  ],
])('%s', (_, flag, env, expected) => {
  expect(resolveProject(flag, env)).toBe(expected);
});

test.each([[{ CLOUDSDK_CONFIG: empty }], [{ CLOUDSDK_CONFIG: gcloudFolder('gone') }]])('none: %j', (env) => {
  expect(() => resolveProject(null, env)).toThrow(
    expect.objectContaining({
      name: 'UserError',
      message: 'no Google Cloud project: neither --project, GOOGLE_CLOUD_PROJECT nor gcloud names one',
      hint: 'name one with --project ID, or set it for gcloud: gcloud config set project ID',
    }),
  );
});
