/** `sample`: keeps a fraction of the entries, always the same ones. */

/**
 * A number from 0 to 1 for a value: FNV-1a over its UTF-16 units with MurmurHash3's finish, for FNV alone spreads short
 * strings badly. Google does not publish its hash: the fraction is the same as there, the entries are not.
 */
export function hashFraction(value: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < value.length; i++) hash = Math.imul(hash ^ value.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0xffffffff;
}
