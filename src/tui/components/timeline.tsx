import type { Report } from '../../model.ts';
import type { Line } from '../lines/line.ts';
import { perReport } from '../per-report.ts';
import { layoutIn } from '../select.ts';
import type { ScreenState } from '../state.ts';
import { chart } from '../timeline/chart.ts';
import { Lines } from './lines.tsx';

/** How often each service failed over time, the worst first, with deployments and the clock below. */
export function Timeline({ state }: { state: ScreenState }) {
  const { timelineRows, markersApart } = layoutIn(state);
  const { report } = state.data;
  if (report === null || timelineRows === 0) return null;
  return <Lines lines={linesOf(report, state.columns, timelineRows, markersApart)} columns={state.columns} />;
}

const linesOf = perReport((report: Report, columns: number, rows: number, apart: boolean): Line[] => {
  const { timeline } = report;
  if (!timeline) return [];
  const room = rows - (apart ? 2 : 1);
  const shown = timeline.services.slice(0, room).map(({ service, failures }) => ({
    name: service || '(no service)',
    counts: failures,
  }));
  const more = timeline.services.length - shown.length;
  const corner = more > 0 ? `+${more} ${more === 1 ? 'service' : 'services'}` : 'UTC';
  const series = shown.length > 0 ? shown : [{ name: 'no failures', counts: [] }];
  return chart(report, timeline, { series, columns, corner, apart });
});
