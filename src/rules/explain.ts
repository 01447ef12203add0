import type { LogKind, Role, RuleMatch } from '../model.ts';
import { type Reach, reach } from './beginnings.ts';
import { byPlace, type CompiledRule, findEach, readsLog } from './compiled.ts';

/**
 * won; lost: matches, as another one does that goes before it; other-log: would match, but does not read this log; no-pattern: a needle
 * stands in the message, and no pattern matches; no-needle: none stands in it, so it was never tried.
 */
export type Outcome = 'won' | 'lost' | 'other-log' | 'no-pattern' | 'no-needle';

/** What became of one rule on a message. Its texts hold log text: escape and redact them on the way out. */
export interface Candidate {
  rule: string;
  role: Role;
  outcome: Outcome;
  /** One sentence, without its full stop. */
  why: string;
  /** Those of its needles that stand in the message. */
  needles: string[];
  /** The pattern that matches first, or where none does the one that goes along furthest; null where none goes anywhere. */
  pattern: { index: number; text: string } | null;
  captures: Record<string, string>;
  /** Where that pattern, or its beginning, stands in the message, in UTF-16 units. */
  span: { start: number; end: number } | null;
}

/** Why the rule that speaks for a message is the one. */
export interface Explanation {
  winner: RuleMatch | null;
  /** The winner, those that lost to it from nearest to furthest, then those that do not match. */
  candidates: Candidate[];
}

const OUTCOMES: readonly Outcome[] = ['won', 'lost', 'other-log', 'no-pattern', 'no-needle'];
/** How much of a pattern's rest a sentence quotes. */
const QUOTED = 60;
/** Of a longer message only so much is tried with beginnings of patterns: that takes several times the work of matching. */
const LOOK = 8_000;

interface Tried {
  compiled: CompiledRule;
  needles: string[];
  /** Index of the pattern in `found`. */
  index: number;
  found: RuleMatch | null;
}

function tryRule(compiled: CompiledRule, message: string): Tried {
  const each = findEach(compiled, message);
  const [found = null] = each.filter((one) => one !== null).sort(byPlace);
  const needles = compiled.rule.needles.filter((needle) => message.includes(needle));
  return { compiled, needles, index: each.indexOf(found), found };
}

function whyLost(lost: Tried, won: Tried): string {
  const [mine, its] = [lost.found!, won.found!];
  const [role, above] = [lost.compiled.rule.role, won.compiled.rule.role];
  const to = `lost to ${its.rule}`;
  if (role !== above) return `${to}: role ${role} is below ${above}`;
  if (mine.start !== its.start) return `${to}: matches later, at ${mine.start} instead of at ${its.start}`;
  if (mine.end === its.end) return `${to}: same place and length, and its id comes after`;
  return `${to}: same place, but shorter, ${mine.end - mine.start} characters instead of ${its.end - its.start}`;
}

function whyWon(won: Tried, second: Tried | undefined): string {
  if (!second) return 'the only rule that matches';
  const [mine, its] = [won.found!, second.found!];
  const [role, below] = [won.compiled.rule.role, second.compiled.rule.role];
  if (role !== below) return `role ${role} is above ${below}, the role of ${its.rule}`;
  if (mine.start !== its.start) return `matches first, at ${mine.start}; ${its.rule} at ${its.start}`;
  if (mine.end === its.end) return `same place and length as ${its.rule}, and its id comes first`;
  return `same place as ${its.rule}, but longer, ${mine.end - mine.start} characters instead of ${its.end - its.start}`;
}

function shorten(text: string): string {
  return text.length > QUOTED ? `${text.slice(0, QUOTED - 1)}…` : text;
}

/** Why no pattern matches, with the one that goes along furthest. */
function whyNot({ compiled, needles }: Tried, message: string): Pick<Candidate, 'why' | 'pattern' | 'span'> {
  let best: { index: number; reached: Reach } | null = null;
  const begins = message.slice(0, LOOK);
  for (const [index, text] of compiled.rule.patterns.entries()) {
    const reached = reach(text, begins);
    if (!reached || (best && reached.end - reached.start <= best.reached.end - best.reached.start)) continue;
    best = { index, reached };
  }
  const [needle] = needles;
  const stands = needle === undefined ? 'none of its needles stands' : `its needle ${JSON.stringify(needle)} stands`;
  const but = `${stands} in the text, ${needle === undefined ? 'and' : 'but'} no pattern matches`;
  if (!best) return { why: but, pattern: null, span: null };
  const { index, reached } = best;
  const why = `${but}: patterns[${index}] goes along to ${reached.end}, then wants \`${shorten(reached.wants)}\``;
  const { start, end } = reached;
  return { why, pattern: { index, text: compiled.rule.patterns[index]! }, span: { start, end } };
}

function describe(tried: Tried, outcome: Outcome, why: string): Candidate {
  const { rule } = tried.compiled;
  const { index, found, needles } = tried;
  return {
    rule: rule.id,
    role: rule.role,
    outcome,
    why,
    needles,
    pattern: { index, text: rule.patterns[index]! },
    captures: found!.captures,
    span: { start: found!.start, end: found!.end },
  };
}

/** Rules that match, as against those that do not: what became of one. */
function judge(tried: Tried, message: string, log: LogKind, order: Tried[]): Candidate {
  const { rule } = tried.compiled;
  if (!tried.found) {
    const outcome = tried.needles.length ? 'no-pattern' : 'no-needle';
    return { rule: rule.id, role: rule.role, outcome, needles: tried.needles, captures: {}, ...whyNot(tried, message) };
  }
  if (!readsLog(rule, log)) return describe(tried, 'other-log', `reads only ${rule.logs.join(', ')}; this is ${log}`);
  if (!tried.needles.length) {
    return describe(tried, 'no-needle', `patterns[${tried.index}] matches, but none of its needles stands in the text`);
  }
  const [won, second] = order;
  return tried === won ? describe(tried, 'won', whyWon(tried, second)) : describe(tried, 'lost', whyLost(tried, won!));
}

/** What became of each of the rules on a message. Made for one message at a time: it tries everything, and beginnings of patterns too. */
export function explainMatch(rules: CompiledRule[], message: string, log: LogKind): Explanation {
  const tried = rules.map((compiled) => tryRule(compiled, message));
  const order = tried
    .filter(({ compiled, found, needles }) => found && needles.length && readsLog(compiled.rule, log))
    .sort((a, b) => a.compiled.rank - b.compiled.rank || byPlace(a.found!, b.found!));
  const rest = tried.filter((one) => !order.includes(one));
  const candidates = [...order, ...rest].map((one) => judge(one, message, log, order));
  const length = ({ span }: Candidate) => (span ? span.end - span.start : 0);
  candidates.sort(
    (a, b) =>
      OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome) ||
      (a.outcome === 'won' || a.outcome === 'lost' ? 0 : length(b) - length(a)),
  );
  return { winner: order[0]?.found ?? null, candidates };
}
