/** Between JSON (as the REST API has it) and protocol buffers (as gRPC has it). */
import { fromProto3JSON, toProto3JSON } from 'proto3-json-serializer';
import type protobuf from 'protobufjs';

export type JsonObject = Record<string, unknown>;

// The serializer brings a protobufjs of its own; it only reads what both versions have.
type SerializerType = Parameters<typeof fromProto3JSON>[0];
type SerializerMessage = Parameters<typeof toProto3JSON>[0];

/** Encodes JSON as a message of `type`. Fields that the type does not know are left out. Throws where a value does not fit. */
export function encodeJson(type: protobuf.Type, json: JsonObject): Uint8Array {
  const message = fromProto3JSON(type as unknown as SerializerType, json as never);
  return type.encode(message as unknown as protobuf.Message).finish();
}

/** Decodes a message to JSON. Throws on broken bytes and on an Any of an unknown type. */
export function decodeJson(type: protobuf.Type, bytes: Uint8Array): JsonObject {
  return toProto3JSON(type.decode(bytes) as unknown as SerializerMessage) as JsonObject;
}

/** Like `encodeJson`, but what does not fit is left out, however deep it lies, instead of failing the whole. */
export function encodeFitting(type: protobuf.Type, json: JsonObject): Uint8Array {
  try {
    return encodeJson(type, json);
  } catch {
    return encodeJson(type, keepFitting(type, json));
  }
}

function keepFitting(type: protobuf.Type, json: JsonObject): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(json)) {
    if (fits(type, { [key]: value })) kept[key] = value;
    else if (isObject(value)) {
      const inner = innerType(type, key, value);
      if (inner !== null) kept[key] = { ...keepFitting(inner, value), ...typeUrl(value) };
    }
  }
  return kept;
}

function fits(type: protobuf.Type, json: JsonObject): boolean {
  try {
    encodeJson(type, json);
    return true;
  } catch {
    return false;
  }
}

/** The message type behind a field, looked up by `@type` for an Any; null where there is none to go into. */
function innerType(type: protobuf.Type, key: string, value: JsonObject): protobuf.Type | null {
  const inner = type.fields[key]?.resolvedType;
  if (!inner || !('fields' in inner)) return null;
  if (inner.fullName !== '.google.protobuf.Any') return inner;
  const name = String(value['@type'] ?? '').replace(/^.*\//, '');
  const named = name === '' ? null : type.root.lookup(name);
  return named !== null && 'fields' in named ? (named as protobuf.Type) : null;
}

const typeUrl = (value: JsonObject): JsonObject => ('@type' in value ? { '@type': value['@type'] } : {});

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
