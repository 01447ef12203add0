import type { protos } from '@google-cloud/run';
import { flatten, type Spec, type Template } from '../../run-spec/index.ts';
import { secondsOf } from './proto-time.ts';

export type Revision = protos.google.cloud.run.v2.IRevision;

/** The parts of a revision that change how it runs, under the names that the audit log's template is flattened to. */
export function specOf(revision: Revision): Spec | null {
  const timeout = revision.timeout && secondsOf(revision.timeout as Parameters<typeof secondsOf>[0]);
  return flatten({ ...revision, timeout } as Template);
}
