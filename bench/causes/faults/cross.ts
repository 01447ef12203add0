/** A fault in one service that shows in those that call it. */
import { type Draft, type Line, nameOf, type RevisionDraft, SECOND, type ServiceDraft } from '../draft.ts';
import { ownSymptom } from '../texts/own-words.ts';
import { callerSymptoms } from '../texts/symptoms.ts';
import { errorLine, sayLine, silent } from './lines.ts';
import { addCause, pickError } from './requests.ts';

/**
 * Calls of `caller` to the callee's revision fail, in the caller's traces; `outer` in front of it answers 502 in the same trace.
 * The callee's own traffic fails too.
 */
export function breakCallee(
  draft: Draft,
  {
    caller,
    outer,
    callee,
    revision,
  }: { caller: ServiceDraft; outer: ServiceDraft | null; callee: ServiceDraft; revision: RevisionDraft },
): void {
  const { random } = draft;
  const error = pickError(draft, callee);
  const ids = addCause(draft, `${nameOf(callee)} under ${nameOf(caller)}: ${error.text.split('\n')[0]}`, {
    service: callee,
    revision,
  });
  const symptom = draft.ownWords
    ? { text: ownSymptom(caller.app, random), status: 502 }
    : random.pick(callerSymptoms(caller.app, callee.app));
  const { status, text } = symptom;
  const wait = 'waited' in symptom && symptom.waited ? symptom.waited * SECOND : 60_000;
  const root = errorLine(callee.app, random, error, ids.root, [9_000, 30_000]);
  const probability = random.pick([0.3, 0.7, 1]);
  const there = { service: nameOf(callee), revision: revision.name };
  const traced = random.chance(0.7);
  const lines: Line[] = [
    {
      after: [4_000, 6_000],
      ...there,
      request: {
        path: `/${callee.app.domain.name}`,
        method: 'POST',
        status: wait > SECOND ? 504 : 500,
        latency: [wait, wait + 40_000],
        text: silent(ids.symptom),
      },
    },
    { ...root, ...there, traced },
    { ...callerLine(caller, text, ids.symptom, [wait + 50_000, wait + 90_000]), traced },
  ];
  if (outer) {
    lines.push({
      after: [200, 900],
      service: nameOf(outer),
      request: {
        path: `/${outer.app.domain.name}`,
        method: 'POST',
        status: 502,
        latency: [wait + 150_000, wait + 400_000],
        text: silent(ids.symptom),
      },
    });
  }
  draft.faults.push({
    name: `${ids.id}-calls`,
    services: [nameOf(caller)],
    from: revision.live ?? draft.start,
    on: ['write'],
    probability: (probability * (revision.percent ?? 100)) / 100,
    lines,
    keep: 'none',
    outcome: { status, latency: [wait + 110_000, wait + 300_000], text: silent(ids.symptom) },
  });
  draft.faults.push({
    name: ids.id,
    services: [nameOf(callee)],
    revisions: [revision.name],
    on: ['write'],
    probability,
    lines: [root],
    keep: 'before',
    outcome: { status: 500, latency: [45_000, 90_000], text: silent(ids.symptom) },
  });
}

function callerLine(caller: ServiceDraft, text: string, id: string, after: [number, number]): Line {
  return sayLine(caller.app, 'ERROR', text, id, after);
}
