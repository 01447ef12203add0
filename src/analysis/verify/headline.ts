import type { Verification, VerifiedSignature } from '../../model.ts';
import { amount, atMost, inAmount, lengthOf, number } from './words.ts';

type Body = Omit<Verification, 'headline'>;

/** The verification in one sentence, with its numbers. */
export function headlineOf(body: Body): string {
  const decisive = body.signatures.filter(({ counts }) => counts);
  const failing = decisive.filter(({ verdict }) => FAILING.has(verdict));
  const [worst] = failing;
  if (worst)
    return `Not fixed: ${failingSentence(worst, failing.length, decisive.length)}${since(body, worst.service)}`;
  const [added] = body.newSignatures;
  if (added) {
    const gone = decisive.length > 0 && decisive.every(({ verdict }) => verdict === 'fixed');
    const what = gone ? `${describe(decisive)} gone, but ` : '';
    return `Not verified: ${what}${countOf(body.newSignatures.length, 'new failure')}${since(body, added.service)}: ${name(added)}, ${inAmount(added.after)}`;
  }
  const open = decisive.filter(({ verdict }) => verdict !== 'fixed');
  if (open[0])
    return `Inconclusive: ${name(open[0])}: ${open[0].reason}${others(open.length - 1)}${since(body, open[0].service)}`;
  if (decisive.length === 0) return nothing(body);
  return fixedSentence(body, decisive);
}

export const FAILING: ReadonlySet<string> = new Set(['still-failing', 'better', 'regressed']);

function name({ title, template }: VerifiedSignature): string {
  return `“${title || template}”`;
}

function describe(rows: VerifiedSignature[]): string {
  return rows.length === 1 ? `${name(rows[0]!)} is` : `${countOf(rows.length, 'failure signature')} are`;
}

function countOf(n: number, one: string): string {
  return `${number(n)} ${n === 1 ? one : `${one}s`}`;
}

function others(n: number): string {
  return n === 0 ? '' : ` (and ${number(n)} more)`;
}

const WORDS: Record<string, string> = {
  'still-failing': 'still fails',
  better: 'is clearly rarer, but not gone',
  regressed: 'is back or worse',
};

function failingSentence(row: VerifiedSignature, failing: number, all: number): string {
  const of = all > 1 ? ` (${number(failing)} of ${number(all)} signatures)` : '';
  return `${name(row)} ${WORDS[row.verdict]}, ${inAmount(row.after)}, ${inAmount(row.before)} before${of}`;
}

function since({ fixes }: Body, service: string): string {
  const fix = fixes.find((one) => one.service === service) ?? fixes.at(-1);
  return fix ? `, since ${fix.revision || fix.service} went live at ${fix.liveAt}` : '';
}

/** No more of what there was hundreds of, in how long and how much, and how often it may still come. */
function fixedSentence(body: Body, rows: VerifiedSignature[]): string {
  const [first, ...rest] = rows;
  const { after, before, upperBound, per, service } = first!;
  const seen = after.exposure === null ? '' : ` and ${amount(after.exposure, per)}`;
  const what = rest.length === 0 ? '' : ` and ${countOf(rest.length, 'more signature')}`;
  const bound = upperBound === null ? '' : `; what is left is at most ${atMost(upperBound, per)} (95 % certain)`;
  return `Fixed: no ${name(first!)}${what} in ${lengthOf(after)}${seen}${since(body, service)}, where there had been ${inAmount(before)}${bound}`;
}

function nothing({ answer, fixes }: Body): string {
  const [fix] = fixes.slice(-1);
  const where = fix ? ` since ${fix.revision || fix.service} went live at ${fix.liveAt}` : '';
  if (answer === 'fixed') return `Nothing failed before, and nothing fails${where}`;
  return `Inconclusive: nothing to verify was seen before, and no traffic${where}`;
}
