/** What was said of texts that came before, forgotten as a whole when they become too long: most lines are of a kind seen before. */
export class Remembered<T> {
  readonly #limit: number;
  readonly #known = new Map<string, T>();
  #length = 0;

  readonly #each: number;

  /**
   * @param limit characters of texts held
   * @param each characters that what was said of a text counts as
   */
  constructor(limit: number, each = 0) {
    this.#limit = limit;
    this.#each = each;
  }

  get(text: string): T | undefined {
    return this.#known.get(text);
  }

  set(text: string, said: T): void {
    const length = text.length + this.#each;
    if (this.#length + length > this.#limit) {
      this.#known.clear();
      this.#length = 0;
    }
    this.#length += length;
    this.#known.set(text, said);
  }
}
