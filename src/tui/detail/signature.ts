import type { SignatureReport } from '../../model.ts';
import { type Line, line, span } from '../lines/line.ts';
import { paragraph } from '../lines/wrap.ts';
import { perRevision } from './per-revision.ts';
import { samples } from './samples.ts';
import { section } from './sections.ts';
import { clock, count, counted, lag, VERDICT_TONES } from './words.ts';

/** Everything that is known of a signature that no diagnosis covers. */
export function signatureLines(signature: SignatureReport, columns: number): Line[] {
  const { verdict, severity, rule, service, known } = signature;
  return [
    ...paragraph(signature.title, columns, { tone: 'strong' }),
    [
      span(signature.muted ? 'muted' : verdict, signature.muted ? 'dim' : VERDICT_TONES[verdict]),
      span(` · ${severity} · ${service}${rule === null ? '' : ` · ${rule}`}`),
    ],
    ...paragraph(timesOf(signature), columns),
    ...(known === null ? [] : paragraph(`Known: ${known}`, columns, { tone: 'accent' })),
    ...perRevision([signature], columns),
    ...section('Template', paragraph(signature.template, columns, { lead: '  ' })),
    ...samples([signature], columns),
    ...section('Signature', [line(`  ${signature.signature}`, 'dim')]),
  ];
}

function timesOf({ count: times, baselineCount, first, last, lagMs, deployment }: SignatureReport): string {
  const before = `${counted(times, 'entry', 'entries')} in the window, ${count(baselineCount)} in the baseline`;
  const span = first === null ? '' : `; first ${clock(first)}, last ${clock(last)} UTC`;
  const after =
    lagMs === null || deployment === null ? '' : `; ${lag(lagMs)} after ${deployment.revision || deployment.service}`;
  return `${before}${span}${after}`;
}
