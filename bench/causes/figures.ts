/** The figures of a run: each a share of something counted over verdicts. */
import type { Confidence } from '../../src/model.ts';
import type { Verdict } from './judge.ts';
import type { Share } from './wilson.ts';

export interface Figure {
  what: string;
  /** In the table by family. */
  short: string;
  reach: string;
  count(verdicts: readonly Verdict[]): Share;
}

export const FIGURES: Figure[] = [
  { what: 'root signature first', short: 'top-1', reach: '>= 0.950', count: (all) => ranked(all, 1) },
  { what: 'root signature in the first three', short: 'top-3', reach: '', count: (all) => ranked(all, 3) },
  { what: 'all k causes in the first k', short: 'all k', reach: '', count: (all) => allFound(all, 0) },
  { what: 'all k causes in the first k + 2', short: 'k + 2', reach: '', count: (all) => allFound(all, 2) },
  {
    what: 'causes found at all',
    short: 'found',
    reach: '',
    count: (all) => share(causesOf(all), ({ rank }) => rank !== null),
  },
  {
    what: 'right deployment or right none, of causes found',
    short: 'deployment',
    reach: '>= 0.970',
    count: (all) =>
      share(
        causesOf(all).filter(({ rank }) => rank !== null),
        ({ deploymentRight }) => deploymentRight,
      ),
  },
  {
    what: 'the same, of all causes',
    short: 'of all',
    reach: '',
    count: (all) => share(causesOf(all), ({ deploymentRight }) => deploymentRight),
  },
  {
    what: 'false blame, of diagnoses that blame',
    short: 'false blame',
    reach: '<= 0.020',
    count: (all) =>
      share(
        diagnosesOf(all).filter(({ blamed }) => blamed !== null),
        ({ falseBlame }) => falseBlame,
      ),
  },
  {
    what: 'nothing wrong: nothing blamed',
    short: 'quiet',
    reach: '',
    count: (all) =>
      share(
        all.filter(({ causes }) => causes.length === 0),
        ({ diagnoses }) => diagnoses.every(({ blamed }) => blamed === null),
      ),
  },
  {
    what: 'symptoms listed that belong there (precision)',
    short: 'links P',
    reach: '',
    count: (all) => sums(all, 'listedRight', 'listed'),
  },
  {
    what: 'symptoms of found causes listed there (recall)',
    short: 'links R',
    reach: '',
    count: (all) => sums(all, 'owedListed', 'owed'),
  },
];

/** How often a diagnosis of that confidence has both root and deployment right. */
export function calibration(all: readonly Verdict[], confidence: Confidence): Share {
  return share(
    diagnosesOf(all).filter((one) => one.confidence === confidence && one.right !== null),
    ({ right }) => right === true,
  );
}

/** Whether anything about an incident is not as it should be. */
export function isFailing({ causes, diagnoses }: Verdict): boolean {
  if (diagnoses.some(({ falseBlame }) => falseBlame)) return true;
  if (causes.length > 0 && !causes.some(({ rank }) => rank === 1)) return true;
  return causes.some(({ rank, deploymentRight }) => rank === null || rank > causes.length + 2 || !deploymentRight);
}

function share<T>(items: readonly T[], is: (item: T) => boolean): Share {
  return { hits: items.filter(is).length, of: items.length };
}

function causesOf(all: readonly Verdict[]) {
  return all.flatMap(({ causes }) => causes);
}

function diagnosesOf(all: readonly Verdict[]) {
  return all.flatMap(({ diagnoses }) => diagnoses);
}

function withCause(all: readonly Verdict[]) {
  return all.filter(({ causes }) => causes.length > 0);
}

function ranked(all: readonly Verdict[], within: number): Share {
  return share(withCause(all), ({ causes }) => causes.some(({ rank }) => rank !== null && rank <= within));
}

function allFound(all: readonly Verdict[], more: number): Share {
  return share(withCause(all), ({ causes }) =>
    causes.every(({ rank }) => rank !== null && rank <= causes.length + more),
  );
}

function sums(all: readonly Verdict[], hits: 'listedRight' | 'owedListed', of: 'listed' | 'owed'): Share {
  const sum = (key: typeof hits | typeof of) => all.reduce((total, verdict) => total + verdict[key], 0);
  return { hits: sum(hits), of: sum(of) };
}
