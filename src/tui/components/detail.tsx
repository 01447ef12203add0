import { line } from '../lines/line.ts';
import { detailIn, layoutIn } from '../select.ts';
import type { ScreenState } from '../state.ts';
import { Lines } from './lines.tsx';

/** The beginning of the selected item's details. */
export function Detail({ state }: { state: ScreenState }) {
  const { detailRows, detailColumns } = layoutIn(state);
  const lines = detailIn(state, detailColumns);
  const more = lines.length - detailRows;
  const shown = more > 0 ? [...lines.slice(0, detailRows - 1), line(`… ${more + 1} more rows: Enter`, 'dim')] : lines;
  return <Lines lines={shown} columns={detailColumns} />;
}
