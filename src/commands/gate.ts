/** What a watch that stands between a deployment and the next step decides. */
import { isCertain } from '../analysis/index.ts';
import type { Report } from '../model.ts';
import { EXIT } from './io.ts';
import { exitStatus } from './output.ts';
import type { FailOn } from './scan-options.ts';

/** Whether the answer can no longer be `passed`. */
export function hasFailed(report: Report, failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  return report.signatures.some((signature) => isCertain(signature, report, failOn === 'any'));
}

/** What was seen of the source when the time was over. */
export interface Seen {
  /** Entries since the start. */
  entries: number;
  /** Whether the source was followed at the end. */
  connected: boolean;
}

/** The exit status at the end, and why; '' where there is nothing to say. */
export function outcome(report: Report | null, failOn: FailOn, { entries, connected }: Seen): [number, string] {
  const status = report === null ? EXIT.inconclusive : exitStatus(report, failOn);
  if (status === EXIT.findings) return [status, 'failures were found'];
  if (failOn === 'never') return [EXIT.ok, ''];
  if (!connected) return [EXIT.inconclusive, 'the tail was lost'];
  if (entries === 0) return [EXIT.inconclusive, 'there was no traffic'];
  if (status === EXIT.inconclusive) return [status, 'not everything was read'];
  return [status, 'no new failure'];
}
