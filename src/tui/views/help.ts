import { KEYS } from '../keys.ts';
import { BLANK, type Line, line, span } from '../lines/line.ts';
import { paragraph } from '../lines/wrap.ts';

const VERDICTS: [string, string][] = [
  ['1 high', 'a cause, its rank and how sure the evidence makes it'],
  ['new', 'not there before the deployment or the window'],
  ['worse', 'there before, and now at a higher rate than chance explains'],
  ['unknown', 'there is no baseline to compare with'],
  ['unchanged', 'there before at about the same rate'],
  ['better', 'there before at a higher rate'],
  ['gone', 'there before and not since, or over: noise of a roll-out, ended by a roll-back'],
];

const SIGNS: [string, string][] = [
  ['▁▃█', 'failures over time, each row scaled to its own peak, which is said at its end'],
  ['▲ △ ✗', 'a revision that went live, traffic that was moved, a revision that failed'],
  ['├ │', 'between what was before the last go-live (or the window), and what came since'],
];

const table = (rows: [string, string][], columns: number): Line[] =>
  rows.flatMap(([name, text]) => paragraph(text, columns, { lead: `  ${name.padEnd(16)}`, leadTone: 'strong' }));

/** The keys and the words of the screen. */
export function helpLines(columns: number): Line[] {
  const keys = KEYS.flatMap(([heading, rows], i): Line[] => [
    ...(i > 0 ? [BLANK] : []),
    line(heading, 'heading'),
    ...table(rows, columns),
  ]);
  return [
    ...keys,
    BLANK,
    line('Verdicts', 'heading'),
    ...table(VERDICTS, columns),
    BLANK,
    line('Over time', 'heading'),
    ...table(SIGNS, columns),
    BLANK,
    [span('Symptoms are listed with the cause that explains them.', 'dim')],
    ...paragraph(
      'The mouse wheel scrolls; to select text with the mouse hold Shift (in some terminals Option or Fn).',
      columns,
      {
        tone: 'dim',
      },
    ),
  ];
}
