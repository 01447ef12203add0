import type { Report } from '../../model.ts';
import { bullets, section } from '../detail/sections.ts';
import { clock, count } from '../detail/words.ts';
import { type Line, line, span } from '../lines/line.ts';
import { paragraph } from '../lines/wrap.ts';
import type { ScreenData } from '../store.ts';
import type { PageView } from './view.ts';

function facts({ scope, totals }: Report): [string, string][] {
  const window =
    scope.from && scope.to ? `${clock(scope.from)} to ${clock(scope.to)} UTC, ${scope.window}` : scope.window;
  const { baseline } = scope;
  return [
    ['project', scope.project ?? 'none'],
    ['services', scope.services.join(', ') || 'none seen'],
    ['read from', scope.sources.join(', ')],
    ['window', window],
    ['baseline', baseline ? `${clock(baseline.from)} to ${clock(baseline.to)} UTC` : 'none: nothing to compare with'],
    [
      'entries',
      `${count(totals.entries)}, of them ${count(totals.suspicious)} suspicious, ${count(totals.matched)} known to a rule`,
    ],
  ];
}

function losses({ losses: ledger }: Report, columns: number): Line[] {
  if (ledger.length === 0) return [line('  Nothing was dropped, sampled, suppressed, unreadable or left unread.')];
  const widest = Math.max(...ledger.map((loss) => count(loss.count).length));
  return ledger.flatMap(({ reason, count: lost, detail }) => {
    const [first = [], ...rest] = paragraph(detail, columns - 17 - widest);
    const head = [span(`  ${count(lost).padStart(widest)}  `), span(reason.padEnd(13), 'warn')];
    return [[...head, ...first], ...rest.map((row) => [span(' '.repeat(17 + widest)), ...row])];
  });
}

/** What was read and what was not: the loss ledger, notes, the window and its baseline. */
export const coverage: PageView = {
  label: 'Coverage',
  page({ report, message }: ScreenData, columns) {
    const said = message === null ? [] : paragraph(message, columns, { tone: 'warn' });
    if (report === null) return [...said, line('Nothing was read yet.')];
    return [
      ...said,
      ...facts(report).flatMap(([name, value]) => paragraph(value, columns, { lead: `  ${name.padEnd(9)}  ` })),
      ...section('Not in this report', losses(report, columns)),
      ...section('To know', bullets(report.scope.notes, columns)),
      ...section(
        'At stake',
        bullets(
          report.stakes.map(({ service, text }) => `${service === '*' ? 'all services' : service}: ${text}`),
          columns,
        ),
      ),
    ];
  },
};
