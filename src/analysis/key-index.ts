/** Which members of some groups share a key with another group: each key with the members that have it, in arrays. */
export class KeyIndex {
  readonly #mask: number;
  /** A bit for each key that there is, by some of its upper bits: most that are looked up are not there, which these tell at once. */
  readonly #bits: Uint32Array;
  readonly #shift: number;
  /** By slot: the key, its latest link, and who asked for it last. */
  readonly #keys: Int32Array;
  readonly #heads: Int32Array;
  readonly #askers: Int32Array;
  /** By link: the member, and the link before. */
  readonly #members: Int32Array;
  readonly #before: Int32Array;
  /** By member: its group, and who met it last. */
  readonly #groups: Int32Array;
  readonly #metBy: Int32Array;
  readonly #counts: Int32Array;
  #met: number[] = [];
  #asker = -1;

  /** @param groups of each the keys of each of its members; 0 is none */
  constructor(groups: readonly (readonly (readonly number[])[])[]) {
    const members = groups.reduce((sum, group) => sum + group.length, 0);
    const links = groups.reduce((sum, group) => group.reduce((some, keys) => some + keys.length, sum), 0);
    const exponent = Math.max(2, Math.ceil(Math.log2(2 * links + 1)));
    const slots = 2 ** exponent;
    this.#mask = slots - 1;
    this.#shift = Math.max(0, 29 - exponent);
    this.#bits = new Uint32Array(2 ** (27 - this.#shift));
    this.#keys = new Int32Array(slots);
    this.#heads = new Int32Array(slots).fill(-1);
    this.#askers = new Int32Array(slots).fill(-1);
    this.#members = new Int32Array(links);
    this.#before = new Int32Array(links);
    this.#groups = new Int32Array(members);
    this.#metBy = new Int32Array(members).fill(-1);
    this.#counts = new Int32Array(groups.length);
    this.#fill(groups);
  }

  #fill(groups: readonly (readonly (readonly number[])[])[]): void {
    let [member, link] = [0, 0];
    groups.forEach((group, number) => {
      for (const keys of group) {
        this.#groups[member] = number;
        for (const key of keys) {
          if (key === 0) continue;
          const slot = this.#slotOf(key);
          this.#keys[slot] = key;
          this.#bits[(key >>> this.#shift) >>> 5]! |= 1 << ((key >>> this.#shift) & 31);
          this.#members[link] = member;
          this.#before[link] = this.#heads[slot]!;
          this.#heads[slot] = link++;
        }
        member++;
      }
    });
  }

  /** Where a key stands, or would. */
  #slotOf(key: number): number {
    let slot = key & this.#mask;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & this.#mask;
    return slot;
  }

  /** The groups of which members share a key with what the one who asks looked up so far. */
  get met(): readonly number[] {
    return this.#met;
  }

  /** How many members of a group do. */
  countOf(group: number): number {
    return this.#counts[group]!;
  }

  /** Begins to ask for another one. @param asker a number that did not ask before */
  ask(asker: number): void {
    for (const group of this.#met) this.#counts[group] = 0;
    this.#met = [];
    this.#asker = asker;
  }

  look(key: number): void {
    const bit = key >>> this.#shift;
    if (((this.#bits[bit >>> 5]! >>> (bit & 31)) & 1) === 0) return;
    const slot = this.#slotOf(key);
    if (this.#keys[slot] === 0 || this.#askers[slot] === this.#asker) return;
    this.#askers[slot] = this.#asker;
    for (let link = this.#heads[slot]!; link >= 0; link = this.#before[link]!) this.#meet(this.#members[link]!);
  }

  #meet(member: number): void {
    if (this.#metBy[member] === this.#asker) return;
    this.#metBy[member] = this.#asker;
    const group = this.#groups[member]!;
    if (this.#counts[group]!++ === 0) this.#met.push(group);
  }
}
