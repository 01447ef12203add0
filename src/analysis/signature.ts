import { createHash } from 'node:crypto';
import { mask } from '../text/mask.ts';

/** Changes only when what enters a signature changes; old issues then keep their old key. */
const VERSION = 'v1';

function hash(...parts: string[]): string {
  const digest = createHash('sha256').update(parts.join('\u0000')).digest('hex');
  return `${VERSION}:${digest.slice(0, 16)}`;
}

/** A rule's signature: the rule and the captures that tell two problems apart; free text among them is masked. */
export function ruleSignature(rule: string, identity: string[]): string {
  return hash('rule', rule, ...identity.map((value) => (/\s/.test(value) ? mask(value) : value)));
}

/** The signature of an exception that no rule knows. */
export function traceSignature(identity: string, template: string): string {
  return hash('trace', identity, template);
}

/** The signature of a masked template; also every member's alias, which depends on nothing else. */
export function templateSignature(template: string): string {
  return hash('template', template);
}

/** What an issue is found again by: the service and the root's signature. */
export function fingerprint(service: string, signature: string): string {
  return hash('issue', service, signature);
}
