import { RE2JS } from 're2js';
import type { LogKind, Rule, RuleMatch } from '../model.ts';
import { ROLES } from './areas.ts';

/** A capture is a name or a reason; what a hostile line adds to it is cut. */
const MAX_CAPTURE = 300;
/**
 * Of a longer message it is asked first whether a pattern matches at all: the automaton that answers is eight times as fast as the search
 * for captures, but keeps its states. With 2,400 patterns on 64 KB that has every needle (Node 24, one core): 2.5 s instead of 6.8.
 */
const LONG = 2_000;

/** A rule with what matching needs of it. */
export interface CompiledRule {
  rule: Rule;
  /** Place of its role in ROLES. */
  rank: number;
  /** Each compiled when a text first asks for it: in most runs most never are. */
  patterns: (RE2JS | null)[];
}

/** Rules by role, highest first, then by id. */
export function compileRules(rules: Rule[]): CompiledRule[] {
  return rules
    .map((rule) => ({ rule, rank: ROLES.indexOf(rule.role), patterns: patternsOf(rule) }))
    .sort((a, b) => a.rank - b.rank || (a.rule.id < b.rule.id ? -1 : 1));
}

/** Whether a rule reads entries of a log. Exports without logName and plain text do not say which they are from: it may be any. */
export function readsLog({ logs }: Rule, log: LogKind): boolean {
  return logs.length === 0 || log === 'other' || logs.includes(log);
}

/** Compiling costs more than matching a text: once for all matchers that a rule is in. */
const known = new WeakMap<Rule, (RE2JS | null)[]>();

function patternsOf(rule: Rule): (RE2JS | null)[] {
  const patterns = known.get(rule) ?? rule.patterns.map(() => null);
  known.set(rule, patterns);
  return patterns;
}

function clean(value: string): string {
  return value.slice(0, MAX_CAPTURE).replace(/\s+/g, ' ').trim();
}

function findCompiled(pattern: RE2JS, rule: string, message: string): RuleMatch | null {
  if (message.length > LONG && !pattern.test(message)) return null;
  const matcher = pattern.matcher(message);
  if (!matcher.find()) return null;
  const captures: Record<string, string> = {};
  for (const [name, value] of Object.entries(matcher.getNamedGroups())) {
    if (value !== null) captures[name] = clean(value);
  }
  return { rule, captures, start: matcher.start(), end: matcher.end() };
}

/** What one pattern of a rule finds in a message. */
export function findPattern({ rule, patterns }: CompiledRule, index: number, message: string): RuleMatch | null {
  patterns[index] ??= RE2JS.compile(rule.patterns[index]!);
  return findCompiled(patterns[index], rule.id, message);
}

/** What each pattern of a rule, in their order, finds in a message. */
export function findEach(compiled: CompiledRule, message: string): (RuleMatch | null)[] {
  return compiled.patterns.map((_, index) => findPattern(compiled, index, message));
}

/** Below 0 where `a` goes before `b`, of two matches of one role: the earlier, then the longer one, then the lower id. */
export function byPlace(a: RuleMatch, b: RuleMatch): number {
  return a.start - b.start || b.end - a.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
