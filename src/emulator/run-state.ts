/** The Cloud Run side of an emulator: services and revisions in the JSON form of the Cloud Run Admin API v2. */
import { z } from 'zod';
import { UserError } from '../errors.ts';

const service = z.looseObject({ name: z.string().regex(/^projects\/[^/]+\/locations\/[^/]+\/services\/[^/]+$/) });
const revision = z.looseObject({
  name: z.string().regex(/^projects\/[^/]+\/locations\/[^/]+\/services\/[^/]+\/revisions\/[^/]+$/),
});
const runState = z.strictObject({ services: z.array(service).default([]), revisions: z.array(revision).default([]) });

/** A google.cloud.run.v2.Service as JSON; `name` is `projects/P/locations/L/services/S`. */
export type RunService = z.infer<typeof service>;
/** A google.cloud.run.v2.Revision as JSON; `name` is `projects/P/locations/L/services/S/revisions/R`. */
export type RunRevision = z.infer<typeof revision>;

export interface RunState {
  services: RunService[];
  revisions: RunRevision[];
}

/** Checks what was read from a file. UserError that names the first place that is wrong. */
export function parseRunState(json: unknown): RunState {
  const result = runState.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const where = issue.path.length === 0 ? 'the run state' : issue.path.join('.');
  throw new UserError(
    `${where}: ${issue.message}`,
    'A run state is {"services": […], "revisions": […]} as the Cloud Run Admin API v2 prints them.',
  );
}

/** Both states in one; of what has the same name the second's. */
export function mergeRunState(first: RunState, second: RunState): RunState {
  return { services: merge(first.services, second.services), revisions: merge(first.revisions, second.revisions) };
}

function merge<T extends { name: string }>(first: T[], second: T[]): T[] {
  const names = new Set(second.map((item) => item.name));
  return [...first.filter((item) => !names.has(item.name)), ...second];
}
