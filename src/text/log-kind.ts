import type { LogKind } from '../model.ts';

/** Logs whose lines a container wrote, or something else that is not the platform: only these may be healthy unread. */
export function isContainer(log: LogKind): boolean {
  return log === 'stdout' || log === 'stderr' || log === 'other';
}
