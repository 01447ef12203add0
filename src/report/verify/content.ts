import type { Verification } from '../../model.ts';
import { cutToWidth } from '../../text/width.ts';
import { type Block, bullets, code, heading, type Inline, strong, text } from '../blocks.ts';
import { lossLedger } from '../content/losses.ts';
import { listOf } from '../content/opening.ts';
import { cap, type Limits } from '../limits.ts';
import { count, number } from '../words.ts';
import { beforeAfter, newFailures } from './table.ts';

/** What a verification says, in the order in which it is read: the answer, the table, what is new, what was not counted, what was not read. */
export function verifyContent(verification: Verification, limits: Limits): Block[] {
  const { headline, scope } = verification;
  return [
    heading(1, headline),
    text(...scopeLine(verification)),
    ...fixList(verification, limits),
    ...listOf(
      'Note',
      scope.notes.map((note) => [note]),
      limits.items,
    ),
    ...beforeAfter(verification, limits),
    ...newFailures(verification, limits),
    ...notCounted(verification, limits),
    ...lossLedger(verification, limits),
    ...mark(verification, limits),
  ];
}

function scopeLine({ scope, totals, fixes }: Verification): Inline {
  const span = scope.from === null || scope.to === null ? '' : ` (${scope.from} to ${scope.to})`;
  const one = scope.baseline && fixes.length === 1;
  const baseline = one ? `, compared with ${scope.baseline!.from} to ${scope.baseline!.to}` : '';
  const sources = scope.sources.length > 0 ? ` from ${scope.sources.join(', ')}` : '';
  const read = `${count(totals.entries, 'entry', 'entries')} read${sources}.`;
  return [strong('Window:'), ` ${scope.window}${span}${baseline}. ${read}`];
}

/** What is verified, and how much of it was seen at work; services on which nothing failed are left out. */
function fixList({ fixes, signatures, newSignatures }: Verification, limits: Limits): Block[] {
  const failing = new Set([...signatures, ...newSignatures].map(({ service }) => service));
  const telling = fixes.filter(({ service }) => failing.has(service));
  const { shown, left } = cap([...(telling.length > 0 ? telling : fixes)].reverse(), limits.items);
  const items = shown.map(({ revision, service, liveAt, requests, entries, previousRevision, commit }): Inline => {
    const seen = requests ? count(requests, 'request') : entries === null ? '' : count(entries, 'entry', 'entries');
    return [
      code(revision || service),
      ` live since ${liveAt}${seen === '' ? '' : `, ${seen} since`}`,
      ...(previousRevision === null ? [] : [', before it ', code(previousRevision)]),
      ...(commit === null ? [] : [', commit ', code(commit)]),
    ];
  });
  return listOf('Verified', left > 0 ? [...items, [`… and ${number(left)} more`]] : items, limits.items + 1);
}

/** Entries of older revisions after the fix was live: they belong to what was before. */
function notCounted({ stragglers }: Verification, limits: Limits): Block[] {
  if (stragglers.length === 0) return [];
  const { shown, left } = cap(stragglers, limits.items);
  const items = shown.map(
    ({ revision, count: n, last }): Inline => [
      `${count(n, 'entry', 'entries')} of the older revision `,
      code(revision),
      ` after the fix went live, the last at ${last}`,
    ],
  );
  const more: Inline[] = left > 0 ? [[`… and of ${number(left)} more revisions`]] : [];
  return [text(strong('Not counted:')), bullets([...items, ...more])];
}

function mark({ signatures }: Verification, limits: Limits): Block[] {
  const all = [...new Set(signatures.map(({ signature }) => cutToWidth(signature, 80)))];
  const { shown, left } = cap(all, limits.fingerprints);
  const more = left > 0 ? ` and ${left} more` : '';
  return all.length > 0 ? [{ kind: 'mark', text: `rca verified: ${shown.join(' ')}${more}` }] : [];
}
