/** What a logger puts before every line of an entry, the id of the request mostly: `[a6d5c7ee-…] `. */
const TAG = /^\[[^\]\n]{1,80}\] ?/;

/** A text of several lines without the tag that all of them begin with. */
export function untagged(body: string): string {
  const tag = body.includes('\n') ? TAG.exec(body)?.[0].trimEnd() : undefined;
  if (!tag) return body;
  const lines = body.split('\n');
  if (!lines.every((line) => line === '' || line.startsWith(tag))) return body;
  return lines
    .map((line) => line.slice(tag.length).replace(/^ /, ''))
    .join('\n')
    .trim();
}
