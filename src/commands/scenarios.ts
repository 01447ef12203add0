import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { yamlParser } from '../config.ts';
import { loadScenario as load, type Scenario } from '../emulator/scenarios/index.ts';
import { UserError } from '../errors.ts';

/** Written beside the bundle by scripts/build-scenarios.ts; a checkout has none and reads the YAML. */
const BUNDLED = fileURLToPath(new URL('./scenarios.json', import.meta.url));
const CHECKOUT = fileURLToPath(new URL('../../scenarios', import.meta.url));

/** A scenario by its built-in name, or from a YAML file. UserError where there is none, or where it is wrong. */
export async function loadScenario(name: string): Promise<Scenario> {
  const parse = await yamlParser();
  if (/\.ya?ml$/.test(name)) {
    const folder = dirname(resolve(name));
    return load(name, (wanted) =>
      parse(read(wanted === name ? resolve(name) : join(folder, `${wanted}.yaml`)), wanted),
    );
  }
  return load(
    name,
    existsSync(BUNDLED) ? fromBundle() : (wanted) => parse(read(join(CHECKOUT, `${wanted}.yaml`)), `${wanted}.yaml`),
  );
}

function fromBundle(): (name: string) => unknown {
  const all = JSON.parse(readFileSync(BUNDLED, 'utf8')) as Record<string, unknown>;
  return (name) => all[name] ?? missing(name);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return missing(file);
  }
}

function missing(name: string): never {
  throw new UserError(
    `There is no scenario ${name}`,
    'Built-in: leak, two-causes, recursion, import, …; or name a YAML file.',
  );
}
