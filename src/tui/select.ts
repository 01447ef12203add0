/** What follows from the state: computed when asked for, never stored. */
import type { Diagnosis, Report, ReportDeployment, SignatureReport } from '../model.ts';
import type { Target } from './effects.ts';
import { type Filters, filtered, isFiltered } from './filters.ts';
import { isRoomy, type Layout, layoutOf } from './layout.ts';
import type { Line } from './lines/line.ts';
import type { Row } from './lines/table.ts';
import { type Mutes, withMutes } from './mutes.ts';
import { overlayLines } from './overlays/lines.ts';
import { perReport } from './per-report.ts';
import type { ListState, ScreenState } from './state.ts';
import { coverage } from './views/coverage.ts';
import { keyOf as deploymentKey, deployments } from './views/deployments.ts';
import { failures, keyOf } from './views/failures.ts';
import { helpLines } from './views/help.ts';
import type { ListView } from './views/view.ts';

export const VIEWS = { failures, deployments, coverage };

const muting = new WeakMap<Report, { mutes: Mutes; report: Report }>();
const filtering = new WeakMap<Report, { filters: Filters; report: Report }>();

/** The report with what was muted on this screen. */
export function reportIn({ data: { report }, mutes }: Pick<ScreenState, 'data' | 'mutes'>): Report | null {
  if (report === null || mutes.size === 0) return report;
  const known = muting.get(report);
  if (known?.mutes === mutes) return known.report;
  const made = { mutes, report: withMutes(report, mutes) };
  muting.set(report, made);
  return made.report;
}

/** What of it passes the filters. */
export function listedIn(state: ScreenState): Report | null {
  const report = reportIn(state);
  const { filters } = state;
  if (report === null || !isFiltered(filters)) return report;
  const known = filtering.get(report);
  if (known?.filters === filters) return known.report;
  const made = { filters, report: filtered(report, filters) };
  filtering.set(report, made);
  return made.report;
}

/** The view in front, where it is a list. */
export function listIn(state: ScreenState): { view: ListView; list: ListState } | null {
  if (state.view === 'coverage') return null;
  const view = VIEWS[state.view];
  const list = state.lists[state.view];
  return hiddenIn(state) > 0
    ? { view: { ...view, empty: () => 'Nothing here passes the filters. Esc clears them.' }, list }
    : { view, list };
}

/** Rows of a wide screen have more words in them. */
const isWide = (state: ScreenState) => isRoomy(state.columns);

export function rowsIn(state: ScreenState): Row[] {
  const report = listedIn(state);
  return report === null || state.view === 'coverage' ? [] : VIEWS[state.view].rows(report, isWide(state));
}

/** How many rows the filters leave out. */
export function hiddenIn(state: ScreenState): number {
  const report = reportIn(state);
  if (report === null || state.view === 'coverage' || !isFiltered(state.filters)) return 0;
  return VIEWS[state.view].rows(report, isWide(state)).length - rowsIn(state).length;
}

/** The place of the selected item; of one that is gone the place it had. 0 in an empty list. */
export function selectedIndex(state: ScreenState): number {
  const list = listIn(state)?.list;
  const rows = rowsIn(state);
  if (!list || list.selected === null) return 0;
  const index = rows.findIndex(({ key }) => key === list.selected);
  return Math.max(0, index >= 0 ? index : Math.min(list.index, rows.length - 1));
}

/** What a row stands for. */
export interface Item {
  diagnosis: Diagnosis | null;
  signature: SignatureReport | null;
  deployment: ReportDeployment | null;
}

const itemsOf = perReport((report: Report, view: 'failures' | 'deployments') => {
  const items = new Map<string, Item>();
  if (view === 'deployments') {
    for (const deployment of report.deployments)
      items.set(deploymentKey(deployment), { diagnosis: null, signature: null, deployment });
    return items;
  }
  for (const signature of report.signatures)
    items.set(keyOf(signature), { diagnosis: null, signature, deployment: null });
  for (const diagnosis of report.diagnoses) {
    const signature = items.get(keyOf(diagnosis))?.signature ?? null;
    items.set(keyOf(diagnosis), { diagnosis, signature, deployment: null });
  }
  return items;
});

export function itemOf(state: ScreenState, key: string): Item | null {
  const report = reportIn(state);
  return report === null || state.view === 'coverage' ? null : (itemsOf(report, state.view).get(key) ?? null);
}

/** What is selected; null where nothing is. */
export function selectedItem(state: ScreenState): Item | null {
  const row = rowsIn(state)[selectedIndex(state)];
  return row ? itemOf(state, row.key) : null;
}

/** The failure that is selected; null where none is. */
export function targetIn(state: ScreenState): (Target & { title: string }) | null {
  const item = selectedItem(state);
  const found = item?.diagnosis ?? item?.signature ?? null;
  return found && { signature: found.signature, service: found.service, title: found.title };
}

/** The details of the selected item. */
export function detailIn(state: ScreenState, columns: number): Line[] {
  const report = reportIn(state);
  const row = rowsIn(state)[selectedIndex(state)];
  return report === null || !row || state.view === 'coverage' ? [] : VIEWS[state.view].detail(report, row.key, columns);
}

/** The text that fills the screen, where one does. */
export function pageIn(state: ScreenState): Line[] | null {
  if (state.help) return helpLines(state.columns);
  if (state.overlay !== null) return overlayLines(state.overlay, reportIn(state), state.columns);
  if (state.view === 'coverage') return coverage.page(state.data, state.columns);
  return state.open ? detailIn(state, state.columns) : null;
}

export function layoutIn(state: ScreenState): Layout {
  const { columns, rows, help, open, view, overlay, data } = state;
  const full = help || open || overlay !== null || view === 'coverage';
  const services = data.report?.timeline?.services.length ?? null;
  return layoutOf({ columns, rows, items: rowsIn(state).length, full, live: data.live !== null, services });
}
