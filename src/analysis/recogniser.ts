import type { LogEntry } from '../model.ts';
import { Remembered } from '../text/remembered.ts';
import type { RuleBook } from './reading.ts';
import { type Recognised, recognise } from './recognise.ts';

/** Characters of messages that are remembered: an incident repeats a few long traces, word for word, thousands of times. */
const REMEMBERED = 1_000_000;
/** What is made of each takes so much. */
const EACH = 60;

/** `recognise`, which depends on nothing but log, severity and text, with what it said of texts that came before. */
export class Recogniser {
  readonly #book: RuleBook;
  readonly #known = new Remembered<Recognised | null>(REMEMBERED, EACH);

  constructor(book: RuleBook) {
    this.#book = book;
  }

  recognise(entry: LogEntry, text: string): Recognised | null {
    const key = `${entry.log} ${entry.severity} ${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = recognise(this.#book, entry, text);
    this.#known.set(key, found);
    return found;
  }
}
