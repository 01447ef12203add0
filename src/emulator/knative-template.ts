/** A revision's template of the Knative API (v1, as audit entries of gcloud show it) in the shape of the Run API v2. */
import { isObject, type JsonObject } from './wire.ts';

/** The fields that a v2 Revision and a v2 RevisionTemplate share. */
export function toTemplate(metadata: unknown, spec: unknown): JsonObject {
  const { annotations, labels } = object(metadata);
  const { containers, containerConcurrency, timeoutSeconds, serviceAccountName } = object(spec);
  const scaling = toScaling(object(annotations));
  return {
    ...(isObject(labels) && { labels: ownLabels(labels) }),
    ...(Array.isArray(containers) && { containers: containers.map((container) => toContainer(object(container))) }),
    ...(typeof containerConcurrency === 'number' && { maxInstanceRequestConcurrency: containerConcurrency }),
    ...(typeof timeoutSeconds === 'number' && { timeout: `${timeoutSeconds}s` }),
    ...(typeof serviceAccountName === 'string' && { serviceAccount: serviceAccountName }),
    ...(Object.keys(scaling).length > 0 && { scaling }),
  };
}

/** Targets of traffic, from either API: v2 says REVISION or LATEST by `type`, Knative by `latestRevision`. */
export function toTraffic(targets: unknown): JsonObject[] | null {
  if (!Array.isArray(targets) || targets.length === 0) return null;
  return targets.map((target) => {
    const { type, revision, revisionName, percent, tag } = object(target);
    const name = revision ?? revisionName;
    const kind = typeof name === 'string' ? 'REVISION' : 'LATEST';
    return {
      type: type ?? `TRAFFIC_TARGET_ALLOCATION_TYPE_${kind}`,
      ...(typeof name === 'string' && { revision: name }),
      ...(typeof percent === 'number' && { percent }),
      ...(typeof tag === 'string' && { tag }),
    };
  });
}

function toContainer(container: JsonObject): JsonObject {
  const { name, image, env, command, args, ports } = container;
  const { limits } = object(container.resources);
  return {
    ...(typeof name === 'string' && { name }),
    ...(typeof image === 'string' && { image }),
    ...(Array.isArray(command) && { command }),
    ...(Array.isArray(args) && { args }),
    ...(Array.isArray(env) && { env: env.map((variable) => toVariable(object(variable))) }),
    ...(isObject(limits) && { resources: { limits } }),
    ...(Array.isArray(ports) && { ports: ports.map((port) => toPort(object(port))) }),
  };
}

function toVariable({ name, value, valueFrom }: JsonObject): JsonObject {
  const { secretKeyRef } = object(valueFrom);
  if (!isObject(secretKeyRef)) return { name, ...(value !== undefined && { value }) };
  return { name, valueSource: { secretKeyRef: { secret: secretKeyRef.name, version: secretKeyRef.key } } };
}

const toPort = ({ name, containerPort }: JsonObject): JsonObject => ({
  ...(typeof name === 'string' && { name }),
  ...(typeof containerPort === 'number' && { containerPort }),
});

function toScaling(annotations: JsonObject): JsonObject {
  const least = Number(annotations['autoscaling.knative.dev/minScale'] ?? Number.NaN);
  const most = Number(annotations['autoscaling.knative.dev/maxScale'] ?? Number.NaN);
  return {
    ...(Number.isInteger(least) && { minInstanceCount: least }),
    ...(Number.isInteger(most) && { maxInstanceCount: most }),
  };
}

/** v2 shows the labels that users set, not those of the system. */
const ownLabels = (labels: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => !/(?:googleapis\.com|knative\.dev)\//.test(key)));

const object = (value: unknown): JsonObject => (isObject(value) ? value : {});
