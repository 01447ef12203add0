import type { Evidence } from '../../model.ts';
import type { Suspect } from './suspects.ts';
import { type Broken, END, type LineKind, START } from './types.ts';

const QUOTE = 80;
/** What a logger puts before what is said, where its header is no common one: its name and line, ids of the trace and span. */
const LEAD = /^(?:<name>\S*#<num>\s+|\b(?:trace|span|request)[_-]?id[:=]\s*(?:<[\w-]+>|\w+)[\s,;]*)+/i;
const of = (count: number, total: number) => `${count} of ${total}`;

/** Titles and sentences of what is broken. */
export class Words {
  readonly #kinds: readonly LineKind[];

  constructor(kinds: readonly LineKind[]) {
    this.#kinds = kinds;
  }

  /** `"Find contacts" no longer follows "FIND CONTACTS"`. */
  title({ kind, from, expected, missing }: Broken): string {
    const before = this.#line(from);
    if (kind === 'call') {
      const called = missing.join(', ');
      return called ? `${called} logs nothing any more after ${before}` : `Other calls than usual after ${before}`;
    }
    if (expected === END) return `More follows after ${before}, which was the end`;
    return from === START
      ? `A call no longer begins with ${this.#line(expected)}`
      : `${this.#line(expected)} no longer follows ${before}`;
  }

  /** What was usual and what is now, with the numbers and a trace to look at. */
  sentence(broken: Broken): string {
    const { kind, from, expected, missing, good, after, deviations } = broken;
    const trace = deviations[0]!.request.trace;
    const numbers = `${of(good.deviating, good.traces)} before, ${of(after.deviating, after.traces)} since`;
    if (kind === 'call') {
      const what = missing.length > 0 ? `without a line of ${missing.join(', ')} between` : 'with other calls between';
      return `in ${broken.service}: ${this.#line(from)} -> ${this.#line(expected)} ${what}: ${numbers} (trace ${trace})`;
    }
    const usual = `${of(good.expected, good.traces)} requests before, ${of(after.expected, after.traces)} since`;
    const [first] = broken.instead;
    const now = first ? `; now -> ${this.#line(first.to)}${this.#level(first.to)} in ${first.traces}` : '';
    return `in ${broken.service}: ${this.#line(from)} -> ${this.#line(expected)}: ${usual}${now} (trace ${trace})`;
  }

  /** What accuses a service, and how far it is ahead of the next. */
  evidence({ service, score, broken, confidence, runnerUp }: Suspect): Evidence[] {
    const [main, ...others] = broken;
    const items = [main!, ...others.slice(0, 3)].map((item, i) => ({
      kind: 'expectation',
      weight: i === 0 ? { high: 4, medium: 2, low: 1 }[confidence] : 0,
      text: this.sentence(item),
    }));
    const text = `what no longer follows as usual speaks against ${service} with ${score.toFixed(1)}${beside(score, runnerUp)}`;
    const open = confidence === 'low' ? '; that is not enough to decide' : '';
    return [...items, { kind: 'expectation', weight: 0, text: text + open }];
  }

  #line(kind: number): string {
    if (kind === START) return 'the beginning of a call';
    if (kind === END) return 'the end of the call';
    const said = this.#kinds[kind]!.text;
    const text = said.replace(LEAD, '') || said;
    return `"${text.length > QUOTE ? `${text.slice(0, QUOTE - 1)}…` : text}"`;
  }

  #level(kind: number): string {
    return kind >= 0 && this.#kinds[kind]!.failing ? ` (${this.#kinds[kind]!.severity})` : '';
  }
}

function beside(score: number, runnerUp: Suspect['runnerUp']): string {
  if (!runnerUp) return '';
  const other = `${runnerUp.service} with ${runnerUp.score.toFixed(1)}`;
  return runnerUp.score > score ? `, and more against ${other}` : `, next against ${other}`;
}
