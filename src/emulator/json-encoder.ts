/**
 * Entries straight from JSON to their wire form. `proto3-json-serializer` goes through two intermediate objects and throws where
 * a value does not fit; this is several times as fast (a page of 1000 entries is encoded as it is read), and takes entries from
 * anywhere: what does not fit its field is left out, however deep it lies. A test holds both to the same results.
 */
import type protobuf from 'protobufjs';
import { Writer } from 'protobufjs';
import { type FieldWriter, scalarWriter } from './json-scalars.ts';
import { WELL_KNOWN } from './json-well-known.ts';
import { isObject, type JsonObject } from './wire.ts';

/** Writes what fits of a message's fields; never throws. */
export type MessageWriter = (writer: Writer, json: JsonObject) => void;

const LENGTH_DELIMITED = 2;

/** One for all: its buffer has grown to what entries need. */
let shared = Writer.create();

/** Encodes what fits of `json` as a message of `type`; of JSON that is nested too deep for the stack nothing fits. */
export function encodeFitting(type: protobuf.Type, json: JsonObject): Uint8Array {
  try {
    shared.reset();
    messageWriter(type)(shared, json);
    return keep(shared);
  } catch {
    shared = Writer.create();
    return new Uint8Array(0);
  }
}

const SLAB = 1 << 20;
let slab = Buffer.allocUnsafe(SLAB);
let used = 0;

/** Copies what was written to where many entries lie together: a buffer for each costs more than to encode it. */
function keep(writer: Writer): Uint8Array {
  if (writer.pos > SLAB - used) {
    if (writer.pos > SLAB / 4) return writer.finish();
    slab = Buffer.allocUnsafe(SLAB);
    used = 0;
  }
  writer.finishInto(slab, used);
  used += writer.pos;
  return slab.subarray(used - writer.pos, used);
}

const writers = new WeakMap<protobuf.Type, MessageWriter>();

function messageWriter(type: protobuf.Type): MessageWriter {
  const known = writers.get(type);
  if (known !== undefined) return known;
  const fields = new Map<string, FieldWriter>();
  const made: MessageWriter = (writer, json) => {
    for (const key in json) {
      const value = json[key];
      if (value !== null && value !== undefined) fields.get(key)?.(writer, value);
    }
  };
  // Known before its fields are made: a type may contain itself.
  writers.set(type, made);
  for (const field of type.fieldsArray) fields.set(field.name, fieldWriter(type, field.resolve()));
  return made;
}

function fieldWriter(type: protobuf.Type, field: protobuf.Field): FieldWriter {
  const one = valueWriter(type, field, (field.id << 3) | LENGTH_DELIMITED);
  if (field.map) return mapWriter(valueWriter(type, field, (2 << 3) | LENGTH_DELIMITED), field.id);
  if (!field.repeated) return one;
  return (writer, value) => {
    if (Array.isArray(value)) for (const item of value) one(writer, item);
  };
}

/** Writes one value with its tag. `tag` is that of a length-delimited value; scalars know their own wire type. */
function valueWriter(type: protobuf.Type, field: protobuf.Field, tag: number): FieldWriter {
  const target = field.resolvedType;
  if (target === null || !('fields' in target)) return scalarWriter(field, tag >>> 3);
  if (target.fullName === '.google.protobuf.Any') return anyWriter(type.root, tag);
  const wellKnown = WELL_KNOWN[target.fullName];
  if (wellKnown !== undefined) return wellKnown(tag);
  return (writer, value) => {
    if (!isObject(value)) return;
    writer.uint32(tag).fork();
    messageWriter(target)(writer, value);
    writer.ldelim();
  };
}

/** Keys are strings in all types that entries have. */
function mapWriter(value: FieldWriter, id: number): FieldWriter {
  const tag = (id << 3) | LENGTH_DELIMITED;
  return (writer, json) => {
    if (!isObject(json)) return;
    for (const key in json) {
      writer.uint32(tag).fork().uint32(10).string(key);
      value(writer, json[key]);
      writer.ldelim();
    }
  };
}

/** A message of the type that `@type` names; where it is unknown the name alone, as there is no telling how to encode it. */
function anyWriter(root: protobuf.Root, tag: number): FieldWriter {
  return (writer, json) => {
    const url = isObject(json) ? json['@type'] : undefined;
    if (!isObject(json) || typeof url !== 'string') return;
    const type = root.lookup(url.slice(url.lastIndexOf('/') + 1));
    writer.uint32(tag).fork().uint32(10).string(url);
    if (type !== null && 'fields' in type) {
      writer.uint32(18).fork();
      messageWriter(type as protobuf.Type)(writer, json);
      writer.ldelim();
    }
    writer.ldelim();
  };
}
