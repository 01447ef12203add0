/** A new revision sends another service what that one cannot take: the error stands in a service that nobody deployed. */
import { type Draft, nameOf, type RevisionDraft, type ServiceDraft } from '../draft.ts';
import { contractErrors } from '../texts/contract-errors.ts';
import { callerSymptoms } from '../texts/symptoms.ts';
import { errorLine, sayLine, silent } from './lines.ts';
import { addCause } from './requests.ts';

/** Calls of the caller's revision fail in the callee, in the same traces; the caller's revision is to blame. */
export function breakContract(
  draft: Draft,
  { caller, revision, callee }: { caller: ServiceDraft; revision: RevisionDraft; callee: ServiceDraft },
): void {
  const { random } = draft;
  const error = random.pick(contractErrors(callee.app));
  const what = `${nameOf(callee)} cannot take what ${nameOf(caller)} sends: ${error.text.split('\n')[0]}`;
  const ids = addCause(draft, what, { service: caller, revision });
  const { text, status } = callerSymptoms(caller.app, callee.app)[0]!;
  const there = { service: nameOf(callee), traced: true };
  draft.faults.push({
    name: ids.id,
    services: [nameOf(caller)],
    revisions: [revision.name],
    on: ['write'],
    probability: random.pick([0.6, 1]),
    lines: [
      {
        after: [4_000, 6_000],
        service: nameOf(callee),
        request: {
          path: `/${callee.app.domain.name}`,
          method: 'POST',
          status: 500,
          latency: [40_000, 60_000],
          text: silent(ids.symptom),
        },
      },
      { ...errorLine(callee.app, random, error, ids.root, [12_000, 30_000]), ...there },
      { ...sayLine(caller.app, 'ERROR', text, ids.symptom, [80_000, 120_000]), traced: true },
    ],
    keep: 'none',
    outcome: { status, latency: [140_000, 300_000], text: silent(ids.symptom) },
  });
}
