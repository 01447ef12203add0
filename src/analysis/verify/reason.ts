import type { VerifiedSignature } from '../../model.ts';
import type { Past } from './chronic.ts';
import type { Fix } from './fixes.ts';
import { amount, atMost, inAmount, number, roughly } from './words.ts';

type Row = Omit<VerifiedSignature, 'reason'>;

/** Why a row's verdict is what it is, with its numbers, and why it has no say where it has none. */
export function reasonOf(row: Row, past: Past, fix: Fix): string {
  return [verdictReason(row, past, fix), ...noSay(row, past, fix)].join('; ');
}

function verdictReason(row: Row, { wasFixed }: Past, fix: Fix): string {
  const { before, after, per } = row;
  const times = row.ratio?.value == null ? '' : `, ×${Number(row.ratio.value.toPrecision(2))}`;
  switch (row.verdict) {
    case 'fixed':
      return `none in ${amountSince(row)}, where the old rate would have brought ${expectation(row)}`;
    case 'better':
    case 'still-failing':
      return `${inAmount(after)} since, ${inAmount(before)} before${times}`;
    case 'regressed':
      if (wasFixed)
        return `back: ${fix.previous?.revision ?? 'the revision before'} did not show it, ${inAmount(after)} since`;
      if (before.count === 0)
        return `${inAmount(after)} since, none ${per === 'minutes' ? 'just before' : `in ${amount(before.exposure ?? 0, per)} just before`}`;
      return `more often than before: ${inAmount(after)} since, ${inAmount(before)} before${times}`;
    case 'not-enough-traffic':
      return notEnough(row);
    case 'read-in-part':
      return `none in the ${amountSince(row)} that were read, and not all was read`;
    case 'no-fix':
      return `no fix has gone live yet: ${fix.deployment.revision || 'what is live'} is what failed`;
    case 'not-seen':
      return `neither before nor since in what was read: there is nothing to compare with`;
    case 'new':
      return `${inAmount(after)} since, none before in all that was read`;
    case 'no-baseline':
      return `${inAmount(after)} since, and the time before was not seen, or not all of it`;
  }
}

function amountSince({ after, per }: Row): string {
  return after.exposure === null ? 'the time since' : amount(after.exposure, per);
}

/** A rate that is not known promises nothing: then the bound has to do. */
function expectation({ expected, upperBound, per }: Row): string {
  if (expected !== null) return number(expected);
  return upperBound === null ? 'an unknown number' : `an unknown number (it is at most ${atMost(upperBound, per)})`;
}

function notEnough(row: Row): string {
  const { expected, chance, missing, per } = row;
  const more = missing === null ? '' : `: about ${roughly(missing, per)} more are needed`;
  if (after(row) === 0) return `no traffic since${more}`;
  if (expected === null) return `none since, and the old rate is not known${more}`;
  const came = expected < 9.5 ? String(Number(expected.toPrecision(2))) : number(expected);
  return `none since, but the old rate would have brought only ${came} (chance of none ${percent(chance ?? 1)})${more}`;
}

const after = ({ after: { exposure } }: Row) => exposure;

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function noSay({ counts, before }: Row, { chronic }: Past, { previous }: Fix): string[] {
  if (counts) return [];
  if (chronic)
    return [`it was there before ${previous?.revision ?? 'the revision before'} at that rate, so it does not decide`];
  return [`with ${number(before.count)} before it is too rare to decide`];
}
