/** A revision whose container does not come up. */
import { type Draft, type Line, nameOf, type RevisionDraft, SECOND, type ServiceDraft } from '../draft.ts';
import { mark } from '../marks.ts';
import { ownError } from '../texts/own-words.ts';
import { stackOf } from '../texts/stacks.ts';
import { startupErrors } from '../texts/startup-errors.ts';
import { addCause } from './requests.ts';

/** The application fails while it starts, exits, the probe fails; the platform tries some times. */
export function failToStart(draft: Draft, service: ServiceDraft, revision: RevisionDraft): void {
  const { random } = draft;
  const { app } = service;
  const error = draft.ownWords ? stackOf(app, random, ownError(app, random).text) : random.pick(startupErrors(app));
  const { id, root, symptom } = addCause(draft, `${app.name} does not start: ${error.split('\n').at(-1)}`, {
    service,
    revision,
  });
  const tries = random.int(2, 4);
  const begin = revision.created + 2 * SECOND;
  const at = Array.from({ length: tries }, (_, i) => begin + i * random.int(3, 9) * SECOND);
  draft.faults.push({
    name: id,
    services: [nameOf(service)],
    revisions: [revision.name],
    from: begin,
    at,
    newInstance: true,
    lines: startLines(app.name, { error, root, symptom, split: random.chance(0.5) }),
  });
}

function startLines(
  container: string,
  { error, root, symptom, split }: { error: string; root: string; symptom: string; split: boolean },
): Line[] {
  const system = (after: Line['after'], severity: string, text: string): Line => ({
    after: after!,
    log: 'system',
    severity,
    text,
  });
  return [
    system(
      [0, 0],
      'INFO',
      'Starting new instance. Reason: DEPLOYMENT_ROLLOUT - Instance started due to traffic shifting between revisions due to deployment, traffic split adjustment, or deployment health check.',
    ),
    { after: [900_000, 1_200_000], text: mark(error, root), ...(split ? { split: 70 } : {}) },
    system([1_300_000, 1_400_000], 'WARNING', mark('Container called exit(1).', symptom)),
    system(
      [1_450_000, 1_600_000],
      'ERROR',
      mark(
        `Default STARTUP TCP probe failed 1 time consecutively for container "${container}-1" on port 8080. The instance was not started.\nConnection failed with status CANCELLED.`,
        symptom,
      ),
    ),
  ];
}
