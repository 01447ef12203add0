import type { Report, SignatureReport } from '../../model.ts';
import { type Line, line, span } from '../lines/line.ts';
import { paragraph } from '../lines/wrap.ts';
import { perRevision } from './per-revision.ts';
import { samples } from './samples.ts';
import { bullets, section } from './sections.ts';
import { trendLines } from './trend.ts';
import { clock, count, counted, lag, VERDICT_TONES } from './words.ts';

/** Everything that is known of a signature that no diagnosis covers. */
export function signatureLines(signature: SignatureReport, report: Report, columns: number): Line[] {
  const { verdict, severity, rule, service, known, note } = signature;
  return [
    ...paragraph(signature.title, columns, { tone: 'strong' }),
    [
      span(signature.muted ? 'muted' : verdict, signature.muted ? 'dim' : VERDICT_TONES[verdict]),
      span(` · ${severity} · ${service}${rule === null ? '' : ` · ${rule}`}`),
    ],
    ...paragraph(timesOf(signature), columns),
    ...(note === undefined ? [] : paragraph(note, columns, { tone: 'accent' })),
    ...(known === null ? [] : paragraph(`Known: ${known}`, columns, { tone: 'accent' })),
    ...trendLines([signature], report, columns),
    ...perRevision([signature], columns),
    ...section('What changed', bullets(changesIn(signature, report), columns)),
    ...section('Template', paragraph(signature.template, columns, { lead: '  ' })),
    ...samples([signature], columns),
    ...section('Signature', [line(`  ${signature.signature}`, 'dim')]),
  ];
}

/** What changed in the revision that it began with. */
function changesIn({ deployment }: SignatureReport, { deployments }: Report): string[] {
  const began = deployments.find(
    ({ service, revision }) => service === deployment?.service && revision === deployment.revision,
  );
  return began?.changes ?? [];
}

function timesOf({ count: times, baselineCount, first, last, lagMs, deployment }: SignatureReport): string {
  const before = `${counted(times, 'entry', 'entries')} in the window, ${count(baselineCount)} in the baseline`;
  const span = first === null ? '' : `; first ${clock(first)}, last ${clock(last)} UTC`;
  const after =
    lagMs === null || deployment === null ? '' : `; ${lag(lagMs)} after ${deployment.revision || deployment.service}`;
  return `${before}${span}${after}`;
}
