import { type Line, span } from '../lines/line.ts';
import type { ScreenData } from '../store.ts';

/** How far the reading is: `reading, 12 of 60 pages`, `waiting for quota`, `done`; `following`, or in capitals that nothing comes. */
export function readingStatus({ state, progress, report, live }: ScreenData): Line {
  if (live !== null && state === 'reading')
    return live.connected ? [span(live.text, 'good')] : [span(`NOT CONNECTED: ${live.text}`, 'bad')];
  if (state !== 'reading') {
    const partial = report?.losses.some(({ reason }) => reason === 'not-read' || reason === 'quota') ?? false;
    return [partial ? span('partly read', 'warn') : span('done', 'good')];
  }
  if (progress === null) return [span('reading …', 'accent')];
  if (progress.waiting !== null) return [span(progress.waiting, 'warn')];
  const { done, total, unit } = progress;
  if (unit === 'pages')
    return [span(`reading … ${total === null ? `${done} pages` : `${done} of ${total} pages`}`, 'accent')];
  return [
    span(`reading … ${total ? `${Math.floor((100 * done) / total)} %` : `${Math.round(done / 1e6)} MB`}`, 'accent'),
  ];
}
