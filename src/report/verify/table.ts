import type { Verification, VerifiedSide, VerifiedSignature, VerifyVerdict } from '../../model.ts';
import { formatLag, parseTime } from '../../text/time.ts';
import { type Block, bullets, code, columns, heading, type Inline, strong, text } from '../blocks.ts';
import { cap, type Limits } from '../limits.ts';
import { count, exposed, number, ratePer, sharedDate, tableTime, timeTitle } from '../words.ts';

const VERDICT: Record<VerifyVerdict, string> = {
  fixed: 'fixed',
  better: 'better, not gone',
  'still-failing': 'still failing',
  regressed: 'regressed',
  'not-enough-traffic': 'not enough traffic yet',
  'read-in-part': 'not all was read',
  'not-seen': 'not seen',
  new: 'new',
  'no-baseline': 'no baseline',
  'no-fix': 'no fix live yet',
};

/** A row a signature: what it was, what it is, what can be left of it, and the verdict. */
export function beforeAfter({ signatures }: Verification, limits: Limits): Block[] {
  if (signatures.length === 0) return [];
  const { shown, left } = cap(signatures, limits.signatures);
  const named = areMany(signatures);
  const unit = sharedUnit(shown);
  const titles = signatures.map(({ title }) => title);
  const rows = shown.map((row): Inline[] => [
    [isOneOf(titles, row.title) ? `${row.title}: ${row.template}` : nameOf(row)],
    ...serviceCell(row, named),
    [sideCell(row.before, row, unit)],
    [sideCell(row.after, row, unit)],
    [row.upperBound === null ? 'not known' : ratePer(row.upperBound, row.per, unit === null)],
    verdictCell(row),
  ]);
  const titled = columns(
    'what',
    ...(named ? ['service'] : []),
    `>before${unit === null ? '' : `, in ${unit}`}`,
    '>after',
    '>at most (95 %)',
    'verdict',
  );
  return [
    heading(2, 'Before and after'),
    { kind: 'table', columns: titled, rows },
    ...(left > 0 ? [text(`… and ${number(left)} more: see the JSON.`)] : []),
    ...reasons(shown, named),
  ];
}

/** What all rates are per, where it is one thing: the heads of the columns say it then, not each cell. */
function sharedUnit(rows: VerifiedSignature[]): string | null {
  const units = new Set(rows.map(({ per }) => per));
  const [unit] = units;
  return units.size === 1 && unit !== undefined && unit !== 'minutes' ? unit.replace('-', ' ') : null;
}

function sideCell(side: VerifiedSide, { per }: VerifiedSignature, unit: string | null): string {
  if (per === 'minutes') return `${number(side.count)} in ${lengthOf(side)}`;
  if (unit === null || side.exposure === null) return exposed(side);
  return `${number(side.count)} in ${number(side.exposure)}`;
}

/** How long a side is: `1 h 03 min`. */
function lengthOf({ from, to }: VerifiedSide): string {
  return formatLag(((parseTime(to) ?? 0) - (parseTime(from) ?? 0)) / 1000);
}

function nameOf({ title, template, signature }: VerifiedSignature): string {
  return title || template || signature;
}

function areMany(rows: VerifiedSignature[]): boolean {
  return new Set(rows.map(({ service }) => service)).size > 1;
}

function isOneOf(titles: string[], title: string): boolean {
  return titles.indexOf(title) !== titles.lastIndexOf(title);
}

function serviceCell({ service }: VerifiedSignature, named: boolean): Inline[] {
  return named ? [[code(service)]] : [];
}

function verdictCell({ verdict, counts }: VerifiedSignature): Inline {
  return counts ? [strong(VERDICT[verdict])] : [`(${VERDICT[verdict]})`];
}

/** What a verdict rests on, where it is more than the row shows; once for all that share it. */
function reasons(rows: VerifiedSignature[], named: boolean): Block[] {
  const told = new Map<string, VerifiedSignature[]>();
  for (const row of rows) {
    const why = `${VERDICT[row.verdict]}; ${row.reason}`;
    if (row.verdict !== 'fixed' || !row.counts) told.set(why, [...(told.get(why) ?? []), row]);
  }
  const items = [...told].map(([why, [first, ...others]]): Inline => {
    const more = others.length === 0 ? '' : ` and ${number(others.length)} more`;
    return [strong(nameOf(first!)), ...(named ? [' in ', code(first!.service)] : []), `${more}: ${why}`];
  });
  return items.length > 0 ? [bullets(items)] : [];
}

/** Failures that were not there before: a fix that brings them is not verified. */
export function newFailures({ newSignatures }: Verification, limits: Limits): Block[] {
  if (newSignatures.length === 0) return [];
  const { shown, left } = cap(newSignatures, limits.signatures);
  const named = areMany(newSignatures);
  const date = sharedDate(shown.map(({ firstAfter }) => firstAfter));
  const rows = shown.map((row): Inline[] => [
    [nameOf(row)],
    ...serviceCell(row, named),
    [row.per === 'minutes' ? sideCell(row.after, row, null) : exposed(row.after)],
    [tableTime(row.firstAfter, date)],
    [code(row.signature)],
  ]);
  const titled = columns('what', ...(named ? ['service'] : []), '>since', timeTitle('first, UTC', date), 'signature');
  const compared = newSignatures.filter(({ verdict }) => verdict === 'new').length;
  const told =
    compared === newSignatures.length
      ? `${count(compared, 'failure signature was', 'failure signatures were')} not there before in all that was read.`
      : `The time before was not seen, or not all was read: whether ${count(newSignatures.length, 'failure signature is', 'failure signatures are')} new is not known.`;
  return [
    heading(2, compared > 0 ? 'New since the fix' : 'Failing since the fix'),
    text(told),
    { kind: 'table', columns: titled, rows },
    ...(left > 0 ? [text(`… and ${number(left)} more: see the JSON.`)] : []),
  ];
}
