import type { Report, SignatureReport } from '../../model.ts';
import type { Line } from '../lines/line.ts';
import { chart } from '../timeline/chart.ts';
import { section } from './sections.ts';

/** Beyond it bars are only drawn out. */
const MOST = 140;

/** How often it happened over the baseline and the window, with the deployments; nothing where the report has no counts over time. */
export function trendLines(signatures: SignatureReport[], report: Report, columns: number): Line[] {
  const { timeline } = report;
  const counts = trendOf(signatures);
  if (!timeline || counts.every((count) => count === 0)) return [];
  const drawn = chart(report, timeline, {
    series: [{ name: '', counts }],
    columns: Math.min(columns, MOST),
    corner: '',
    apart: false,
  });
  return section('Over time', drawn);
}

/** The counts of several signatures together, a number a step; [] where there are none. */
export function trendOf(signatures: SignatureReport[]): readonly number[] {
  if (signatures.length === 1) return signatures[0]!.trend ?? [];
  const [first = [], ...others] = signatures.flatMap(({ trend }) => (trend ? [trend] : []));
  return first.map((n, step) => others.reduce((sum, own) => sum + (own[step] ?? 0), n));
}
