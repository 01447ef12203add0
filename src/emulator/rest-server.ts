/** The REST side: JSON over HTTP, as `gcloud logging read` speaks it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiError, invalidArgument, toApiError } from './api-error.ts';
import type { Backend } from './backend.ts';
import type { Gate } from './gate.ts';
import { METHODS, resourceOf } from './methods.ts';
import { findRoute } from './rest-routes.ts';
import { isObject, type JsonObject } from './wire.ts';

const MAX_REQUEST = 11 << 20;

/** A server that does not listen yet. */
export function makeRestServer(backend: Backend, gate: Gate): Server {
  return createServer((request, response) => {
    answer(backend, gate, request)
      .then((body) => send(response, 200, body))
      .catch((error) => {
        const { httpStatus: code, message, status, details } = toApiError(error);
        send(response, code, { error: { code, message, status, ...(details.length > 0 && { details }) } });
      });
  });
}

async function answer(backend: Backend, gate: Gate, http: IncomingMessage): Promise<unknown> {
  const url = new URL(http.url ?? '/', 'http://localhost');
  const body = await readBody(http);
  const found = findRoute(http.method ?? 'GET', url);
  const method = METHODS.find((row) => row.service === found?.service && row.name === found.method);
  if (found === null || method === undefined) throw new ApiError('NOT_FOUND', 'Method not found.');
  const request = { ...body, ...found.request };
  await gate.admit({ ...method, resource: resourceOf(request) });
  return method.answer(backend, request);
}

async function readBody(http: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of http as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_REQUEST) throw invalidArgument('Request payload size exceeds the limit.');
    chunks.push(chunk);
  }
  if (size === 0) return {};
  try {
    const json: unknown = JSON.parse(Buffer.concat(chunks).toString());
    if (isObject(json)) return json;
  } catch {
    // Answered below, as for JSON that is not an object.
  }
  throw invalidArgument('Invalid JSON payload received.');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(JSON.stringify(body));
}
