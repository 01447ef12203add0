import { type Line, line, span } from '../lines/line.ts';
import { tableLine, tableWidths } from '../lines/table.ts';
import { paragraph } from '../lines/wrap.ts';
import { layoutIn, listIn, rowsIn, selectedIndex } from '../select.ts';
import type { ScreenState } from '../state.ts';
import { Lines } from './lines.tsx';

const MARK = 2;

/** The visible rows of the list in front, the selected one marked. */
export function List({ state }: { state: ScreenState }) {
  const { listRows, listColumns } = layoutIn(state);
  const shown = listIn(state);
  if (shown === null) return null;
  const { view, list } = shown;
  const rows = rowsIn(state);
  if (rows.length === 0) {
    const empty = paragraph(view.empty(state.data), listColumns - 2 * MARK, { lead: '  ', tone: 'dim' });
    return <Lines lines={[line(''), ...empty].slice(0, listRows + 1)} columns={listColumns} />;
  }
  const widths = tableWidths(view.columns, rows, listColumns - MARK);
  const headings = view.columns.map(({ heading }) => span(heading, 'dim'));
  const selected = selectedIndex(state);
  const visible = rows
    .slice(list.top, list.top + listRows)
    .map(
      ({ cells }, i): Line => [
        span(list.top + i === selected ? '> ' : '  ', 'strong'),
        ...tableLine(cells, view.columns, widths),
      ],
    );
  return (
    <Lines
      lines={[[span('  '), ...tableLine(headings, view.columns, widths)], ...visible]}
      columns={listColumns}
      selected={selected - list.top + 1}
    />
  );
}
