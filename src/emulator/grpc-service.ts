/** A service of google.logging or google.cloud.run as grpc-js wants it, made from its descriptor. */
import type { MethodDefinition, ServiceDefinition } from '@grpc/grpc-js';
import type protobuf from 'protobufjs';
import { decodeJson, encodeJson, type JsonObject } from './wire.ts';

/** What a handler may answer: JSON, or bytes that are already the message. */
export type Reply = JsonObject | Uint8Array;

/** Requests arrive as the JSON form of their message; replies are JSON or the encoded message. */
export function grpcService(root: protobuf.Root, name: string): ServiceDefinition {
  const service = root.lookupService(name);
  const definition: Record<string, MethodDefinition<JsonObject, Reply>> = {};
  for (const method of service.methodsArray) {
    const request = root.lookupType(method.resolvedRequestType!.fullName);
    const response = root.lookupType(method.resolvedResponseType!.fullName);
    definition[method.name] = {
      path: `/${name}/${method.name}`,
      requestStream: method.requestStream === true,
      responseStream: method.responseStream === true,
      requestSerialize: (value) => toBuffer(encodeJson(request, value)),
      requestDeserialize: (bytes) => decodeJson(request, bytes),
      responseSerialize: (value) => toBuffer(value instanceof Uint8Array ? value : encodeJson(response, value)),
      responseDeserialize: (bytes) => decodeJson(response, bytes),
    };
  }
  return definition;
}

const toBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
