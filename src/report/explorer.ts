/** Where the Logs Explorer shows what a filter finds, with the first entry in view. Parentheses are encoded: they end a link in Markdown. */
export function explorerLink(filter: string, project: string, cursor: string | null): string {
  const at = cursor === null ? '' : `;cursorTimestamp=${encode(cursor)}`;
  return `https://console.cloud.google.com/logs/query;query=${encode(filter)}${at}?project=${encode(project)}`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
