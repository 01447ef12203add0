import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
    return load(name, (wanted) => {
      const file = wanted === name ? resolve(name) : join(folder, `${wanted}.yaml`);
      return existsSync(file) ? parse(readFileSync(file, 'utf8'), file) : missing(file, []);
    });
  }
  const { names, read } = existsSync(BUNDLED) ? fromBundle() : fromCheckout(parse);
  return load(name, (wanted) => (names.includes(wanted) ? read(wanted) : missing(wanted, names)));
}

interface Library {
  names: string[];
  read(name: string): unknown;
}

function fromBundle(): Library {
  const all = JSON.parse(readFileSync(BUNDLED, 'utf8')) as Record<string, unknown>;
  return { names: Object.keys(all), read: (name) => all[name] };
}

function fromCheckout(parse: (text: string, file: string) => unknown): Library {
  const files = readdirSync(CHECKOUT, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  const names = files.map((file) => file.slice(0, -'.yaml'.length));
  return { names, read: (name) => parse(readFileSync(join(CHECKOUT, `${name}.yaml`), 'utf8'), `${name}.yaml`) };
}

function missing(name: string, names: string[]): never {
  // What lies in a folder is there to be extended, not to be run.
  const built = names.filter((known) => !known.includes('/')).sort();
  throw new UserError(
    `There is no scenario ${name}`,
    `${built.length > 0 ? `Built-in: ${built.join(', ')}. ` : ''}Or name a YAML file.`,
  );
}
