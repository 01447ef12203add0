import type { Report } from '../model.ts';
import { isFinding } from './finding.ts';

function amount(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/**
 * The report in one sentence: the first diagnosis, or what there is in its place, and how much was looked at.
 *
 * @param inWindow entries seen in the window
 */
export function headline({ diagnoses, signatures, scope, losses }: Omit<Report, 'headline'>, inWindow: number): string {
  const [first, ...others] = diagnoses;
  const more = others.length === 0 ? '' : ` (and ${others.length} more ${others.length === 1 ? 'cause' : 'causes'})`;
  if (first) return `${first.summary}${more}`;
  const where = scope.window.startsWith('everything') ? 'in everything read' : scope.window;
  const failing = signatures.filter(isFinding).length;
  if (failing > 0)
    return `${amount(failing, 'failure signature', 'failure signatures')} ${where}, too little to name a cause`;
  if (inWindow === 0) {
    const cut = losses.some(({ reason }) => reason === 'quota' || reason === 'not-read');
    return cut ? 'Nothing of the range could be read' : 'No log entries in the range';
  }
  const old = signatures.filter(({ verdict }) => verdict === 'unchanged' || verdict === 'better').length;
  const before = old === 0 ? '' : `; ${amount(old, 'failure signature was', 'failure signatures were')} there before`;
  return `No new failure ${where} (${amount(inWindow, 'entry', 'entries')})${before}`;
}
