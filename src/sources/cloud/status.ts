/** The gRPC status codes that rca treats each in its own way. */
export const status = {
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  aborted: 10,
  outOfRange: 11,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  dataLoss: 15,
  unauthenticated: 16,
} as const;

/** What the clients reject with, read with care: it may be anything. */
export interface ApiError {
  /** gRPC status; -1 where the error has none. */
  code: number;
  message: string;
  /** ErrorInfo's reason, e.g. SERVICE_DISABLED. */
  reason: string;
}

/** The parts of an error that say what to do about it. */
export function readError(error: unknown): ApiError {
  const from = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const details = typeof from.details === 'string' && from.details ? from.details : null;
  return {
    code: typeof from.code === 'number' ? from.code : -1,
    message: details ?? (error instanceof Error ? error.message : String(error)),
    reason: typeof from.reason === 'string' ? from.reason : '',
  };
}

const DEAD_LOGIN = /invalid_grant|invalid_rapt|invalid_client/;
const NO_TOKEN = /Getting metadata from plugin failed/;

/** A login that has run out also comes as UNKNOWN, when the client could not get a token. */
export const isLogin = (error: ApiError): boolean =>
  error.code === status.unauthenticated || DEAD_LOGIN.test(error.message);

// CANCELLED: a server that shuts down says so of calls that nobody cancelled. Our own are told by their signal.
const PASSING: number[] = [status.unavailable, status.internal, status.deadlineExceeded, status.cancelled];

/** Worth trying again after a moment. */
export const isPassing = (error: ApiError): boolean =>
  !isLogin(error) && (PASSING.includes(error.code) || NO_TOKEN.test(error.message));

/** Whether the API is switched off in the project. */
export const isDisabled = (error: ApiError): boolean =>
  error.reason === 'SERVICE_DISABLED' || /has not been used in project|it is disabled/.test(error.message);
