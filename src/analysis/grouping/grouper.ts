/** Groups masked messages as a whole: order plays no part, and there is no setting. */
import { Remembered } from '../../text/remembered.ts';
import { comesFirst, HeldMessages } from './held.ts';
import { identityOf } from './sequence.ts';
import { renderTemplate } from './template.ts';

/** What bounds the memory and the time that grouping takes, whatever comes. */
export interface GroupLimits {
  /** Distinct messages held at a time, masked and in canonical form. */
  held: number;
  /** Distinct messages over all, and distinct words; what comes behind them is of the group of others. */
  total: number;
}

export const GROUP_LIMITS: GroupLimits = { held: 20_000, total: 500_000 };

/** What `add` returns for a message beyond the limits. */
export const OTHER = -1;

export interface Group {
  /** What tells it from other groups: its constant words. */
  identity: string;
  /** One of its masked messages, with the words that turned out to be values masked as well. */
  template: string;
  lines: number;
}

export interface Groups {
  groups: Group[];
  /** The group of what `add` returned a handle for. */
  groupOf(handle: number): Group;
}

/** Characters of masked messages that are remembered with their handle: most lines are of a kind seen before. */
const REMEMBERED = 8_000_000;

/** A message without room is held when it comes the third time; so many are counted at once. */
const REPEATED = 3;
const WAITING = 10_000;

/**
 * Takes masked messages one by one and groups all of them whenever it is asked. While no limit is reached, groups depend on nothing but
 * the distinct messages and how many lines have each.
 */
export class Grouper {
  readonly #messages: HeldMessages;
  readonly #handles = new Remembered<number>(REMEMBERED);
  /** Messages for which there was no room, and how often they came. */
  readonly #waiting = new Map<string, number>();
  #others = 0;

  constructor(limits: GroupLimits = GROUP_LIMITS) {
    this.#messages = new HeldMessages(limits.held, limits.total);
  }

  /** Lines beyond the limits, in no group but the one of others. */
  get others(): number {
    return this.#others;
  }

  /** Counts lines of a masked message and returns its handle; OTHER beyond the limits. */
  add(masked: string, lines = 1): number {
    const known = this.#handles.get(masked);
    if (known !== undefined) {
      this.#messages.count(known, lines);
      return known;
    }
    const added = this.#messages.add(masked, lines);
    const handle = added < 0 ? this.#ask(masked, lines) : added;
    if (handle < 0) {
      this.#others += lines;
      return OTHER;
    }
    this.#handles.set(masked, handle);
    return handle;
  }

  /** Whether a message for which there is no room came so often that it is held all the same: what repeats may be what is looked for. */
  #ask(masked: string, lines: number): number {
    const seen = (this.#waiting.get(masked) ?? 0) + lines;
    if (seen >= REPEATED) return this.#messages.admit(masked, lines);
    if (this.#waiting.size >= WAITING) this.#waiting.clear();
    this.#waiting.set(masked, seen);
    return OTHER;
  }

  /** Counts more lines of what `add` returned a handle for. */
  count(handle: number, lines = 1): void {
    this.#messages.count(handle, lines);
  }

  /** The groups of all that was added so far. */
  groups(): Groups {
    const byIdentity = new Map<string, Group & { text: string }>();
    const byHandle = new Map<number, Group>();
    for (const { handle, text, lines, words } of this.#messages.merged()) {
      const identity = identityOf(words);
      const known = byIdentity.get(identity);
      const group = known ?? { identity, template: '', lines: 0, text };
      if (!known || comesFirst(text, group.text)) {
        group.text = text;
        group.template = renderTemplate(text, words);
      }
      group.lines += lines;
      byIdentity.set(identity, group);
      byHandle.set(handle, group);
    }
    const others: Group = { identity: '<other>', template: 'other messages', lines: this.#others };
    const groups: Group[] = [...byIdentity.values()];
    return {
      groups: this.#others > 0 ? [...groups, others] : groups,
      groupOf: (handle) => (handle === OTHER ? others : byHandle.get(this.#messages.root(handle))!),
    };
  }
}
