/** The scenario files of this repository, for tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { loadScenario } from '../../../src/emulator/scenarios/index.ts';
import type { RawEntry } from '../../../src/model.ts';

const folder = new URL('../../../scenarios/', import.meta.url);

/** The data of one file, as a command hands it over. */
export function readScenario(name: string): unknown {
  return parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8'));
}

export function load(name: string) {
  return loadScenario(name, readScenario);
}

export const scenarioNames = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length));

/** What an entry says: its text, its JSON message with the trace in it, or its audit status. */
export function textOf(entry: RawEntry): string {
  if (typeof entry.textPayload === 'string') return entry.textPayload;
  if (entry.jsonPayload)
    return Object.values(entry.jsonPayload)
      .map((one) => (typeof one === 'string' ? one : deep(one)))
      .join('\n');
  const audit = entry.protoPayload as { status?: { message?: string } } | undefined;
  return audit?.status?.message ?? '';
}

function deep(value: unknown): string {
  return typeof value === 'object' && value !== null ? Object.values(value).join('\n') : '';
}

export function resourceOf(entry: RawEntry): Record<string, string> {
  return (entry.resource as { labels: Record<string, string> }).labels;
}
