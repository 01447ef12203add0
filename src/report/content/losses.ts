import type { Report } from '../../model.ts';
import { type Block, columns, heading, type Inline, text } from '../blocks.ts';
import { cap, type Limits } from '../limits.ts';
import { count, number } from '../words.ts';

/** The loss ledger: everything that was dropped, sampled, suppressed, unreadable or not read. */
export function lossLedger({ losses }: Pick<Report, 'losses'>, limits: Limits): Block[] {
  if (losses.length === 0) return [heading(2, 'Losses'), text('Nothing was lost: all that was read was counted.')];
  const { shown, left } = cap(losses, limits.losses);
  const rows = shown.map(({ reason, count: n, detail }): Inline[] => [[reason], [number(n)], [detail]]);
  const rest = losses.slice(shown.length).reduce((sum, loss) => sum + loss.count, 0);
  return [
    heading(2, 'Losses'),
    { kind: 'table', columns: columns('reason', '>count', 'detail'), rows },
    ...(left > 0 ? [text(`… and ${left} more, with ${count(rest, 'loss', 'losses')} in all.`)] : []),
  ];
}
