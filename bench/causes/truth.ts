/** What is true of a generated incident, known from how it was made. */

export interface Blame {
  service: string;
  revision: string;
}

/** One true cause. */
export interface Cause {
  id: string;
  /** What it is, for people: `step: KeyError in orders`. */
  what: string;
  /** The revision that brought it about, by its arrival or by traffic that was shifted to it; null where no deployment did. */
  blame: Blame | null;
}

/**
 * What a marked line is. root, symptom: of the cause; standing: a failure that was there all along, root and symptoms of it alike;
 * burst: of a roll-out, over in under a minute; benign: harmless, but new with a revision. A line without a mark is healthy.
 */
export const KINDS = ['root', 'symptom', 'standing', 'burst', 'benign'] as const;
export type Kind = (typeof KINDS)[number];

export interface Label {
  kind: Kind;
  /** The cause's id, or of the others their own name. */
  of: string;
  /** benign: the revision that it came with. */
  revision: string | null;
  /** What else says the same text in the same service, by `of`. */
  also: string[];
}

export interface Truth {
  causes: Cause[];
  /** By insertId. An entry without one is healthy. */
  labels: Map<string, Label>;
}

/** A label as a mark. */
export function markOf(kind: Kind, of: string, revision: string | null = null): string {
  return `${kind}|${of}|${revision ?? ''}`;
}

export function labelOf(mark: string): Label {
  const [kind, of = '', revision = ''] = mark.split('|');
  const known = KINDS.find((one) => one === kind);
  if (known === undefined) throw new Error(`no label: ${mark}`);
  return { kind: known, of, revision: revision || null, also: [] };
}
