import { and, anyOf, or, printFilter, quote } from '../../filter/index.ts';
import { formatTime } from '../../text/time.ts';
import type { CloudOptions, Span } from './options.ts';
import {
  ASKED_WORDS,
  CONTINUATIONS,
  escapePattern,
  FAILURE_FIELDS,
  HIGH_LEVEL,
  LEVEL_FIELDS,
  LEVELS,
  minimal,
  TEXT_FIELDS,
} from './words.ts';

/** The server's bound is 20,000 characters; the rest is for the bounds of a page. */
const MAX_FILTER = 18_000;

export const REQUESTS = 'log_id("run.googleapis.com/requests")';
const SYSTEM = 'log_id("run.googleapis.com/varlog/system")';
const ACTIVITY = 'log_id("cloudaudit.googleapis.com/activity")';
const SYSTEM_EVENT = 'log_id("cloudaudit.googleapis.com/system_event")';
const FAILED = 'severity>=WARNING OR httpRequest.status>=500 OR httpRequest.status=429';
/** Also true of a line with no severity at all, which is what this is about. */
const UNLABELLED = 'NOT severity=("DEBUG" OR "INFO")';
const CHANGE = 'protoPayload.methodName=~"Services[.](Create|Replace|Update)(Internal)?Service$"';

type Scope = Pick<CloudOptions, 'services' | 'regions'>;

/** The chosen services and regions; '' where none is. A job's name counts as a service. */
export function scopeFilter({ services, regions }: Scope): string {
  const named = services.length
    ? or(anyOf('resource.labels.service_name', services), anyOf('resource.labels.job_name', services))
    : '';
  return and(named, regions.length ? anyOf('resource.labels.location', regions) : '');
}

/** The span as bounds; without them the server reads for ever, or only the last day. */
export function spanFilter(span: Span): string {
  return `timestamp>="${formatTime(span.from)}" AND timestamp<"${formatTime(span.to)}"`;
}

const RESOURCES = anyOf('resource.type', ['cloud_run_revision', 'cloud_run_job']);

/** Who changed a service, and which revision became ready or did not. */
export function changesFilter(scope: Scope, span: Span): string {
  return and(
    'resource.type="cloud_run_revision"',
    spanFilter(span),
    scopeFilter(scope),
    or(ACTIVITY, SYSTEM_EVENT),
    CHANGE,
  );
}

/** The instances that a deployment started. */
export function rolloutsFilter(scope: Scope, span: Span): string {
  const what = `${SYSTEM} AND textPayload:"Reason: DEPLOYMENT_ROLLOUT"`;
  return and('resource.type="cloud_run_revision"', spanFilter(span), scopeFilter(scope), what);
}

/** Any entry of Cloud Run: to learn which services and regions there are. */
export function anyFilter(scope: Scope, span: Span): string {
  return and(RESOURCES, spanFilter(span), scopeFilter(scope));
}

/** What every query of a window asks for, the user's filter included. */
export function windowScope(options: Pick<CloudOptions, 'services' | 'regions' | 'filter'>, span: Span): string {
  return and(spanFilter(span), tailScope(options));
}

/** What a tail asks for, whose span is open. */
export function tailScope(options: Pick<CloudOptions, 'services' | 'regions' | 'filter'>): string {
  return and(RESOURCES, scopeFilter(options), options.filter ? printFilter(options.filter) : '');
}

/** Requests that did not fail: only their number counts. */
export function requestsFilter(scope: string): string {
  return and(scope, REQUESTS, `NOT (${FAILED})`);
}

export interface SuspiciousQueries {
  /** One, or two where the needles do not fit into one. */
  filters: string[];
  /** Needles that did not fit at all. */
  left: string[];
}

/** The filters that find everything suspicious: a superset of what isSuspicious keeps. */
export function suspiciousFilters(scope: string, needles: readonly string[]): SuspiciousQueries {
  const words = minimal([...ASKED_WORDS, ...needles]).map(escapePattern);
  const first = (some: string[]) => and(scope, suspicious(some));
  const second = (some: string[]) => and(scope, `NOT (${FAILED})`, lines(some));
  const here = fitting(words, MAX_FILTER - first([]).length);
  if (here === words.length) return { filters: [first(words)], left: [] };
  const rest = words.slice(here);
  const there = fitting(rest, MAX_FILTER - second([]).length);
  return { filters: [first(words.slice(0, here)), second(rest.slice(0, there))], left: rest.slice(there) };
}

/** One filter for everything suspicious and all requests: what a tail asks for where all would be too much. */
export function narrowFilter(scope: string, needles: readonly string[]): { filter: string; left: string[] } {
  const words = minimal([...ASKED_WORDS, ...needles]).map(escapePattern);
  const filter = (some: string[]) => and(scope, or(REQUESTS, suspicious(some)));
  const fit = fitting(words, MAX_FILTER - filter([]).length);
  return { filter: filter(words.slice(0, fit)), left: words.slice(fit) };
}

/** How many of the words fit into so many characters, each being there once a field. */
function fitting(words: string[], room: number): number {
  let used = 0;
  for (const [i, word] of words.entries()) {
    used += (quote(word).length - 1) * TEXT_FIELDS.length;
    if (used > room) return i;
  }
  return words.length;
}

/** All that tells of a failure, the words included. */
function suspicious(words: string[]): string {
  const patterns = [...words, ...LEVELS, ...CONTINUATIONS];
  return or(FAILED, SYSTEM, ACTIVITY, SYSTEM_EVENT, payloads(), lines(patterns));
}

/** Container lines of which one of the text fields matches one of the patterns. */
function lines(patterns: string[]): string {
  const pattern = quote(`(?i)${patterns.join('|')}`);
  return and(UNLABELLED, `NOT ${REQUESTS}`, or(...TEXT_FIELDS.map((field) => `${field}=~${pattern}`)));
}

/** Structured lines that a pattern on their text would miss: a level or an error in a field of its own, or no text at all. */
function payloads(): string {
  const texts = TEXT_FIELDS.filter((field) => field.startsWith('jsonPayload'));
  return and(
    UNLABELLED,
    or(
      ...LEVEL_FIELDS.map((field) => `jsonPayload.${field}=~"${HIGH_LEVEL}"`),
      'jsonPayload.level>=40',
      ...FAILURE_FIELDS.map((field) => `jsonPayload.${field}:*`),
      and('jsonPayload:*', ...texts.map((field) => `NOT ${field}:*`)),
    ),
  );
}

/** The container lines of clauses that besideClause made; the span is theirs together. */
export function besideFilter(scope: string, clause: string, span: Span): string {
  return and(scope, spanFilter(span), `NOT ${REQUESTS}`, `NOT (${or(SYSTEM, ACTIVITY, SYSTEM_EVENT)})`, clause);
}

/** The fields of one instance, and when. */
export function besideClause(where: Record<string, string>, spans: Span[]): string {
  const named = Object.entries(where).map(([field, value]) => `${field}=${quote(value)}`);
  return and(...named, or(...spans.map(spanFilter)));
}
