import type { RawEntry, Severity } from '../model.ts';
import { readHeader } from '../text/header.ts';
import { parseSeverity, SEVERITIES, severityRank } from '../text/severity.ts';
import { payloadLevel } from './entry-payload.ts';

const NAMES = new Set<unknown>(SEVERITIES);
const WARNING = severityRank('WARNING');

/** The severity that the entry itself has; DEFAULT where it has none. */
export function ownSeverity(raw: RawEntry): Severity {
  const severity = raw.severity;
  if (severity === undefined) return 'DEFAULT';
  return NAMES.has(severity) ? (severity as Severity) : (parseSeverity(severity) ?? 'DEFAULT');
}

/** The level that a container's payload or text states; DEFAULT where neither does. */
export function statedLevel(payload: Record<string, unknown> | null, message: string): Severity {
  return (payload && payloadLevel(payload)) ?? readHeader(message).level ?? 'DEFAULT';
}

export function isWarning(severity: Severity): boolean {
  return severityRank(severity) >= WARNING;
}
