import type { Frame, Sample, SignatureReport } from '../../model.ts';
import { escapeTerminal } from '../../text/escape.ts';
import { type Line, line, span } from '../lines/line.ts';
import { paragraph } from '../lines/wrap.ts';
import { tonesOf } from './own-lines.ts';
import { section } from './sections.ts';
import { clock, shortRevision } from './words.ts';

/** Rows of a message that are shown. */
const MOST_ROWS = 40;

/** The entries kept of a signature: a row that says when and where, then the message as it was logged. */
export function samples(signatures: SignatureReport[], columns: number): Line[] {
  return section(
    'Samples',
    signatures.flatMap(({ samples: kept, frames = [] }) =>
      kept.flatMap((sample) => sampleLines(sample, frames, columns)),
    ),
  );
}

function sampleLines(sample: Sample, frames: Frame[], columns: number): Line[] {
  const { time, severity, service, revision, instance, log, message } = sample;
  const place = [shortRevision(revision, service), log, instance && `instance ${instance.slice(-6)}`].filter(Boolean);
  const head = [span(`  ${clock(time)}  `, 'dim'), span(severity), span(`  ${place.join(' ')}`, 'dim')];
  const rows = messageLines(message, frames, columns);
  const more = rows.length - MOST_ROWS;
  const shown = more > 0 ? [...rows.slice(0, MOST_ROWS), line(`    … ${more} more rows`, 'dim')] : rows;
  return [head, ...shown];
}

/** The message's own lines, their indentation kept; of a stack trace own code's stand out. */
function messageLines(message: string, frames: Frame[], columns: number): Line[] {
  const lines = escapeTerminal(message)
    .trimEnd()
    .split('\n', MOST_ROWS * 4);
  const tones = tonesOf(lines, frames);
  return lines.flatMap((text, i) => {
    const indent = Math.min(/^ */.exec(text)![0].length, columns >> 1);
    return paragraph(text.trimStart(), columns, { lead: ' '.repeat(4 + indent), tone: tones[i]! });
  });
}
