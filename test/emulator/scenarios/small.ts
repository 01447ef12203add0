/** A small scenario in the form of a parsed file, for tests of single things. */
import { expandScenario, parseScenario } from '../../../src/emulator/scenarios/index.ts';
import type { RawEntry } from '../../../src/model.ts';

type Json = Record<string, unknown>;

export const START = '2025-09-12T09:00:00Z';

export const revisions: Json[] = [
  {
    name: 'api-00001-aaa',
    created: '2025-09-01T00:00:00Z',
    live: '2025-09-01T00:00:10Z',
    image: 'gcr.io/p/api:1',
    author: 'a@b.example',
  },
  {
    name: 'api-00002-bbb',
    created: '2025-09-12T09:29:50Z',
    live: '2025-09-12T09:30:00Z',
    image: 'gcr.io/p/api:2',
    author: 'a@b.example',
  },
];

/** One service `api` with a request a second on `/x` for an hour, its second revision live in the middle of it. */
export function small(service: Json = {}, rest: Json = {}): Json {
  return {
    name: 'small',
    title: 'a small one',
    project: 'p',
    seed: 1,
    start: START,
    end: '2025-09-12T10:00:00Z',
    services: [
      {
        name: 'api',
        swing: 0,
        revisions,
        routes: [{ name: 'x', path: '/x', perMinute: 60 }],
        ...service,
      },
    ],
    ...rest,
  };
}

export function entriesOf(data: Json): RawEntry[] {
  return expandScenario(parseScenario(data)).entries;
}

/** The entries of one log: `stderr`, `requests`, `system`, `activity`, `system_event`. */
export function ofLog(entries: RawEntry[], log: string): RawEntry[] {
  return entries.filter((entry) => String(entry.logName).endsWith(`%2F${log}`));
}
