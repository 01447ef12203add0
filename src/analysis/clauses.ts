/** Clauses of the Logging query language that hold for given entries. */
import { and, compile, parseFilter, quote } from '../filter/index.ts';
import type { RawEntry } from '../model.ts';
import { Remembered } from '../text/remembered.ts';
import { type Kind, rawOf } from './kinds.ts';

/** The longest text of a clause. */
const LONGEST = 120;
const SHORTEST = 4;

/** The longest run of a template that every member has word for word, for a filter; '' where there is none worth searching. */
export function constantPart(template: string): string {
  const runs = template
    .split('\n')[0]!
    .split(/<[\w*-]+>/)
    .map((run) => run.replace(/^\W+|\s+$/g, ''));
  const longest = runs.toSorted((a, b) => b.length - a.length)[0] ?? '';
  return longest.length >= SHORTEST ? longest.slice(0, LONGEST) : '';
}

/** A filter, and what it finds in each kind that it was tried on. */
interface Tried {
  predicate: (raw: RawEntry) => boolean;
  found: WeakMap<Kind, number>;
}

/** Characters of filters that are remembered: a report's are tried again for the next one. */
const REMEMBERED = 500_000;
const tried = new Remembered<Tried>(REMEMBERED);

/** Whether a filter finds an entry of a kind; of lines that were put together, how many of them. */
export function findsIn(filter: string, kind: Kind): number {
  let own = tried.get(filter);
  if (!own) {
    own = { predicate: compile(parseFilter(filter)), found: new WeakMap() };
    tried.set(filter, own);
  }
  const known = own.found.get(kind);
  if (known !== undefined) return known;
  const count = rawOf(kind).filter((raw) => own.predicate(raw)).length;
  own.found.set(kind, count);
  return count;
}

/** A request's status, and its path with what was masked left open. */
function requestClause({ entry: { http } }: Kind): string {
  if (!http) return '';
  const path = http.route
    .split(/\{[\w*-]+\}/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('[^/?]+');
  const method = `httpRequest.requestMethod=${quote(http.method)}`;
  return and(method, `httpRequest.status=${http.status}`, `httpRequest.requestUrl=~${quote(`${path}(?:[?]|$)`)}`);
}

/** Where a text stands in an entry: the field, or '' = somewhere. */
function fieldOf(raw: RawEntry, phrase: string): string {
  if (typeof raw.textPayload === 'string') return 'textPayload';
  if (raw.protoPayload !== undefined) return 'protoPayload.status.message';
  const payload = raw.jsonPayload;
  if (typeof payload !== 'object' || payload === null) return 'textPayload';
  const key = Object.entries(payload).find(([name, value]) => /^\w+$/.test(name) && String(value).includes(phrase));
  return key ? `jsonPayload.${key[0]}` : '';
}

function textClause(kind: Kind, phrase: string): string {
  const raw = rawOf(kind)[0] ?? {};
  const field = fieldOf(raw, phrase);
  return field === '' ? quote(phrase) : `${field}:${quote(phrase)}`;
}

/**
 * The first clause that finds the entries of a kind: by a phrase of the rule, by what its template has word for word, by the longest
 * line of its text; '' where none does.
 *
 * @param phrases to try first
 */
export function clauseFor(kind: Kind, phrases: readonly string[], template: string): string {
  if (kind.entry.log === 'request') {
    const request = requestClause(kind);
    if (request !== '' && findsIn(request, kind) > 0) return request;
  }
  const lines = kind.entry.message.split('\n').toSorted((a, b) => b.length - a.length);
  const own = (lines[0] ?? '').trim().slice(0, LONGEST);
  const phrasesToTry = [
    ...phrases.filter((phrase) => kind.entry.message.includes(phrase)),
    constantPart(template),
    own,
  ];
  const clauses = phrasesToTry.filter((phrase) => phrase.length >= SHORTEST).map((phrase) => textClause(kind, phrase));
  return clauses.find((clause) => findsIn(clause, kind) > 0) ?? '';
}
