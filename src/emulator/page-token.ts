/** Page tokens: opaque to the client, and good only for the request they were given for. */
import { createHash } from 'node:crypto';
import { invalidArgument } from './api-error.ts';

/** A token that carries `position`, bound to `parameters` (all of the request but pageSize and pageToken). */
export function writeToken(parameters: unknown, position: unknown): string {
  return Buffer.from(JSON.stringify([digest(parameters), position])).toString('base64url');
}

/** The position in a token; null for the first page (''). INVALID_ARGUMENT where the token is broken or of another request. */
export function readToken(parameters: unknown, token: unknown): unknown {
  if (token === undefined || token === '') return null;
  const [bound, position] = decode(String(token));
  if (bound !== digest(parameters)) throw invalidArgument("page_token doesn't match arguments from the request");
  return position;
}

function decode(token: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === 2) return parts;
  } catch {
    // Broken base64 or JSON: the same answer as for a wrong shape.
  }
  throw invalidArgument('page_token is invalid');
}

const digest = (parameters: unknown): string =>
  createHash('sha256').update(JSON.stringify(parameters)).digest('base64url').slice(0, 16);
