/** Entries come from anywhere, and not all of them are what the API would have taken. */
import type protobuf from 'protobufjs';
import { encodeJson, isObject, type JsonObject, typeBehind } from './wire.ts';

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
      const inner = typeBehind(type, key, value);
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

const typeUrl = (value: JsonObject): JsonObject => ('@type' in value ? { '@type': value['@type'] } : {});
