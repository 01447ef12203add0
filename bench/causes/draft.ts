/** An incident being drawn up: a scenario's parts and, beside them, what is true of it. Times are epoch microseconds. */
import type { Random } from '../../src/emulator/scenarios/random.ts';
import type { App } from './texts/app.ts';
import type { Cause } from './truth.ts';

export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export type Span = [number, number];

/** One line of a scenario, in the form its file has. */
export interface Line {
  after?: Span;
  atEnd?: boolean;
  log?: 'stdout' | 'stderr' | 'system';
  severity?: string;
  shape?: string;
  level?: string;
  logger?: string;
  message?: string;
  text?: string;
  stack?: string;
  json?: Record<string, unknown>;
  request?: { method?: string; path: string; status: number; latency: Span; text?: string };
  split?: number;
  traced?: boolean;
  service?: string;
  revision?: string;
  probability?: number;
}

export interface RevisionDraft {
  name: string;
  created: number;
  live?: number;
  failed?: { at: number; message: string };
  percent?: number;
  image: string;
  commit?: string;
  author: string;
  client?: string;
  env?: Record<string, string>;
  memory?: string;
  concurrency?: number;
  timeout?: number;
  audited?: boolean;
}

export interface RouteDraft {
  name: string;
  method?: string;
  path: string;
  perMinute: number;
  latency: Span;
  lines: Line[];
  websocket?: boolean;
  agent?: string;
  users?: number;
  revision?: string;
  calls?: { at: number }[];
  status?: Record<string, number>;
}

export interface Episode {
  name: string;
  services: string[];
  revisions?: string[];
  from?: number;
  until?: number;
  /** For texts that name what a request would bring along. */
  vars?: Record<string, string>;
  on?: string[];
  every?: number;
  steady?: boolean;
  perInstance?: boolean;
  at?: number[];
  probability?: number;
  rise?: number;
  counter?: { by: 'user' | 'instance' | 'service'; limit: number };
  instances?: number;
  newInstance?: boolean;
  lines: Line[];
  outcome?: { status?: number; latency?: Span; text?: string };
  keep?: 'all' | 'before' | 'none';
  silent?: boolean;
}

export interface ServiceDraft {
  app: App;
  revisions: RevisionDraft[];
  shifts: { at: number; author: string; to: Record<string, number> }[];
  routes: RouteDraft[];
  background: Omit<Episode, 'services'>[];
  startup: Line[];
  shutdown: Line[];
  instances: number;
  lifetime: Span;
  drain: number;
  boot: number;
  location: string;
  /** Requests a minute of all its routes together. */
  perMinute: number;
}

/** What is done to the log after it was written. */
export interface Damage {
  /** Share of the entries that are lost. */
  lost: number;
  doubled: number;
  /** Share of the entries whose trace is missing. */
  untraced: number;
  /** Share of the entries with no severity. */
  unranked: number;
  /** Entries come in no order. */
  shuffled: boolean;
  /** Of each service's own clock, at most. */
  skew: number;
  /** Neither audit log nor platform lines: an export of the containers and requests alone. */
  bare: boolean;
}

export interface Draft {
  family: string;
  random: Random;
  project: string;
  start: number;
  end: number;
  services: ServiceDraft[];
  faults: Episode[];
  causes: Cause[];
  damage: Damage;
  /** Whether app errors are in words that no rule knows, and the rules are off. */
  ownWords: boolean;
  /** Errors that it has already: no two causes say the same. */
  said: Set<string>;
  /** A deployment that the user names, where the log shows none. */
  byHand: { service: string; time: number } | null;
  /** When the user says that it began; the scan's window starts somewhat before. */
  noticed: number;
  /** When the last deployment is what the user asks about. */
  sinceDeploy: boolean;
}

export function nameOf(service: ServiceDraft): string {
  return service.app.name;
}

/** The revision that had gone live last at `t`. */
export function liveAt(service: ServiceDraft, t: number): RevisionDraft {
  const live = service.revisions.filter((one) => one.live !== undefined && one.live <= t && one.percent !== 0);
  const found = live.at(-1);
  if (!found) throw new Error(`${nameOf(service)} has no revision yet`);
  return found;
}

const LETTERS = 'abcdefghjkmnpqrstvwxz';

/** The next revision's name, as Cloud Run makes them. */
export function revisionName(service: Pick<ServiceDraft, 'app' | 'revisions'>, random: Random): string {
  const last = service.revisions.at(-1);
  const number = last ? Number(/-(\d{5})-/.exec(last.name)![1]) + 1 : random.int(3, 180);
  const letters = Array.from({ length: 3 }, () => random.pick([...LETTERS])).join('');
  return `${service.app.name}-${String(number).padStart(5, '0')}-${letters}`;
}
