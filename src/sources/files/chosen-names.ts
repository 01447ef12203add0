import { UserError } from '../../errors.ts';
import { nearestNames } from '../../text/near.ts';

/** So many names tell what there is. */
const MAX_OTHERS = 1000;

/** The names that a flag chose, and what it left out: where nothing has a chosen name, the flag has it wrong. */
export class ChosenNames {
  private readonly kind: string;
  private readonly chosen: Set<string>;
  private readonly others = new Set<string>();
  private met = false;

  /** `chosen` [] = all. */
  constructor(kind: string, chosen: string[]) {
    this.kind = kind;
    this.chosen = new Set(chosen);
  }

  leavesOut(name: string): boolean {
    if (this.chosen.size === 0) return false;
    if (this.chosen.has(name)) {
      this.met = true;
      return false;
    }
    if (name !== '' && this.others.size < MAX_OTHERS) this.others.add(name);
    return true;
  }

  /** UserError where all that was read from `where` was left out. */
  check(where: string): void {
    const [first] = this.chosen;
    if (first === undefined || this.met || this.others.size === 0) return;
    throw new UserError(
      `${this.kind} '${first}' was not seen in ${where}`,
      `${this.kind}s seen there: ${nearestNames(first, [...this.others])}`,
    );
  }
}
