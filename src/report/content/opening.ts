import type { Report } from '../../model.ts';
import { type Block, bullets, heading, type Inline, strong, text } from '../blocks.ts';
import { cap, type Limits } from '../limits.ts';
import { isSafeCommand } from '../shell.ts';
import { count, number } from '../words.ts';

/** The headline, what was looked at, what is at stake, and the way back. */
export function opening(report: Report, limits: Limits): Block[] {
  return [
    heading(1, report.headline),
    text(...scopeLine(report)),
    ...(isQuiet(report) ? [text(...nothingNew(report))] : []),
    ...listOf('At stake', report.stakes.map(stake), limits.items),
    ...listOf(
      'Note',
      report.scope.notes.map((note) => [note]),
      limits.items,
    ),
    ...wayBack(report, limits),
  ];
}

function scopeLine({ scope, totals }: Report): Inline {
  const span = scope.from === null || scope.to === null ? '' : ` (${scope.from} to ${scope.to})`;
  const baseline = scope.baseline
    ? `compared with ${scope.baseline.from} to ${scope.baseline.to}`
    : 'no baseline to compare with';
  const sources = scope.sources.length > 0 ? ` from ${scope.sources.join(', ')}` : '';
  const read = `${count(totals.entries, 'entry', 'entries')} read${sources}: ${number(totals.suspicious)} suspicious, ${number(totals.matched)} known to a rule`;
  return [strong('Window:'), ` ${scope.window}${span}, ${baseline}. ${read}.`];
}

/** No diagnosis, and no failure that is too small for one. */
function isQuiet({ diagnoses, signatures }: Report): boolean {
  const old = ({ verdict, muted }: Report['signatures'][number]) =>
    muted || !['new', 'worse', 'unknown'].includes(verdict);
  return diagnoses.length === 0 && signatures.every(old);
}

function nothingNew({ scope }: Report): Inline {
  const where = scope.from === null || scope.to === null ? 'in what was read' : `between ${scope.from} and ${scope.to}`;
  return [strong('Nothing new was found'), ` ${where}.`];
}

function stake({ service, text: what }: Report['stakes'][number]): Inline {
  return service === '*' ? [what] : [`${what} (${service})`];
}

/** One line for one item, a list for more. */
export function listOf(title: string, items: Inline[], max: number): Block[] {
  if (items.length === 0) return [];
  if (items.length === 1) return [text(strong(`${title}:`), ' ', ...items[0]!)];
  const { shown, left } = cap(items, max);
  return [text(strong(`${title}:`)), bullets(left > 0 ? [...shown, [`… and ${left} more`]] : shown)];
}

function wayBack({ diagnoses }: Report, limits: Limits): Block[] {
  const lines = new Set(
    diagnoses.filter(({ deployment }) => deployment !== null).flatMap(({ wayBack: line }) => line ?? []),
  );
  const safe = [...lines].filter(isSafeCommand);
  const unsafe = lines.size - safe.length;
  const { shown, left } = cap(safe, limits.items);
  return [
    ...(shown.length > 0
      ? [text(strong('Way back:'), ' sends traffic to the revision before; rca never runs it.'), code(shown)]
      : []),
    ...(left > 0 ? [text(`… and ${left} more.`)] : []),
    ...(unsafe > 0
      ? [text(`${count(unsafe, 'way back is', 'ways back are')} left out: not safe to paste into a shell.`)]
      : []),
  ];
}

function code(lines: string[]): Block {
  return { kind: 'code', lines, language: 'sh' };
}
