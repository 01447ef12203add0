import type { WatchEvent } from '../../model.ts';
import { escapeJson, oneLine } from '../../text/escape.ts';
import { formatClock, parseTime } from '../../text/time.ts';
import { count, signedLag } from '../words.ts';

/** Characters of log text in a line. */
const MOST = 160;

type Of<E extends WatchEvent['event']> = Extract<WatchEvent, { event: E }>;

/** An event as one line, inert for a terminal, with its newline: `json` is one object, `text` is for people. */
export function printEvent(event: WatchEvent, format: 'text' | 'json'): string {
  if (format === 'json') return `${escapeJson(event)}\n`;
  const [label, what] = words(event);
  return `${clock(event.time)}  ${label.padEnd(9)} ${oneLine(what, 4 * MOST)}\n`;
}

function words(event: WatchEvent): [label: string, what: string] {
  switch (event.event) {
    case 'watching':
      return ['WATCHING', watching(event)];
    case 'signature':
      return [event.verdict.toUpperCase(), signature(event)];
    case 'verdict':
      return ['VERDICT', `${event.was} -> ${event.verdict}: ${signature(event)}`];
    case 'deployment':
      return ['DEPLOYED', deployment(event)];
    case 'deployment-verdict':
      return ['VERDICT', event.text];
    case 'source':
      return ['SOURCE', `${event.connected ? '' : 'not connected: '}${event.state}`];
    case 'loss':
      return ['LOST', `${event.count} ${event.reason}: ${event.detail}`];
    case 'end':
      return ['END', `${event.why}: ${event.headline}`];
  }
}

function watching({ project, services, baseline, known }: Of<'watching'>): string {
  const what = [project ?? '', services.join(', ')].filter(Boolean).join(': ') || 'standard input';
  const before = baseline === null ? 'no baseline' : `baseline ${clock(baseline.from)} to ${clock(baseline.to)}`;
  return `${what}; ${before}${baseline === null ? '' : `, ${count(known, 'known failure')}`}`;
}

function signature(event: Of<'signature'> | Of<'verdict'>): string {
  const { service, title, count: times, deployment: blamed, lagMs, confidence, symptomOf } = event;
  const after =
    lagMs === null || blamed === null ? '' : `, ${signedLag(lagMs)} after ${blamed.revision || blamed.service}`;
  const rank =
    confidence !== null
      ? `; root cause, ${confidence} confidence`
      : symptomOf === null
        ? ''
        : `; symptom of: ${oneLine(symptomOf, MOST)}`;
  return `${service || '(no service)'}: ${oneLine(title, MOST)} (${count(times, 'entry', 'entries')}${after}${rank})`;
}

function deployment({ service, revision, kind, liveAt, author, commit, changes }: Of<'deployment'>): string {
  const name = revision || service;
  const what =
    kind === 'failed' || liveAt === null
      ? `${name} failed to start`
      : kind === 'rollback' || kind === 'traffic'
        ? `${kind === 'rollback' ? 'traffic is back on' : 'traffic moved to'} ${name}`
        : `${name} went live`;
  const by = [author && `by ${author}`, commit && `commit ${commit.slice(0, 12)}`].filter(Boolean).join(', ');
  const changed = changes.length > 0 ? `; ${oneLine(changes.join('; '), MOST)}` : '';
  return `${what}${by ? ` (${by})` : ''}${changed}`;
}

function clock(time: string): string {
  const micros = parseTime(time);
  return micros === null ? oneLine(time, MOST) : formatClock(micros);
}
