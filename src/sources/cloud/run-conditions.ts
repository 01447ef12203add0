import type { RawEntry } from '../../model.ts';
import { type ProtoTime, toRfc3339 } from './proto-time.ts';
import { type Condition, type Place, readyCondition, type Service, shortName } from './run-facts.ts';
import type { Revision } from './run-spec.ts';

/** Failed conditions of revisions and of the service, as entries of the system log: what the platform said happened. */
export function failedConditions(project: string, place: Place, service: Service, revisions: Revision[]): RawEntry[] {
  const ofService = { condition: service.terminalCondition ?? null, name: shortName(service.latestCreatedRevision) };
  const ofRevisions = revisions.map((revision) => ({
    condition: readyCondition(revision.conditions),
    name: shortName(revision.name),
  }));
  return [...ofRevisions, ofService].flatMap(({ condition, name }) => {
    const failed = condition?.state === 'CONDITION_FAILED' && condition.message && condition.lastTransitionTime;
    return failed ? [toEntry(project, place, name, condition)] : [];
  });
}

function toEntry(project: string, { service, location }: Place, revision: string, condition: Condition): RawEntry {
  const timestamp = toRfc3339(condition.lastTransitionTime as ProtoTime);
  return {
    insertId: `run-api/${revision}/${condition.type}/${timestamp}`,
    timestamp,
    severity: 'ERROR',
    logName: `projects/${project}/logs/run.googleapis.com%2Fvarlog%2Fsystem`,
    resource: {
      type: 'cloud_run_revision',
      labels: { project_id: project, service_name: service, revision_name: revision, location },
    },
    textPayload: condition.message,
  };
}
