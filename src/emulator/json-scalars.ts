/** Numbers, strings, booleans and enums from JSON to their wire form. */
import type protobuf from 'protobufjs';
import type { Writer } from 'protobufjs';

/** Writes a value with its tag where it fits, else nothing. */
export type FieldWriter = (writer: Writer, value: unknown) => void;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

const WHOLE = /^-?\d{1,20}$/;

type Numeric = 'int32' | 'uint32' | 'int64' | 'uint64' | 'double' | 'float';

const NUMERIC: Record<Numeric, number> = {
  int32: VARINT,
  uint32: VARINT,
  int64: VARINT,
  uint64: VARINT,
  double: FIXED64,
  float: FIXED32,
};

/** For a field that is no message. */
export function scalarWriter(field: protobuf.Field, id: number): FieldWriter {
  const target = field.resolvedType;
  if (target !== null && 'values' in target) return enumWriter(target.values, id);
  if (field.type === 'string') {
    const tag = (id << 3) | LENGTH_DELIMITED;
    return (writer, value) => {
      if (typeof value === 'string') writer.uint32(tag).string(value);
    };
  }
  if (field.type === 'bool') {
    return (writer, value) => {
      if (typeof value === 'boolean') writer.uint32(id << 3).bool(value);
    };
  }
  return Object.hasOwn(NUMERIC, field.type) ? numberWriter(field.type as Numeric, id) : () => {};
}

/** By name or by number. */
function enumWriter(values: Record<string, number>, id: number): FieldWriter {
  return (writer, value) => {
    const number = typeof value === 'string' && Object.hasOwn(values, value) ? values[value] : value;
    if (Number.isInteger(number)) writer.uint32(id << 3).int32(number as number);
  };
}

/** JSON has 64-bit integers as strings; others may be strings as well. */
function numberWriter(type: Numeric, id: number): FieldWriter {
  const tag = (id << 3) | NUMERIC[type];
  const whole = type !== 'double' && type !== 'float';
  return (writer, value) => {
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof number !== 'number' || Number.isNaN(number)) return;
    if (!whole) writer.uint32(tag)[type](number);
    else if (typeof value === 'string' && WHOLE.test(value) && !Number.isSafeInteger(number)) {
      writer.uint32(tag)[type](value as never);
    } else if (Number.isInteger(number)) writer.uint32(tag)[type](number);
  };
}
