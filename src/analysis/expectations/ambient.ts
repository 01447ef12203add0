import type { LineKind, TracedRequest } from './types.ts';

/** Failures of the good stretch by their words without names of services: "No instances available for X" is one, whatever X. */
export function ambientIn(
  good: readonly TracedRequest[],
  kinds: readonly LineKind[],
  services: readonly string[],
): (kind: number) => boolean {
  const bare = (kind: number) =>
    services.reduce((text, service) => text.replaceAll(service, '<service>'), kinds[kind]!.text);
  const failing = new Set(
    good.flatMap(({ lines }) => lines.map(({ kind }) => kind)).filter((kind) => kinds[kind]!.failing),
  );
  const seen = new Set([...failing].map(bare));
  return (kind) => seen.has(bare(kind));
}

/** Whether the text has the name as a whole word. */
export function names(text: string, service: string): boolean {
  const at = text.indexOf(service);
  if (at < 0) return false;
  const isWord = (char: string | undefined) => char !== undefined && /[\w-]/.test(char);
  return !isWord(text[at - 1]) && !isWord(text[at + service.length]);
}
