import { layoutIn, pageIn } from '../select.ts';
import type { ScreenState } from '../state.ts';
import { Lines } from './lines.tsx';

/** A text on the whole screen, scrolled. */
export function Page({ state }: { state: ScreenState }) {
  const { detailRows } = layoutIn(state);
  const lines = pageIn(state) ?? [];
  return <Lines lines={lines.slice(state.scroll, state.scroll + detailRows)} columns={state.columns} />;
}
