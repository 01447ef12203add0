import type { LogKind, RawEntry } from '../model.ts';

/** What a log's id says of its entries; the first row that the id ends with. */
const KINDS: [string, LogKind][] = [
  ['run.googleapis.com/requests', 'request'],
  ['run.googleapis.com/stdout', 'stdout'],
  ['run.googleapis.com/stderr', 'stderr'],
  ['cloudfunctions.googleapis.com/cloud-functions', 'stdout'],
  ['run.googleapis.com/varlog/system', 'system'],
  ['cloudaudit.googleapis.com/activity', 'audit'],
  ['cloudaudit.googleapis.com/system_event', 'audit'],
  ['cloudaudit.googleapis.com/data_access', 'audit'],
  ['cloudaudit.googleapis.com/policy', 'audit'],
  ['cloudaudit.googleapis.com/access_transparency', 'audit'],
];

/** Names seen so far, few in any export. Compared one by one: a look-up by hash would hash the 60 characters of every line. */
const known: { name: string; kind: LogKind }[] = [];
const MAX_KNOWN = 16;

/** Where an entry was written, by its logName; exports that lack it are told by their payload. */
export function logKind(raw: RawEntry): LogKind {
  const name = raw.logName;
  if (typeof name !== 'string' || name === '') return kindOfPayload(raw);
  for (const one of known) {
    if (one.name === name) return one.kind;
  }
  const kind = kindOfName(name);
  if (known.length < MAX_KNOWN) known.push({ name, kind });
  return kind;
}

function kindOfName(name: string): LogKind {
  const id = name.replaceAll('%2F', '/').replaceAll('%2f', '/');
  return KINDS.find(([suffix]) => id.endsWith(suffix))?.[1] ?? 'other';
}

function kindOfPayload(raw: RawEntry): LogKind {
  if (raw.protoPayload) return 'audit';
  return raw.httpRequest && !raw.textPayload && !raw.jsonPayload ? 'request' : 'other';
}
