/** The shapes that Cloud Run's log entries have, strictly: a field more or less is an error. */
import { z } from 'zod';
import type { RawEntry } from '../../../src/model.ts';

const rfc3339 = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3}(?:\d{3}){0,2})?Z$/);
const severity = z.enum(['DEBUG', 'INFO', 'NOTICE', 'WARNING', 'ERROR', 'CRITICAL']);
const plainObject = z.record(z.string(), z.unknown());

const base = {
  insertId: z.string().regex(/^[0-9a-f]{24}$/),
  receiveTimestamp: rfc3339,
  timestamp: rfc3339,
  resource: z.strictObject({
    type: z.literal('cloud_run_revision'),
    labels: z.strictObject({
      configuration_name: z.string(),
      location: z.string().min(1),
      project_id: z.string().min(1),
      revision_name: z.string(),
      service_name: z.string().min(1),
    }),
  }),
};

const labels = z.strictObject({
  instanceId: z
    .string()
    .regex(/^00[0-9a-f]{158}$/)
    .optional(),
  'commit-sha': z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .optional(),
  'managed-by': z.string().optional(),
});

const traced = {
  trace: z.string().regex(/^projects\/[\w-]+\/traces\/[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  traceSampled: z.literal(true),
};

const container = z.strictObject({
  ...base,
  logName: z.string().regex(/^projects\/[\w-]+\/logs\/run\.googleapis\.com%2F(?:stdout|stderr|varlog%2Fsystem)$/),
  severity: severity.optional(),
  textPayload: z.string().min(1).optional(),
  jsonPayload: plainObject.optional(),
  labels,
  trace: traced.trace.optional(),
  spanId: traced.spanId.optional(),
  traceSampled: traced.traceSampled.optional(),
});

const request = z.strictObject({
  ...base,
  ...traced,
  logName: z.string().regex(/^projects\/[\w-]+\/logs\/run\.googleapis\.com%2Frequests$/),
  severity,
  textPayload: z.string().optional(),
  labels,
  httpRequest: z.strictObject({
    latency: z.string().regex(/^\d+\.\d{9}s$/),
    protocol: z.string(),
    remoteIp: z.ipv4(),
    requestMethod: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
    requestSize: z.string().regex(/^\d+$/),
    requestUrl: z.url(),
    responseSize: z.string().regex(/^\d+$/),
    serverIp: z.ipv4(),
    status: z.int().min(100).max(599),
    userAgent: z.string().min(1),
  }),
});

const audit = z.strictObject({
  ...base,
  logName: z.string().regex(/^projects\/[\w-]+\/logs\/cloudaudit\.googleapis\.com%2F(?:activity|system_event)$/),
  severity,
  operation: z.strictObject({ id: z.string(), producer: z.string(), first: z.boolean() }).optional(),
  protoPayload: z.strictObject({
    '@type': z.literal('type.googleapis.com/google.cloud.audit.AuditLog'),
    authenticationInfo: z.strictObject({ principalEmail: z.email() }).optional(),
    authorizationInfo: z.array(plainObject).optional(),
    methodName: z.string().regex(/Services\.(?:Create|Replace|Update)Service$/),
    request: plainObject.optional(),
    requestMetadata: plainObject.optional(),
    resourceLocation: z.strictObject({ currentLocations: z.array(z.string()) }).optional(),
    resourceName: z.string(),
    response: plainObject.optional(),
    serviceName: z.literal('run.googleapis.com'),
    status: z.strictObject({ code: z.int().optional(), message: z.string().optional() }),
  }),
});

/** Whether an entry has exactly the shape of its log. */
export function isWellShaped(entry: RawEntry): boolean {
  const log = String(entry.logName).split('/logs/')[1] ?? '';
  const schema = log.startsWith('cloudaudit') ? audit : log.endsWith('%2Frequests') ? request : container;
  return schema.safeParse(entry).success;
}
