import type { Report } from '../model.ts';
import { formatTime } from '../text/time.ts';
import { isFinding } from './finding.ts';
import type { Span } from './question.ts';

function amount(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/**
 * The report in one sentence: the first diagnosis, or what there is in its place, and how much was looked at.
 *
 * @param inWindow entries seen in the window
 * @param span of everything that was read
 */
export function headline(
  { diagnoses, signatures, scope, losses }: Omit<Report, 'headline'>,
  inWindow: number,
  span: Span | null,
): string {
  const [first, ...others] = diagnoses;
  const more = others.length === 0 ? '' : ` (and ${others.length} more ${others.length === 1 ? 'cause' : 'causes'})`;
  if (first) return `${first.summary}${more}`;
  const where = scope.window.startsWith('everything') ? 'in everything read' : scope.window;
  const failing = signatures.filter(isFinding).length;
  if (failing > 0)
    return `${amount(failing, 'failure signature', 'failure signatures')} ${where}, too little to name a cause`;
  if (inWindow === 0) {
    const cut = losses.some(({ reason }) => reason === 'quota' || reason === 'not-read');
    if (cut) return 'Nothing of the range could be read';
    const read = span && `; what was read is of ${formatTime(span.from)} to ${formatTime(span.to)}`;
    return `No log entries in the range${read ?? ''}`;
  }
  const old = signatures.filter(({ verdict }) => verdict === 'unchanged' || verdict === 'better').length;
  const before = old === 0 ? '' : `; ${amount(old, 'failure signature was', 'failure signatures were')} there before`;
  return `No new failure ${where} (${amount(inWindow, 'entry', 'entries')})${before}`;
}
