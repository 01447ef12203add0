/** What was said of texts that came before, forgotten as a whole when they become too long: most lines are of a kind seen before. */
export class Remembered<T> {
  readonly #limit: number;
  readonly #known = new Map<string, T>();
  #length = 0;

  /** `limit`: characters of texts held. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(text: string): T | undefined {
    return this.#known.get(text);
  }

  set(text: string, said: T): void {
    if (this.#length + text.length > this.#limit) {
      this.#known.clear();
      this.#length = 0;
    }
    this.#length += text.length;
    this.#known.set(text, said);
  }
}
