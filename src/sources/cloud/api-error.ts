import { UserError } from '../../errors.ts';
import { type ApiError, isDisabled, isLogin, isPassing, readError, status } from './status.ts';

/** What a message about a failed call has to name. */
export interface CallContext {
  project: string;
  /** `host:port` of --emulator, null where Google was asked. */
  emulator: string | null;
  /** The command that makes a login new. */
  login: string;
  /** How long was tried, in milliseconds. */
  triedMs: number;
}

type Row = [
  applies: (error: ApiError, context: CallContext) => boolean,
  make: (error: ApiError, context: CallContext) => UserError,
];

// First row that applies.
const ROWS: Row[] = [
  [
    (error, { emulator }) => emulator !== null && error.code === status.unavailable,
    (error, { emulator }) =>
      new UserError(
        `nothing answers at --emulator ${emulator}: ${firstLine(error.message)}`,
        `start one there: rca emulator --port ${emulator?.split(':').at(-1)}`,
      ),
  ],
  [
    isLogin,
    (error, { login }) =>
      new UserError(`the Google login is not accepted: ${firstLine(error.message)}`, `log in again: ${login}`),
  ],
  [
    isDisabled,
    (_, { project }) =>
      new UserError(
        `the Cloud Logging API is not enabled in project ${project}`,
        `enable it: gcloud services enable logging.googleapis.com --project ${project}`,
      ),
  ],
  [
    (error) => error.code === status.permissionDenied && /quota project/.test(error.message),
    (_, { project }) =>
      new UserError(
        'the application default credentials name no quota project',
        `set one: gcloud auth application-default set-quota-project ${project}`,
      ),
  ],
  [
    (error) => error.code === status.permissionDenied,
    (error, { project }) =>
      new UserError(
        `no permission to read the logs of project ${project}: ${firstLine(error.message)}`,
        `ask for roles/logging.viewer: gcloud projects add-iam-policy-binding ${project} --member user:YOU --role roles/logging.viewer`,
      ),
  ],
  [
    (error) => error.code === status.notFound,
    (_, { project }) =>
      new UserError(
        `there is no project ${project}`,
        'check --project: it wants the id, not the name (gcloud projects list)',
      ),
  ],
  [
    (error) => error.code === status.invalidArgument,
    (error) =>
      new UserError(
        `Cloud Logging does not accept the query: ${firstLine(error.message)}`,
        'check --filter and --project',
      ),
  ],
  [
    isPassing,
    (error, { triedMs }) =>
      new UserError(
        `Cloud Logging cannot be reached: ${firstLine(error.message)} (tried for ${seconds(triedMs)})`,
        'check the network and a proxy (https_proxy); to read an exported file instead: rca scan FILE',
      ),
  ],
];

/** Any failure of a Google client as what, why and what to do; an error that is our own comes back as it is. */
export function toUserError(cause: unknown, context: CallContext): Error {
  if (cause instanceof UserError) return cause;
  const error = readError(cause);
  if (error.code < 0 && !isLogin(error)) return cause instanceof Error ? cause : new Error(error.message);
  for (const [applies, make] of ROWS) if (applies(error, context)) return make(error, context);
  return new UserError(`Cloud Logging answered with an error: ${firstLine(error.message)} (status ${error.code})`, '');
}

/** A server's text is not ours: one line of it, at most so long. */
export function firstLine(text: string): string {
  const line = text.split('\n', 1)[0]!.trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

function seconds(ms: number): string {
  return `${Math.max(1, Math.round(ms / 1000))} s`;
}
