import type { Frame } from '../model.ts';
import type { Link } from './links.ts';
import type { Node } from './nodes.ts';

/** A fragment is at most so frequent beside the whole. */
const RARER = 0.5;
/** Such a share of its frames are frames of the whole: lines of two requests may be mixed up. */
const SHARED = 0.6;

/**
 * A failure that is the same as another but for its stack trace, of which lines were lost: the same rule (or none, where
 * the exception's own line is lost) on the same service, and mostly frames that the other has too. It is a part of the other, not a cause beside it.
 */
export function fragmentOf(whole: Node, part: Node): Link | null {
  const { rule } = whole;
  if (!isCut(part) && (rule === null || part.rule?.id !== rule.id || !rule.identity.includes('frames'))) return null;
  if (whole.services.join() !== part.services.join() || part.count > whole.count * RARER) return null;
  // Of a frame whose call was lost the file is left.
  const frames = new Set(framesOf(whole).flatMap(({ file, function: name }) => [`${file}:`, `${file}:${name}`]));
  const own = framesOf(part);
  const shared = own.filter(({ file, function: name }) => frames.has(`${file}:${name}`)).length;
  if (own.length === 0 || shared < own.length * SHARED) return null;
  const evidence = [`the same failure with a part of its stack trace, ${part.count} beside ${whole.count} entries`];
  return { cause: whole, effect: part, score: 2, precise: false, evidence };
}

/** Whether the line that names the exception was lost. */
function isCut({ rule, parts }: Node): boolean {
  const exceptions = parts[0]!.cluster.trace?.exceptions ?? [];
  return rule === null && exceptions.length > 0 && exceptions.every(({ type }) => type === '');
}

function framesOf({ parts }: Node): Frame[] {
  const exceptions = parts[0]!.cluster.trace?.exceptions ?? [];
  return exceptions.flatMap(({ frames }) => frames.filter(({ inApp }) => inApp));
}
