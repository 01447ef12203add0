/** The fields of a LogEntry that a filter can name, with their types. */
import type { Path } from './types.ts';

/**
 * - `string`, `number`, `bool`, `severity`: an entry without the field has its default ('', 0, false, DEFAULT)
 * - `timestamp`, `duration`: an entry without it has none, and no comparison holds
 * - `json`: a value in a payload, of the type that it has there
 * - `proto`: likewise in protoPayload, where strings may be times and durations and names match in any spelling
 * - `label`: a string, missing where the entry has no such label; `group`: holds further fields
 */
export type FieldType =
  | 'string'
  | 'number'
  | 'bool'
  | 'severity'
  | 'timestamp'
  | 'duration'
  | 'json'
  | 'proto'
  | 'label'
  | 'group';

/** A field that exists: its canonical path and type. */
export interface Field {
  path: Path;
  type: FieldType;
}

type Schema = FieldType | 'map' | { [name: string]: Schema };

/** `LogEntry` of google.logging.v2 in its JSON spelling. */
const LOG_ENTRY: { [name: string]: Schema } = {
  logName: 'string',
  insertId: 'string',
  severity: 'severity',
  timestamp: 'timestamp',
  receiveTimestamp: 'timestamp',
  trace: 'string',
  spanId: 'string',
  traceSampled: 'bool',
  textPayload: 'string',
  jsonPayload: 'json',
  protoPayload: 'proto',
  labels: 'map',
  resource: { type: 'string', labels: 'map' },
  metadata: { systemLabels: 'json', userLabels: 'map' },
  httpRequest: {
    requestMethod: 'string',
    requestUrl: 'string',
    requestSize: 'number',
    status: 'number',
    responseSize: 'number',
    userAgent: 'string',
    remoteIp: 'string',
    serverIp: 'string',
    referer: 'string',
    latency: 'duration',
    cacheLookup: 'bool',
    cacheHit: 'bool',
    cacheValidatedWithOriginServer: 'bool',
    cacheFillBytes: 'number',
    protocol: 'string',
  },
  operation: { id: 'string', producer: 'string', first: 'bool', last: 'bool' },
  sourceLocation: { file: 'string', line: 'number', function: 'string' },
  split: { uid: 'string', index: 'number', totalSplits: 'number' },
  errorGroups: { id: 'string' },
  apphub: 'json',
  apphubDestination: 'json',
  apphubService: 'json',
  apphubWorkload: 'json',
};

/** Names that people write for another field. */
const MEANT: Record<string, string> = {
  message: 'textPayload or jsonPayload.message',
  msg: 'textPayload or jsonPayload.message',
  text: 'textPayload',
  payload: 'textPayload, jsonPayload or protoPayload',
  level: 'severity',
  time: 'timestamp',
  service: 'resource.labels.service_name',
  service_name: 'resource.labels.service_name',
  revision: 'resource.labels.revision_name',
  revision_name: 'resource.labels.revision_name',
  location: 'resource.labels.location',
  project: 'resource.labels.project_id',
  status: 'httpRequest.status',
  method: 'httpRequest.requestMethod',
  url: 'httpRequest.requestUrl',
  latency: 'httpRequest.latency',
  log: 'logName or log_id("…")',
};

/** Why a path names no field: which segment, and what to do. */
export interface NoField {
  segment: number;
  what: string;
  hint: string;
}

/** The field that a path names, in camelCase or snake_case and any letter case; labels and payload keys stay as they are. */
export function findField(path: Path): Field | NoField {
  let schema: Schema = LOG_ENTRY;
  const canonical: Path = [];
  for (const [segment, name] of path.entries()) {
    if (typeof schema === 'string') return insideLeaf(schema, path, canonical, segment);
    const known = spellings(schema).get(name.toLowerCase());
    if (known === undefined) return unknownField(name, canonical, schema, segment);
    canonical.push(known);
    schema = schema[known]!;
  }
  return { path: canonical, type: typeof schema === 'object' || schema === 'map' ? 'group' : schema };
}

function insideLeaf(schema: FieldType | 'map', path: Path, canonical: Path, segment: number): Field | NoField {
  const rest = path.slice(segment);
  if (schema === 'json' || schema === 'proto') return { path: [...canonical, ...rest], type: schema };
  const parent = canonical.join('.');
  if (schema !== 'map') return { segment, what: `${parent} has no fields inside`, hint: `Compare ${parent} itself.` };
  if (rest.length === 1) return { path: [...canonical, ...rest], type: 'label' };
  return {
    segment: segment + 1,
    what: `a label of ${parent} has no fields inside`,
    hint: `Quote a label's name that has dots: ${parent}.${JSON.stringify(rest.join('.'))}`,
  };
}

function unknownField(name: string, parents: Path, schema: { [name: string]: Schema }, segment: number): NoField {
  const meant = parents.length === 0 && Object.hasOwn(MEANT, name.toLowerCase()) ? MEANT[name.toLowerCase()] : null;
  const shown = JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name);
  return {
    segment,
    what: parents.length === 0 ? `a log entry has no field ${shown}` : `${parents.join('.')} has no field ${shown}`,
    hint: meant ? `Write ${meant}.` : `There are: ${Object.keys(schema).join(', ')}.`,
  };
}

const SPELLINGS = new Map<object, Map<string, string>>();

/** The lower-case camelCase and snake_case spellings of a group's names. */
function spellings(schema: { [name: string]: Schema }): Map<string, string> {
  let known = SPELLINGS.get(schema);
  if (!known) {
    known = new Map();
    for (const name of Object.keys(schema)) {
      known.set(name.toLowerCase(), name);
      known.set(name.replace(/[A-Z]/g, '_$&').toLowerCase(), name);
    }
    SPELLINGS.set(schema, known);
  }
  return known;
}
