/** protobuf's Struct and Value, as the clients hand them over, to plain JSON data. */

interface ProtoValue {
  /** Which of the fields below is set (protobuf's oneof). */
  kind?: string;
  nullValue?: unknown;
  numberValue?: number;
  stringValue?: string;
  boolValue?: boolean;
  structValue?: ProtoStruct;
  listValue?: { values?: ProtoValue[] };
}

export interface ProtoStruct {
  fields?: Record<string, ProtoValue>;
}

export function structToPlain(struct: ProtoStruct): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  const fields = struct.fields;
  for (const key in fields) {
    const value = valueToPlain(fields[key]!);
    // A key of that name in a log entry is data: it must not become the object's prototype.
    if (key === '__proto__')
      Object.defineProperty(plain, key, { value, enumerable: true, configurable: true, writable: true });
    else plain[key] = value;
  }
  return plain;
}

function valueToPlain(value: ProtoValue): unknown {
  switch (value.kind) {
    case 'stringValue':
      return value.stringValue;
    case 'numberValue':
      return value.numberValue;
    case 'boolValue':
      return value.boolValue;
    case 'structValue':
      return structToPlain(value.structValue!);
    case 'listValue':
      return (value.listValue!.values ?? []).map(valueToPlain);
    default:
      return null;
  }
}
