import type { protos } from '@google-cloud/run';
import type { DeploymentFact } from '../../model.ts';
import { ingressContainer, type Template } from '../../run-spec/index.ts';
import { type ProtoTime, toMicros } from './proto-time.ts';
import { type Revision, specOf } from './run-spec.ts';

export type Service = protos.google.cloud.run.v2.IService;
export type Condition = protos.google.cloud.run.v2.ICondition;

/** A service's place: `projects/P/locations/L/services/S` in its parts. */
export interface Place {
  service: string;
  location: string;
}

/** The last part of a resource's full name. */
export function shortName(name: string | null | undefined): string {
  return name?.split('/').at(-1) ?? '';
}

export function readyCondition(conditions: Condition[] | null | undefined): Condition | null {
  return conditions?.find((condition) => condition.type === 'Ready') ?? null;
}

/** What a revision of the Run API says: that it was made, that it exists, and how it became ready or failed. */
export function revisionFacts(place: Place, revision: Revision): DeploymentFact[] {
  const created = toMicros(revision.createTime as ProtoTime | null);
  if (created === null) return [];
  const labels = revision.labels ?? {};
  const image = ingressContainer(revision as Template)?.image || null;
  const common: DeploymentFact = {
    what: 'created',
    ...place,
    revision: shortName(revision.name),
    time: created,
    author: revision.creator || null,
    image,
    commit: labels['commit-sha'] || commitOfImage(image),
    traffic: null,
    spec: specOf(revision),
    specFrom: 'run-api',
    message: '',
  };
  const facts: DeploymentFact[] = [common];
  if (!revision.deleteTime) facts.push({ ...common, what: 'exists' });
  const ready = readyCondition(revision.conditions);
  const turned = toMicros(ready?.lastTransitionTime as ProtoTime | null);
  const what = ready?.state === 'CONDITION_SUCCEEDED' ? 'ready' : ready?.state === 'CONDITION_FAILED' ? 'failed' : null;
  if (what && turned !== null) facts.push({ ...common, what, time: turned, message: ready?.message ?? '' });
  return facts;
}

/** How a service's traffic is split, as of its last change. */
export function serviceFacts(place: Place, service: Service): DeploymentFact[] {
  const time = toMicros(service.updateTime as ProtoTime | null);
  const traffic: Record<string, number> = {};
  for (const target of service.traffic ?? []) {
    const name = shortName(target.revision) || 'LATEST';
    if (target.percent) traffic[name] = (traffic[name] ?? 0) + target.percent;
  }
  // All to the latest revision is what a deployment does by itself: no shift.
  if (time === null || Object.keys(traffic).every((name) => name === 'LATEST')) return [];
  const author = service.lastModifier || null;
  return [
    {
      what: 'traffic',
      ...place,
      revision: '',
      time,
      author,
      image: null,
      commit: null,
      traffic,
      spec: null,
      message: '',
    },
  ];
}

/** Many pipelines tag an image with the commit that it was built from. */
function commitOfImage(image: string | null): string | null {
  const tag = /:([^:/@]+)(?:@|$)/.exec(image ?? '')?.[1] ?? '';
  return /^(?=.*\d)[0-9a-f]{7,40}$/.test(tag) ? tag : null;
}
