/** A part of a text that hides a secret, in UTF-16 units, and what to print in its place. */
export interface Span {
  start: number;
  end: number;
  /** `[token]`, `[email]`, … */
  mask: string;
}

/** `text` with the spans replaced; of overlapping ones the union goes, under the mask of the first. */
export function replaceSpans(text: string, spans: Span[]): string {
  if (spans.length === 0) return text;
  const sorted = spans.map((span, i) => ({ ...span, i })).sort((a, b) => a.start - b.start || a.i - b.i);
  let out = '';
  let at = 0;
  for (const { start, end, mask } of sorted) {
    if (start >= at) out += text.slice(at, start) + mask;
    at = Math.max(at, end);
  }
  return out + text.slice(at);
}
