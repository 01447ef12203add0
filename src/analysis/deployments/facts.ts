import type { DeploymentFact, LogEntry, SpecFrom } from '../../model.ts';
import { flatten, fromKnative, ingressContainer, type Spec, type Template } from '../../run-spec/index.ts';
import { parseTime } from '../../text/time.ts';

type Json = Record<string, unknown>;

const CHANGES_SERVICE =
  /(?:^|[./])(?:Internal)?Services?\.(?:Create|Replace|Update)(?:Internal)?Service$|UpdateFunction$|CreateFunction$/;
const READY = /^Ready condition status changed to (True|False) for (Revision|Service) ([^\s.]+)/;
const ROLLOUT = /^Starting new instance\. Reason: DEPLOYMENT_ROLLOUT/;

/** A value inside plain JSON, undefined where the path leads nowhere. */
export function at(value: unknown, ...path: string[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Json)[key];
  }
  return here;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What one log entry says of a deployment: usually nothing, sometimes one fact, for an audit entry with traffic two. */
export function factsOf(entry: LogEntry): DeploymentFact[] {
  if (entry.time === null) return [];
  if (entry.log === 'system')
    return ROLLOUT.test(entry.message) && entry.revision ? [fact(entry, 'rollout', entry.revision)] : [];
  if (entry.log !== 'audit') return [];
  const ready = READY.exec(entry.message);
  if (ready) return readyFacts(entry, ready[1] === 'True', ready[2]!, ready[3]!);
  if (CHANGES_SERVICE.test(text(at(entry.fields, 'methodName')))) return changeFacts(entry);
  return [];
}

function fact(entry: LogEntry, what: DeploymentFact['what'], revision: string): DeploymentFact {
  return {
    what,
    service: entry.service,
    revision,
    location: entry.location,
    time: entry.time!,
    author: null,
    image: null,
    commit: null,
    traffic: null,
    spec: null,
    message: '',
  };
}

/**
 * A Ready condition of a revision, or of a service: the latter says which revision is the latest ready one only in its response,
 * and is marked so, because it also follows a mere shift of traffic.
 */
function readyFacts(entry: LogEntry, ready: boolean, kind: string, name: string): DeploymentFact[] {
  const message = /with message: (.*)$/s.exec(entry.message)?.[1] ?? '';
  const response = at(entry.fields, 'response');
  if (kind === 'Revision') {
    const template =
      at(response, 'spec', 'containers', '0', 'image') ?? at(response, 'status', 'containers', '0', 'image');
    const known = fact(entry, ready ? 'ready' : 'failed', name);
    const created = parseTime(text(at(response, 'metadata', 'creationTimestamp')));
    const born: DeploymentFact[] = created === null ? [] : [{ ...fact(entry, 'created', name), time: created }];
    return [
      { ...known, message, image: text(template) || null, commit: commitOf(entry, at(response, 'metadata', 'labels')) },
      ...born,
    ];
  }
  const revision = text(at(response, 'status', 'latestReadyRevisionName')) || entry.revision;
  return ready && revision ? [{ ...fact(entry, 'ready', revision), message: 'service' }] : [];
}

function commitOf(entry: LogEntry, labels: unknown): string | null {
  return text(at(labels, 'commit-sha')) || entry.labels['commit-sha'] || null;
}

/** An audit activity entry that creates, replaces or updates a service (Knative v1 or v2 shape); a refused request changes nothing. */
function changeFacts(entry: LogEntry): DeploymentFact[] {
  const failed = Number(at(entry.fields, 'status', 'code') ?? 0) !== 0;
  const service = at(entry.fields, 'request', 'service') ?? at(entry.fields, 'request');
  const template = at(service, 'spec', 'template') ?? at(service, 'template');
  const agent = text(at(entry.fields, 'requestMetadata', 'callerSuppliedUserAgent'));
  const common = {
    ...fact(entry, 'requested', text(at(template, 'metadata', 'name')) || text(at(template, 'revision'))),
    author: text(at(entry.fields, 'authenticationInfo', 'principalEmail')) || null,
    ...readTemplate(template),
    commit: commitOf(
      entry,
      at(template, 'metadata', 'labels') ?? at(template, 'labels') ?? at(service, 'metadata', 'labels'),
    ),
    message: agent,
  };
  const traffic = trafficOf(at(service, 'spec', 'traffic') ?? at(service, 'traffic'));
  if (failed) return [];
  // `gcloud run services update-traffic` replaces the whole service but deploys nothing; it says so in its user agent.
  const onlyTraffic = /update-traffic/.test(agent) || (traffic !== null && template === undefined);
  if (onlyTraffic) return traffic ? [{ ...common, what: 'traffic', revision: '', traffic }] : [];
  return [{ ...common, traffic }];
}

/** Percent by revision; the latest ready one is 'LATEST'. Tags without a share are left out. */
export function trafficOf(targets: unknown): Record<string, number> | null {
  if (!Array.isArray(targets)) return null;
  const shares: Record<string, number> = {};
  for (const target of targets) {
    const percent = Number(at(target, 'percent') ?? 0);
    const name = text(at(target, 'revisionName')) || text(at(target, 'revision')) || 'LATEST';
    if (percent > 0) shares[name] = (shares[name] ?? 0) + percent;
  }
  return Object.keys(shares).length > 0 ? shares : null;
}

/** What a template of v1 or v2 says of how a revision runs; null where it is not made as it should be. */
function readTemplate(template: unknown): { image: string | null; spec: Spec | null; specFrom: SpecFrom } {
  const knative = at(template, 'spec') !== undefined;
  const specFrom: SpecFrom = knative ? 'audit-v1' : 'audit-v2';
  try {
    const read = knative ? fromKnative(template as Parameters<typeof fromKnative>[0]) : (template as Template);
    return { image: text(ingressContainer(read ?? {})?.image) || null, spec: flatten(read ?? {}), specFrom };
  } catch {
    const image = at(template, 'spec', 'containers', '0', 'image') ?? at(template, 'containers', '0', 'image');
    return { image: text(image) || null, spec: null, specFrom };
  }
}
