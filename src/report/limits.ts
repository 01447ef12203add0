/** How much of each part a report shows. */
export interface Limits {
  diagnoses: number;
  /** Links of a chain; the deepest stay. */
  chain: number;
  /** Evidence per link of a chain and per diagnosis. */
  evidence: number;
  frames: number;
  timeline: number;
  symptoms: number;
  signatures: number;
  /** Commands and links per diagnosis. */
  commands: number;
  losses: number;
  /** Entries of the other lists: notes, stakes, remedies, references, changes. */
  items: number;
  fingerprints: number;
  /** Columns of one piece of text; more is cut with `…`. */
  text: number;
  /** UTF-16 units of a shell line or an address; a longer one is left out, since half of one is wrong. */
  command: number;
}

const FULL: Limits = {
  diagnoses: 10,
  chain: 12,
  evidence: 8,
  frames: 12,
  timeline: 40,
  symptoms: 30,
  signatures: 30,
  commands: 3,
  losses: 30,
  items: 12,
  fingerprints: 500,
  text: 400,
  command: 4000,
};

/** From everything worth reading to what fits anywhere: what matters least for the cause goes first. */
export const LEVELS: Limits[] = [
  FULL,
  { ...FULL, signatures: 10, timeline: 25 },
  { ...FULL, signatures: 10, timeline: 15, symptoms: 12, losses: 15 },
  {
    ...FULL,
    signatures: 5,
    timeline: 12,
    symptoms: 10,
    losses: 11,
    evidence: 4,
    frames: 6,
    items: 6,
    diagnoses: 6,
    text: 240,
  },
  {
    diagnoses: 3,
    chain: 5,
    evidence: 2,
    frames: 4,
    timeline: 8,
    symptoms: 5,
    signatures: 3,
    commands: 1,
    losses: 11,
    items: 3,
    fingerprints: 100,
    text: 160,
    command: 1500,
  },
];

/** The first `max` of the items and how many that leaves. */
export function cap<T>(items: readonly T[], max: number): { shown: T[]; left: number } {
  return { shown: items.slice(0, max), left: Math.max(0, items.length - max) };
}
