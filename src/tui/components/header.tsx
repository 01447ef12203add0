import type { Report } from '../../model.ts';
import { newestDeployment, standingOf } from '../../text/standing.ts';
import { displayWidth } from '../../text/width.ts';
import { clock, count, counted, shortRevision } from '../detail/words.ts';
import { type Line, safe, span, spread } from '../lines/line.ts';
import { perReport } from '../per-report.ts';
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

function totalsLine({ report, progress, state, live }: ScreenData): Line {
  const read =
    state === 'reading' ? Math.max(progress?.entries ?? 0, report?.totals.entries ?? 0) : (report?.totals.entries ?? 0);
  // A repeat is no loss: its entry was counted.
  // What a query never asks for are no entries that were lost.
  const losses = report?.losses.filter(({ reason, of }) => reason !== 'duplicate' && of !== 'texts') ?? [];
  const lost = losses.reduce((sum, loss) => sum + loss.count, 0);
  const reasons = [...new Set(losses.map(({ reason }) => reason))];
  const why = reasons.length === 1 ? ` (${reasons[0]})` : '';
  return [
    span(counted(read, 'entry', 'entries')),
    ...(live === null ? [] : [span(`, ${perSecond(live.entriesPerSecond)}`, live.connected ? 'plain' : 'warn')]),
    ...(lost > 0 ? [span(', '), span(`${count(lost)} lost${why}`, 'warn')] : []),
  ];
}

function perSecond(rate: number): string {
  return `${rate > 0 && rate < 9.5 ? rate.toFixed(1) : count(Math.round(rate))}/s`;
}

/** Of what is followed: how the newest deployment stands; its service is left out where there is no room for it. */
function standingLine({ report }: ScreenData, columns: number): Line {
  const standing = report === null ? null : standingIn(report);
  if (standing === null) return [span('no deployment in the window so far', 'dim')];
  const fits = displayWidth(safe(standing.full)) <= columns;
  return [span(fits ? standing.full : standing.short, 'strong')];
}

const standingIn = perReport((report: Report) => {
  const newest = newestDeployment(report);
  if (newest === null) return null;
  const full = standingOf(newest, report);
  const name = shortRevision(newest.revision, newest.service);
  return { full, short: name === '' ? full : standingOf(newest, report, name) };
});

/** What is looked at, and how far the reading is. */
export function Header({ state: { data, columns } }: { state: ScreenState }) {
  const lines = [
    spread(scopeLine(data), readingStatus(data), columns),
    spread([span(windowOf(data), 'dim')], totalsLine(data), columns),
    ...(data.live === null ? [] : [standingLine(data, columns)]),
  ];
  return <Lines lines={lines} columns={columns} />;
}
