/** How gRPC carries an error of Google's. */
import { Metadata } from '@grpc/grpc-js';
import { toApiError } from './api-error.ts';
import { loggingTypes } from './descriptors.ts';
import { encodeJson } from './wire.ts';

/** What grpc-js ends a call with: status, message and details as Google sends them. */
export function toStatus(error: unknown): { code: number; details: string; metadata: Metadata } {
  const { grpcCode, message, details } = toApiError(error);
  const metadata = new Metadata();
  if (details.length > 0) {
    const type = loggingTypes().lookupType('google.rpc.Status');
    metadata.set('grpc-status-details-bin', Buffer.from(encodeJson(type, { code: grpcCode, message, details })));
  }
  return { code: grpcCode, details: message, metadata };
}
