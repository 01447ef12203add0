/** Whether an incident's truth can be told from its log at all; what cannot is drawn again. */
import { formatTime } from '../../src/text/time.ts';
import { HOUR, MINUTE } from './draft.ts';
import type { Stage } from './stage.ts';
import type { Label } from './truth.ts';

/** Whether each cause shows often enough, and was long enough not there, for its log to tell. */
export function isDecidable(stage: Stage, lines: string[], labels: Map<string, Label>): boolean {
  for (const cause of stage.causes) {
    const least = cause.what.includes('not start') ? 2 : 4;
    const roots = lines.filter((line) => isRoot(line, labels, cause.id));
    if (roots.length < least) return false;
    // On the revision that is to blame, too, but where the error stands in a service that it calls.
    const own = roots.filter((line) => line.includes(`"revision_name":"${cause.blame?.revision}"`));
    if (cause.blame !== null && stage.family !== 'contract' && own.length < Math.min(least, 3)) return false;
  }
  if (stage.faults.some(({ name }) => name === 'c0-low') && !isClear('c0', stage, lines, labels)) return false;
  if (stage.causes.some(({ blame }) => blame === null) && !strikesBoth(stage, lines, labels)) return false;
  return stage.causes.every(({ blame }) => blame === null || hasBaseline(blame.service, stage, lines));
}

/** Whether a root that was there before came so many times as often that it is no chance. */
function isClear(id: string, stage: Stage, lines: string[], labels: Map<string, Label>): boolean {
  const change = formatTime(stage.t0);
  const sides = { before: 0, after: 0 };
  for (const line of lines) {
    const { insertId, timestamp } = JSON.parse(line) as { insertId: string; timestamp: string };
    const label = labels.get(insertId);
    if (label?.kind === 'root' && label.of === id) sides[timestamp < change ? 'before' : 'after']++;
  }
  const expected = (sides.before / (stage.t0 - stage.start)) * (stage.end - stage.t0);
  return sides.after >= 10 && sides.after >= 5 * expected;
}

/** Requests of the service before the change; a few dozen at the least. */
function hasBaseline(service: string, stage: Stage, lines: string[]): boolean {
  const before = formatTime(stage.t0 - 5 * MINUTE);
  let seen = 0;
  for (const line of lines) {
    if (!line.includes('"httpRequest"') || !line.includes(`"service_name":"${service}"`)) continue;
    const { timestamp } = JSON.parse(line) as { timestamp: string };
    if (timestamp < before && ++seen >= 25) return true;
  }
  return false;
}

/** Where a revision takes only a share just then, a fault that it did not bring has to show on the one before too. */
function strikesBoth(stage: Stage, lines: string[], labels: Map<string, Label>): boolean {
  const canaries = stage.services.flatMap(({ revisions }) =>
    revisions.filter(({ live, percent }) => (percent ?? 100) < 100 && live !== undefined && live > stage.t0 - HOUR),
  );
  return canaries.every((canary) => {
    const { name } = stage.services.find(({ revisions }) => revisions.includes(canary))!.app;
    const roots = lines.filter((line) => line.includes(`"service_name":"${name}"`) && isRoot(line, labels));
    const elsewhere = roots.filter((line) => !line.includes(`"revision_name":"${canary.name}"`));
    return roots.length === 0 || elsewhere.length >= 3;
  });
}

function isRoot(line: string, labels: Map<string, Label>, id?: string): boolean {
  const insertId = /"insertId":"([^"]+)"/.exec(line)?.[1] ?? '';
  const label = labels.get(insertId);
  return label?.kind === 'root' && (id === undefined || label.of === id);
}
