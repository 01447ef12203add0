/** The types of google.protobuf that have a JSON form of their own: Struct, Value, ListValue, Timestamp, Duration. */
import type { Writer } from 'protobufjs';
import { parseNanos, parseTime } from '../text/time.ts';
import type { FieldWriter } from './json-scalars.ts';
import { isObject, type JsonObject } from './wire.ts';

/** Clients refuse to read messages much deeper than this; what lies deeper becomes null. */
const MOST_DEEP = 40;

const DURATION = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/;

/** By full name: makes the writer for a field with this tag. */
export const WELL_KNOWN: Record<string, (tag: number) => FieldWriter> = {
  '.google.protobuf.Struct': (tag) => (writer, value) => {
    if (isObject(value)) writeStruct(writer, tag, value, 0);
  },
  '.google.protobuf.Value': (tag) => (writer, value) => writeValue(writer, tag, value, 0),
  '.google.protobuf.ListValue': (tag) => (writer, value) => {
    if (Array.isArray(value)) writeList(writer, tag, value, 0);
  },
  '.google.protobuf.Timestamp': (tag) => (writer, value) => {
    const time = typeof value === 'string' ? parseTime(value) : null;
    if (time === null) return;
    const seconds = Math.floor(time / 1_000_000);
    writeMoment(writer, tag, seconds, (time - seconds * 1_000_000) * 1000 + parseNanos(value as string));
  },
  '.google.protobuf.Duration': (tag) => (writer, value) => {
    const match = typeof value === 'string' ? DURATION.exec(value) : null;
    if (match === null) return;
    const sign = match[1] === '-' ? -1 : 1;
    writeMoment(writer, tag, sign * Number(match[2]), sign * Number((match[3] ?? '').padEnd(9, '0')));
  },
};

/** `int64 seconds = 1; int32 nanos = 2`, both left out where 0. */
function writeMoment(writer: Writer, tag: number, seconds: number, nanos: number): void {
  writer.uint32(tag).fork();
  if (seconds !== 0) writer.uint32(8).int64(seconds);
  if (nanos !== 0) writer.uint32(16).int32(nanos);
  writer.ldelim();
}

/** `map<string, Value> fields = 1`. */
function writeStruct(writer: Writer, tag: number, json: JsonObject, depth: number): void {
  writer.uint32(tag).fork();
  for (const key in json) {
    if (json[key] === undefined) continue;
    writer.uint32(10).fork().uint32(10).string(key);
    writeValue(writer, 18, json[key], depth + 1);
    writer.ldelim();
  }
  writer.ldelim();
}

/** `oneof kind { null 1, number 2, string 3, bool 4, struct 5, list 6 }`. */
function writeValue(writer: Writer, tag: number, value: unknown, depth: number): void {
  writer.uint32(tag).fork();
  if (typeof value === 'string') writer.uint32(26).string(value);
  else if (typeof value === 'number') writer.uint32(17).double(value);
  else if (typeof value === 'boolean') writer.uint32(32).bool(value);
  else if (value === null || value === undefined || depth >= MOST_DEEP) writer.uint32(8).int32(0);
  else if (Array.isArray(value)) writeList(writer, 50, value, depth + 1);
  else writeStruct(writer, 42, value as JsonObject, depth);
  writer.ldelim();
}

/** `repeated Value values = 1`. */
function writeList(writer: Writer, tag: number, values: unknown[], depth: number): void {
  writer.uint32(tag).fork();
  for (const value of values) writeValue(writer, 10, value, depth);
  writer.ldelim();
}
