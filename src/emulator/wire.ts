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
  const json = toProto3JSON(type.decode(bytes) as unknown as SerializerMessage) as JsonObject;
  dropEmptyMaps(type, json);
  return json;
}

/** The decoder makes an empty map of one that was not sent; Google's JSON has none. */
function dropEmptyMaps(type: protobuf.Type, json: JsonObject): void {
  for (const [key, value] of Object.entries(json)) {
    if (type.fields[key]?.map && isObject(value) && Object.keys(value).length === 0) delete json[key];
    for (const item of Array.isArray(value) ? value : [value]) {
      const inner = isObject(item) ? typeBehind(type, key, item) : null;
      if (inner !== null && !inner.fullName.startsWith('.google.protobuf.')) dropEmptyMaps(inner, item);
    }
  }
}

/** The message type behind a field, looked up by `@type` for an Any; null where there is none to go into. */
export function typeBehind(type: protobuf.Type, key: string, value: JsonObject): protobuf.Type | null {
  const inner = type.fields[key]?.resolvedType;
  if (!inner || !('fields' in inner)) return null;
  if (inner.fullName !== '.google.protobuf.Any') return inner;
  const name = String(value['@type'] ?? '').replace(/^.*\//, '');
  const named = name === '' ? null : type.root.lookup(name);
  return named !== null && 'fields' in named ? (named as protobuf.Type) : null;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
