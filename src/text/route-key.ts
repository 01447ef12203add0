const [SLASH, QUERY, FRAGMENT, AT, BRACE] = [47, 63, 35, 64, 123];
const [ZERO, NINE] = [48, 57];
/** Segments of a path, and characters of each, that are looked at: a masked route is that long at least. */
const SEGMENTS = 8;
const CHARACTERS = 20;

/**
 * A number for what kind of request it is: its method and path, without what names one thing of many. Every segment with a digit, an `@` or a
 * `{` counts as such: coarser than the masked route, so that the same comes of a URL and of its route, and cheap enough for every healthy
 * request.
 *
 * @returns 0 where there is no URL
 */
export function routeKey(method: string, url: string): number {
  if (url === '') return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < method.length; i++) hash = Math.imul(hash ^ method.charCodeAt(i), 0x01000193);
  let segments = 0;
  for (let at = pathStart(url); segments < SEGMENTS; segments++) {
    const start = at;
    let segment = 0x811c9dc5;
    let isOne = false;
    let code = 0;
    for (; at < url.length; at++) {
      code = url.charCodeAt(at);
      if (code === SLASH || code === QUERY || code === FRAGMENT) break;
      if (isOne) continue;
      if ((code >= ZERO && code <= NINE) || code === AT || code === BRACE) isOne = true;
      else if (at - start < CHARACTERS) segment = Math.imul(segment ^ code, 0x01000193);
    }
    hash = Math.imul(hash ^ (isOne ? 1 : segment), 0x85ebca6b);
    hash ^= hash >>> 15;
    if (at >= url.length || url.charCodeAt(at) !== SLASH) break;
    at++;
  }
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0 || 1;
}

/** Behind the first slash of the path; the end where there is none. */
function pathStart(url: string): number {
  const host = url.indexOf('://');
  if (host < 0) return url.charCodeAt(0) === SLASH ? 1 : 0;
  const [slash, query] = [url.indexOf('/', host + 3), url.indexOf('?', host + 3)];
  if (query >= 0 && (slash < 0 || query < slash)) return query;
  return slash < 0 ? url.length : slash + 1;
}
