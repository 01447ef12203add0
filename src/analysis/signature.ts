import { createHash } from 'node:crypto';
import { mask } from '../text/mask.ts';

/** Changes only when what enters a signature changes; old issues then keep their old key. */
const VERSION = 'v1';

/** The signature of some parts. */
export function hash(...parts: string[]): string {
  const digest = createHash('sha256').update(parts.join('\u0000')).digest('hex');
  return `${VERSION}:${digest.slice(0, 16)}`;
}

/** A rule's signature: the rule and the captures that tell two problems apart; free text among them is masked. */
export function ruleSignature(rule: string, identity: string[]): string {
  return hash('rule', rule, ...identity.map((value) => (/\s/.test(value) ? mask(value) : value)));
}

/**
 * The signature of what no rule knows: of the group of its message, and of a stack trace also of its shape (type and frames, '' where
 * there is none).
 */
export function groupSignature(identity: string, shape: string): string {
  return shape === '' ? hash('group', identity) : hash('trace', shape, identity);
}

/** A member's alias: the hash of its own masked message, which depends on nothing else. */
export function aliasOf(template: string): string {
  return hash('template', template);
}

/** What an issue is found again by: the service and the root's signature. */
export function fingerprint(service: string, signature: string): string {
  return hash('issue', service, signature);
}
