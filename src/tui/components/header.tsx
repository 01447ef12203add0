import { clock, count, counted } from '../detail/words.ts';
import { type Line, span, spread } from '../lines/line.ts';
import type { ScreenState } from '../state.ts';
import type { ScreenData } from '../store.ts';
import { Lines } from './lines.tsx';
import { readingStatus } from './reading-status.ts';

/** `2025-09-09 19:09:34 to 19:39:34 UTC`: the day once where it is the same. */
function windowOf({ report, progress }: ScreenData): string {
  const from = report?.scope.from ?? null;
  const to = report?.scope.to ?? null;
  if (from === null || to === null) return progress === null ? '' : 'looking for the window';
  const [begin, end] = [clock(from).slice(0, 19), clock(to).slice(0, 19)];
  return `${begin} to ${begin.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end} UTC`;
}

function scopeLine({ report }: ScreenData): Line {
  const services = report?.scope.services ?? [];
  const names = services.length > 3 ? [...services.slice(0, 3), `${services.length - 3} more`] : services;
  const place = [report?.scope.project, names.join(', ')].filter(Boolean).join('  ');
  return [span('rca  ', 'heading'), span(place, 'strong')];
}

function totalsLine({ report, progress, state }: ScreenData): Line {
  const read =
    state === 'reading' ? Math.max(progress?.entries ?? 0, report?.totals.entries ?? 0) : (report?.totals.entries ?? 0);
  // A repeat is no loss: its entry was counted.
  const losses = report?.losses.filter(({ reason }) => reason !== 'duplicate') ?? [];
  const lost = losses.reduce((sum, loss) => sum + loss.count, 0);
  return [
    span(counted(read, 'entry', 'entries')),
    ...(lost > 0 ? [span(', '), span(`${count(lost)} lost`, 'warn')] : []),
  ];
}

/** What is looked at, and how far the reading is. */
export function Header({ state: { data, columns } }: { state: ScreenState }) {
  const lines = [
    spread(scopeLine(data), readingStatus(data), columns),
    spread([span(windowOf(data), 'dim')], totalsLine(data), columns),
  ];
  return <Lines lines={lines} columns={columns} />;
}
