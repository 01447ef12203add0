/** Broken expectations: in the good stretch this line follows that one in the same request, and now it does not. */
import type { LogEntry, Step } from '../../model.ts';
import type { Span } from '../question.ts';
import type { Window } from '../window.ts';
import { brokenExpectations } from './broken.ts';
import { type Requests, StepStore } from './step-store.ts';
import { stretchesOf } from './stretches.ts';
import { type Suspect, suspectsOf } from './suspects.ts';

export type { Suspect } from './suspects.ts';

/** Who is accused, and the lines that the evidence names. */
export interface Accused extends Pick<Requests, 'kinds' | 'masked'> {
  suspects: Suspect[];
}

const NOBODY: Accused = { suspects: [], kinds: [], masked: () => '' };

/** Takes lines of requests, and says which services do not do any more what they usually do. */
export class Expectations {
  readonly #steps = new StepStore();
  #last: { key: string; accused: Accused } | null = null;

  /** Follows fewer traces from the start, as the source does. */
  raise(level: number): void {
    this.#steps.raise(level);
  }

  step(step: Step): void {
    this.#steps.add(step);
  }

  entry(entry: LogEntry): void {
    this.#steps.addEntry(entry);
  }

  /** `span`: of everything read. Without healthy lines or a baseline nobody is accused. */
  accused(window: Window, span: Span | null): Accused {
    const { from, to, baseline } = window;
    if (!baseline || !this.#steps.seesHealthy) return NOBODY;
    const key = [this.#steps.version, from, to, baseline.from, baseline.to, span?.to].join(' ');
    if (this.#last?.key !== key) {
      const requests = this.#steps.requests();
      const broken = brokenExpectations(stretchesOf(requests, window, span), requests);
      const { kinds, masked } = requests;
      this.#last = { key, accused: { suspects: suspectsOf(broken), kinds, masked } };
    }
    return this.#last.accused;
  }
}
