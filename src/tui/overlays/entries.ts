import type { RawEntry } from '../../model.ts';
import { escapeJson } from '../../text/escape.ts';
import { clock, counted } from '../detail/words.ts';
import { fold } from '../lines/fold.ts';
import { BLANK, type Line, line, span } from '../lines/line.ts';
import { paragraph } from '../lines/wrap.ts';
import type { EntriesPage } from './overlay.ts';

/** The entries of a signature as they are kept: the message with its own lines, then all of the entry as JSON. */
export function entriesLines({ title, entries, from }: EntriesPage, columns: number): Line[] {
  const kept =
    from === 'samples' ? 'the samples of the report' : 'the earliest of each revision and text, as they were logged';
  return [
    ...paragraph(title, columns, { tone: 'heading' }),
    line(`${counted(entries.length, 'entry', 'entries')}: ${kept}`, 'dim'),
    ...entries.flatMap((entry, i) => entryLines(entry, i, entries.length, columns)),
  ];
}

function entryLines(entry: RawEntry, index: number, of: number, columns: number): Line[] {
  const message = messageOf(entry);
  const time = typeof entry.timestamp === 'string' ? entry.timestamp : null;
  const head = [
    span(`── ${index + 1} of ${of}  `, 'dim'),
    span(clock(time), 'strong'),
    span(`  ${typeof entry.severity === 'string' ? entry.severity : ''}`),
  ];
  const rows = message === null ? [] : [...fold(message.trimEnd(), columns), BLANK];
  return [BLANK, head, ...rows, ...fold(escapeJson(entry, 2), columns, 'dim')];
}

function messageOf({ textPayload, jsonPayload }: RawEntry): string | null {
  if (typeof textPayload === 'string') return textPayload;
  if (typeof jsonPayload !== 'object' || jsonPayload === null || !('message' in jsonPayload)) return null;
  return typeof jsonPayload.message === 'string' ? jsonPayload.message : null;
}
