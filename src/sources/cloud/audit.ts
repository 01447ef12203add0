import type { Type } from 'protobufjs';
import { auditDescriptor } from './audit-descriptor.ts';
import { type ProtoStruct, structToPlain } from './struct.ts';

/** protobuf's Any, as the clients hand it over: not decoded. */
export interface ProtoAny {
  type_url?: string | null;
  value?: Uint8Array | string | null;
}

/** An entry's protoPayload as JSON prints it. */
export type AnyDecoder = (any: ProtoAny) => Record<string, unknown>;

const AUDIT_LOG = 'type.googleapis.com/google.cloud.audit.AuditLog';
const STRUCTS = ['request', 'response', 'metadata', 'resourceOriginalState'];

/** A decoder of audit payloads. Of any other type, and of bytes that are no AuditLog, only the type is left. */
export async function createAuditDecoder(): Promise<AnyDecoder> {
  const { default: protobuf } = await import('protobufjs');
  // The descriptor's Struct is the one of protobufjs' own common types.
  const common = protobuf.common.get('google/protobuf/struct.proto')!.nested!;
  const root = protobuf.Root.fromJSON({ nested: { ...common, audit: auditDescriptor } });
  const auditLog = root.lookupType('audit.AuditLog');
  return (any) => {
    const payload = { '@type': any.type_url ?? '' };
    if (any.type_url !== AUDIT_LOG || !(any.value instanceof Uint8Array)) return payload;
    try {
      return { ...payload, ...decode(auditLog, any.value) };
    } catch {
      return payload;
    }
  };
}

function decode(auditLog: Type, bytes: Uint8Array): Record<string, unknown> {
  const fields = auditLog.toObject(auditLog.decode(bytes), { longs: String, enums: String, oneofs: true });
  for (const name of STRUCTS) if (fields[name]) fields[name] = structToPlain(fields[name] as ProtoStruct);
  return fields;
}
