import { type Line, lineWidth, span } from '../lines/line.ts';
import { VIEWS } from '../select.ts';
import { type ScreenState, VIEW_NAMES, type ViewName } from '../state.ts';
import { Lines } from './lines.tsx';

function tab(name: ViewName, { data: { report }, view, help }: ScreenState): Line {
  const shown = VIEWS[name];
  const items = report !== null && 'rows' in shown ? ` ${shown.rows(report, false).length}` : '';
  const label = `${shown.label}${items}`;
  return view === name && !help ? [span(`[${label}]`, 'strong')] : [span(` ${label} `, 'dim')];
}

/** The views, the one in front in brackets. */
export function Tabs({ state }: { state: ScreenState }) {
  const tabs = VIEW_NAMES.flatMap((name) => tab(name, state));
  const help = state.help ? [span('[Help]', 'strong')] : [];
  const line = [span('─', 'dim'), ...tabs, ...help];
  const rule = span('─'.repeat(Math.max(0, state.columns - lineWidth(line))), 'dim');
  return <Lines lines={[[...line, rule]]} columns={state.columns} />;
}
