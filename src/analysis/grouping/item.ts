/** A distinct sequence under way: its words as numbers of a vocabulary. */
export interface Item {
  ids: number[];
  /** Places where a word is the whole value of a key. */
  keyed: number[];
  /** Lines that read so. */
  lines: number;
}
