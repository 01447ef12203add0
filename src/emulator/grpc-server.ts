/** The gRPC side: the calls of `methods.ts` and the tail, on a plain or a TLS port. */
import {
  type Metadata,
  Server,
  type ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { Backend } from './backend.ts';
import { loggingTypes, runTypes } from './descriptors.ts';
import { EntryPage } from './entry-page.ts';
import type { Gate } from './gate.ts';
import { unauthenticated } from './google-errors.ts';
import { grpcService, type Reply } from './grpc-service.ts';
import { toStatus } from './grpc-status.ts';
import { cannotListen } from './listen.ts';
import { LOGGING_SERVICE, METHODS, type Method, REVISIONS_SERVICE, resourceOf, SERVICES_SERVICE } from './methods.ts';
import type { TailCall } from './tail-hub.ts';
import type { JsonObject } from './wire.ts';

/** Google takes requests of up to 10 MB. */
const MAX_REQUEST = 11 << 20;

type TailHandler = (call: TailCall) => void;

/** A server that is not bound yet. With `wantsToken` calls without an OAuth token are refused, as Google's are. */
export function makeGrpcServer(backend: Backend, gate: Gate, tail: TailHandler, wantsToken: boolean): Server {
  const server = new Server({ 'grpc.max_receive_message_length': MAX_REQUEST });
  for (const service of [LOGGING_SERVICE, SERVICES_SERVICE, REVISIONS_SERVICE]) {
    const handlers: UntypedServiceImplementation = {};
    for (const method of METHODS) {
      if (method.service === service) handlers[method.name] = unary(backend, gate, method, wantsToken);
    }
    if (service === LOGGING_SERVICE) handlers.TailLogEntries = guardTail(tail, wantsToken);
    server.addService(grpcService(service === LOGGING_SERVICE ? loggingTypes() : runTypes(), service), handlers);
  }
  return server;
}

/** Binds to host:port (0 = any free port); resolves to the port. */
export function bind(server: Server, host: string, port: number, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`${host}:${port}`, credentials, (error, bound) =>
      error === null ? resolve(bound) : reject(cannotListen(host, port, error)),
    );
  });
}

function unary(backend: Backend, gate: Gate, method: Method, wantsToken: boolean) {
  return async (call: ServerUnaryCall<JsonObject, Reply>, reply: sendUnaryData<Reply>): Promise<void> => {
    try {
      if (wantsToken) checkToken(call.metadata);
      await gate.admit({ ...method, resource: resourceOf(call.request) });
      const answer = method.answer(backend, call.request);
      reply(null, answer instanceof EntryPage ? answer.toWire() : answer);
    } catch (error) {
      reply(toStatus(error));
    }
  };
}

function guardTail(tail: TailHandler, wantsToken: boolean): TailHandler {
  return (call) => {
    try {
      if (wantsToken) checkToken(call.metadata);
      tail(call);
    } catch (error) {
      call.emit('error', toStatus(error));
    }
  };
}

function checkToken(metadata: Metadata): void {
  const [header] = metadata.get('authorization');
  if (!/^Bearer \S/.test(String(header ?? ''))) throw unauthenticated();
}
