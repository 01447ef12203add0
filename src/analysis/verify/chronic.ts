import type { Exposure } from '../exposure.ts';
import type { Span } from '../question.ts';
import type { Fix } from './fixes.ts';
import type { FixSides } from './sides.ts';
import { isRaised, wouldShow } from './verdict.ts';

const MINUTE = 60_000_000;

/** What a signature did on the revision just before the fix, and before that one. */
export interface Past {
  /** It was there before the revision before, at that rate: not what that revision brought. */
  chronic: boolean;
  /** The revision before did not show it, though at the older rate it would have: it was fixed then. */
  wasFixed: boolean;
}

/** Looks at what was before the revision before the fix, as far as it was read. */
export function pastOf({ earlier }: FixSides, fix: Fix, exposure: Exposure, span: Span | null): Past {
  const { previous, service } = fix;
  if (previous === null || previous.revision === '' || span === null) return { chronic: false, wasFixed: false };
  const begin = previous.liveAt!;
  const of = (revision: string) => revision === previous.revision;
  const lately = earlier.filter(({ revision, time }) => (revision === '' ? time >= begin : of(revision)));
  const older = earlier.length - lately.length;
  const query = { service };
  const counts = {
    after: exposure.count({ ...query, revision: of, from: begin, to: fix.begin }),
    before: exposure.count({ ...query, revision: (name) => !of(name), from: span.from, to: begin }),
  };
  const amounts = ['requests', 'entries'] as const;
  const kind = amounts.find((one) => counts.after[one] > 0 && counts.before[one] > 0);
  const seen = kind
    ? { after: counts.after[kind], before: counts.before[kind] }
    : { after: (fix.begin - begin) / MINUTE, before: Math.max(0, begin - span.from) / MINUTE };
  const wasFixed = lately.length === 0 && wouldShow(older, seen.before, seen.after);
  return {
    chronic: !wasFixed && older > 0 && !isRaised(lately.length, older, seen),
    wasFixed,
  };
}
