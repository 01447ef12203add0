import { relative } from 'node:path';
import { wrap } from '../report/lines.ts';
import type { Candidate, Judge, SpecimenProblem, Verdict } from '../rules/index.ts';
import { escapeTerminal } from '../text/escape.ts';
import { inert, type Page, verbatim } from './page.ts';
import { quote, type Span } from './rules-quote.ts';

/** What prints a fault: the library, a rule by itself, and how secrets are masked. */
export interface FaultContext {
  library: Judge;
  alone(rule: string): Judge;
  redact(text: string): string;
  page: Page;
}

/** What the rules saw of a text that shows a fault. */
interface Seen {
  /** The text that they were asked about: the root exception, or without its header. */
  text: string;
  /** What became of the rule whose specimen it is. */
  mine: Candidate;
  winner: Candidate | null;
  verdict: Verdict;
}

/** Of the texts that rules were asked about the one in which the rule comes furthest. */
function look({ rule, specimen, field }: SpecimenProblem, { library, alone }: FaultContext): Seen {
  const { text, log } = specimen!;
  const judge = field.startsWith('ignores') ? alone(rule) : library;
  const verdict = judge.judge(text, log);
  const seen = verdict.asked.map((asked): Seen => {
    const { candidates } = judge.matcher.explain(asked, log, [rule]);
    const mine = candidates.find((one) => one.rule === rule)!;
    return { text: asked, mine, winner: candidates.find(({ outcome }) => outcome === 'won') ?? null, verdict };
  });
  const reach = ({ mine: { outcome, span } }: Seen) =>
    (outcome === 'no-pattern' || outcome === 'no-needle' ? 0 : 1e9) + (span ? span.end - span.start : 0);
  return seen.reduce((best, one) => (reach(one) > reach(best) ? one : best));
}

/** A text without its secrets, and where the span then lies; null where a secret begins or ends inside it. */
function redactSpan(text: string, span: Span, redact: FaultContext['redact']): { text: string; span: Span | null } {
  const redacted = redact(text);
  if (redacted === text) return { text, span };
  const before = redact(text.slice(0, span.start));
  const upTo = redact(text.slice(0, span.end));
  const kept = redacted.startsWith(upTo) && upTo.startsWith(before);
  return { text: redacted, span: kept ? { start: before.length, end: upTo.length } : null };
}

/** The specimen with a mark under what matched, or as far as a pattern went along. */
function showText(problem: SpecimenProblem, { text, mine, winner }: Seen, { redact, page }: FaultContext): string[] {
  const whole = problem.specimen!.text;
  const span = mine.span ?? winner?.span ?? null;
  const at = whole.indexOf(text);
  const shown = at < 0 ? text : whole;
  if (!span) return quote(redact(shown), null, page);
  const shift = Math.max(0, at);
  const redacted = redactSpan(shown, { start: span.start + shift, end: span.end + shift }, redact);
  return quote(redacted.text, redacted.span, page);
}

function patternOf({ rule, pattern }: Candidate, own: string): string {
  return `${rule === own ? '' : `${rule} `}patterns[${pattern!.index}] \`${pattern!.text}\``;
}

/** What happened where that is not said by the fault itself. */
function happened({ rule, field }: SpecimenProblem, { mine, winner, verdict }: Seen): string {
  if (field.startsWith('ignores')) return `${patternOf(mine, rule)} matches`;
  if (winner && verdict.match) return `${winner.rule} wins`;
  if (!verdict.withheld) return 'no rule wins';
  return `no rule wins: ${verdict.withheld.rule} matches what is printed around an exception that no rule knows`;
}

/** One fault of a text as rows of a label and what it says; the patterns that it is about come as they are. */
function rowsOf(problem: SpecimenProblem, seen: Seen): [label: string, says: string, pattern?: boolean][] {
  const { rule, fix, specimen } = problem;
  const { fault } = specimen!;
  const { mine, winner } = seen;
  const other = winner && winner.rule !== rule ? winner : null;
  const why = mine.outcome === 'won' || fault.happened !== undefined ? [] : [mine.why];
  const patterns = [mine, other].filter((one) => one?.pattern && !problem.field.startsWith('ignores'));
  return [
    ['expected', fault.expected ?? `${rule} wins`],
    ['happened', fault.happened ?? happened(problem, seen)],
    ...why.map((says): [string, string] => ['why', says]),
    ...patterns.map((one): [string, string, boolean] => ['pattern', patternOf(one!, rule), true]),
    ['to do', fix],
  ];
}

/** All that is wrong with one specimen: the text, then each fault. */
function printText(problems: SpecimenProblem[], context: FaultContext): string[] {
  const { page, redact } = context;
  const seen = look(problems[0]!, context);
  const rows = problems.flatMap((problem) => rowsOf(problem, seen));
  const lines = rows.flatMap(([label, says, pattern]) => {
    const start = `    ${label.padEnd(9)} `;
    const said = pattern ? [start + verbatim(says)] : wrap(inert(redact(says)), page.width, start, ' '.repeat(14));
    return said.map((line) => line.replace(start, page.paint('dim', start)));
  });
  return [...showText(problems[0]!, seen, context), ...lines];
}

/** A path as it is typed here. */
function nearPath(file: string): string {
  const near = relative('', file);
  return near.startsWith('..') ? file : near;
}

/** Problems that are printed as one: all of one text, and those of one file that say the same. */
export function groupFaults(problems: SpecimenProblem[]): SpecimenProblem[][] {
  const key = ({ file, rule, field, problem, specimen }: SpecimenProblem) =>
    `${rule} ${specimen ? field : `${file} ${problem}`}`;
  return [...Map.groupBy(problems, key).values()];
}

/** The problems of a group: what, where, and how to see it. */
export function printFault(problems: SpecimenProblem[], context: FaultContext): string {
  const { page, redact } = context;
  const [{ file, rule, problem, fix, specimen }] = problems as [SpecimenProblem];
  const what = specimen ? problems.map((one) => one.specimen!.fault.what('this text')).join('; ') : problem;
  const fields = [...new Set(problems.map(({ field }) => field))].join(', ');
  const title = [rule, fields].filter(Boolean).join(' ');
  const heading = wrap(inert(`${title}: ${redact(what)}`), page.width, '✗ ', '  ');
  const place = page.paint('dim', `    ${escapeTerminal(nearPath(file))}`);
  const below = specimen ? printText(problems, context) : wrap(inert(fix), page.width, '    ', '    ');
  return [...heading.map((line) => page.paint('bad', line)), place, ...below].join('\n');
}
