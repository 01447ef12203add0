/** A distinct sequence under way: its words as numbers of a vocabulary. */
export interface Item {
  ids: number[];
  /** Places where a word is the whole value of a key. */
  keyed: number[];
  /** Lines that read so. */
  lines: number;
  /** Worked out once: grouping asks the same words again and again. */
  holes?: Holes;
}

/** Hashes of a sequence with one place left open, by place, and with all places of one repeated word: what is alike but for that has the same. */
export interface Holes {
  single: Float64Array;
  repeated: { hash: number; places: number[] }[];
}
