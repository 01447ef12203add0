import type { Verification, VerifiedSignature, VerifyVerdict } from '../../model.ts';
import { type Block, code, columns, heading, type Inline, strong, text } from '../blocks.ts';
import { cap, type Limits } from '../limits.ts';
import { count, exposed, number, ratePer } from '../words.ts';

const VERDICT: Record<VerifyVerdict, string> = {
  fixed: 'fixed',
  better: 'better, not gone',
  'still-failing': 'still failing',
  regressed: 'regressed',
  'not-enough-traffic': 'not enough traffic yet',
  'read-in-part': 'not all was read',
  'not-seen': 'not seen',
  new: 'new',
};

/** A row a signature: what it was, what it is, what can be left of it, and the verdict. */
export function beforeAfter({ signatures, fixes, newSignatures }: Verification, limits: Limits): Block[] {
  if (signatures.length === 0) return [];
  const { shown, left } = cap(signatures, limits.signatures);
  const named = new Set([...signatures, ...newSignatures].map(({ service }) => service)).size > 1 || fixes.length > 1;
  const rows = shown.map((row): Inline[] => [
    [row.title || row.template || row.signature],
    ...(named ? [[code(row.service)]] : []),
    [exposed(row.before)],
    [exposed(row.after)],
    [row.upperBound === null ? 'not known' : ratePer(row.upperBound, row.per)],
    verdictCell(row),
  ]);
  return [
    heading(2, 'Before and after'),
    {
      kind: 'table',
      columns: columns('what', ...(named ? ['service'] : []), '>before', '>after', '>at most now (95 %)', 'verdict'),
      rows,
    },
    ...(left > 0 ? [text(`… and ${number(left)} more: see the JSON.`)] : []),
    ...reasons(shown),
  ];
}

function verdictCell({ verdict, counts }: VerifiedSignature): Inline {
  return counts ? [strong(VERDICT[verdict])] : [`(${VERDICT[verdict]})`];
}

/** What a verdict rests on, where it is more than the row shows. */
function reasons(rows: VerifiedSignature[]): Block[] {
  const told = rows.filter(({ verdict, counts }) => verdict !== 'fixed' || !counts);
  if (told.length === 0) return [];
  return [
    {
      kind: 'list',
      from: null,
      items: told.map(({ title, template, verdict, reason, service }) => ({
        content: [strong(`${title || template}`), ' in ', code(service), `: ${VERDICT[verdict]}; ${reason}`],
        below: [],
      })),
    },
  ];
}

/** Failures that were not there before: a fix that brings them is not verified. */
export function newFailures({ newSignatures }: Verification, limits: Limits): Block[] {
  if (newSignatures.length === 0) return [];
  const { shown, left } = cap(newSignatures, limits.signatures);
  const rows = shown.map((row): Inline[] => [
    [row.title || row.template],
    [code(row.service)],
    [exposed(row.after)],
    [row.firstAfter ?? 'not timed'],
    [code(row.signature)],
  ]);
  return [
    heading(2, 'New since the fix'),
    text(
      `${count(newSignatures.length, 'failure signature was', 'failure signatures were')} not there before in all that was read.`,
    ),
    { kind: 'table', columns: columns('what', 'service', '>since', 'first, UTC', 'signature'), rows },
    ...(left > 0 ? [text(`… and ${number(left)} more: see the JSON.`)] : []),
  ];
}
