/** An error as Google's APIs answer it: a status code, a message and, for some, details. */
import type { JsonObject } from './wire.ts';

/** google.rpc.Code by name: the number of gRPC and the status of HTTP. */
const CODES = {
  OK: [0, 200],
  CANCELLED: [1, 499],
  INVALID_ARGUMENT: [3, 400],
  DEADLINE_EXCEEDED: [4, 504],
  NOT_FOUND: [5, 404],
  PERMISSION_DENIED: [7, 403],
  RESOURCE_EXHAUSTED: [8, 429],
  OUT_OF_RANGE: [11, 400],
  UNIMPLEMENTED: [12, 501],
  INTERNAL: [13, 500],
  UNAVAILABLE: [14, 503],
  UNAUTHENTICATED: [16, 401],
} as const;

export type CodeName = keyof typeof CODES;

export class ApiError extends Error {
  readonly status: CodeName;
  /** Messages of google.rpc with their `@type`, in JSON. */
  readonly details: JsonObject[];

  constructor(status: CodeName, message: string, details: JsonObject[] = []) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.details = details;
  }

  get grpcCode(): number {
    return CODES[this.status][0];
  }

  get httpStatus(): number {
    return CODES[this.status][1];
  }
}

export const invalidArgument = (message: string): ApiError => new ApiError('INVALID_ARGUMENT', message);

/** Whatever a handler threw, as an ApiError: our own bugs become INTERNAL with their message. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('INTERNAL', error instanceof Error ? error.message : String(error));
}
