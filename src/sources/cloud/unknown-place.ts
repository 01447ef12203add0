import { UserError } from '../../errors.ts';
import { nearestNames } from '../../text/near.ts';
import type { Places } from './places.ts';

export interface MissingName {
  kind: 'service' | 'region';
  name: string;
}

/** What can be said of a name that neither the logs nor the Run API know; `asked`: whether the Run API answered. */
export function unknownPlace({ kind, name }: MissingName, where: string, seen: Places, asked: boolean): UserError {
  const known = kind === 'service' ? seen.services() : seen.regions();
  const message = asked
    ? `no ${kind} '${name}': neither the logs of ${where} nor the Cloud Run Admin API know it`
    : `${kind} '${name}' was not seen in the logs of ${where}`;
  if (known.length === 0) return new UserError(message, `nothing of Cloud Run was seen there: check --project`);
  return new UserError(message, `${kind}s seen there: ${nearestNames(name, known)}`);
}
