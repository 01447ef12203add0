import type { Verification, VerifiedSignature } from '../../model.ts';
import { amount, atMost, inAmount, lengthOf, number } from './words.ts';

type Body = Omit<Verification, 'headline'>;

/** Verdicts that say that a failure is there. */
export const FAILING: ReadonlySet<string> = new Set(['still-failing', 'better', 'regressed']);

/** The verification in one sentence, with its numbers. */
export function headlineOf(body: Body): string {
  const decisive = body.signatures.filter(({ counts }) => counts);
  const failing = decisive.filter(({ verdict }) => FAILING.has(verdict)).sort((a, b) => b.after.count - a.after.count);
  const [added] = body.newSignatures.filter(({ verdict }) => verdict === 'new');
  if (added && added.after.count > (failing[0]?.after.count ?? 0)) return newSentence(body, decisive, added);
  if (failing[0]) return failingSentence(body, failing, decisive.length);
  const [open, ...others] = decisive.filter(({ verdict }) => verdict !== 'fixed');
  if (open?.verdict === 'no-fix') return `Inconclusive: ${open.reason}: ${name(open)}${andMore(others.length)}`;
  if (open) return `Inconclusive${since(body, open.service)}: ${name(open)}: ${open.reason}${andMore(others.length)}`;
  const [unknown] = body.newSignatures;
  if (unknown)
    return `Inconclusive${since(body, unknown.service)}: ${name(unknown)}: ${unknown.reason}${andMore(body.newSignatures.length - 1)}`;
  return decisive.length === 0 ? nothing(body) : fixedSentence(body, decisive);
}

function name({ title, template, signature }: VerifiedSignature): string {
  return `“${title || template || signature}”`;
}

function countOf(n: number, one: string): string {
  return `${number(n)} ${n === 1 ? one : `${one}s`}`;
}

function andMore(n: number): string {
  return n === 0 ? '' : ` (and ${number(n)} more)`;
}

function since({ fixes }: Pick<Body, 'fixes'>, service: string): string {
  const fix = fixes.find((one) => one.service === service) ?? fixes.at(-1);
  return fix ? sinceFix(fix) : '';
}

function sinceFix({ kind, revision, service, liveAt }: Body['fixes'][number]): string {
  return ` since ${revision || service} ${kind === 'rollback' ? 'took the traffic back' : 'went live'} at ${liveAt}`;
}

/** No more of what there was hundreds of, in how long and how much, and how often it may still come. */
function fixedSentence(body: Body, [first, ...rest]: VerifiedSignature[]): string {
  const { after, before, upperBound, per, service } = first!;
  const seen = after.exposure === null ? '' : ` and ${amount(after.exposure, per)}`;
  const what = rest.length === 0 ? '' : ` and none of ${countOf(rest.length, 'more signature')}`;
  const bound = upperBound === null ? '' : `; at most ${atMost(upperBound, per)} is left (95 % certain)`;
  return `Fixed: no ${name(first!)}${what} in ${lengthOf(after)}${seen}${since(body, service)}, where there had been ${inAmount(before)}${bound}`;
}

const WORDS: Record<string, string> = {
  'still-failing': 'still fails',
  better: 'is clearly rarer, but not gone',
  regressed: 'is back or comes more often',
};

function failingSentence(body: Body, failing: VerifiedSignature[], all: number): string {
  const [row] = failing;
  const { verdict, after, before, service } = row!;
  const of = all > 1 ? ` (${number(failing.length)} of ${countOf(all, 'signature')} not fixed)` : '';
  const added = body.newSignatures.length;
  const news = added > 0 ? `; ${countOf(added, 'new failure signature')} came with it` : '';
  return `Not fixed: ${name(row!)} ${WORDS[verdict]}, ${inAmount(after)}${since(body, service)}, ${inAmount(before)} before${of}${news}`;
}

function newSentence({ newSignatures, ...body }: Body, decisive: VerifiedSignature[], row: VerifiedSignature): string {
  const gone = decisive.filter(({ verdict }) => verdict === 'fixed').length;
  const of = decisive.length === 0 ? '' : `; ${number(gone)} of ${countOf(decisive.length, 'old signature')} fixed`;
  return `Not verified: ${countOf(newSignatures.length, 'new failure signature')}${since(body, row.service)}: ${name(row)}, ${inAmount(row.after)}${of}`;
}

function nothing({ answer, fixes }: Body): string {
  const fix = fixes.at(-1);
  const where = fix ? sinceFix(fix) : '';
  return answer === 'fixed'
    ? `Nothing failed before, and nothing fails${where}`
    : `Inconclusive: no failure was seen before, and no traffic${where}`;
}
