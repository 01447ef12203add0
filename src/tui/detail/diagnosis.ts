import type { Diagnosis, Report } from '../../model.ts';
import { type Line, line, span } from '../lines/line.ts';
import { command, paragraph } from '../lines/wrap.ts';
import { chainOfWhys } from './chain.ts';
import { perRevision } from './per-revision.ts';
import { samples } from './samples.ts';
import { bullets, section } from './sections.ts';
import { traceFrames } from './trace.ts';
import { trendLines } from './trend.ts';
import { CONFIDENCE_TONES, count, counted, exposed, VERDICT_TONES } from './words.ts';

/** Everything that is known of a cause, what to do first. */
export function diagnosisLines(diagnosis: Diagnosis, report: Report, columns: number): Line[] {
  const { signature, services, confidence, verdict, rule, chain, frames } = diagnosis;
  const own = report.signatures.filter((item) => item.signature === signature && services.includes(item.service));
  const stakes = report.stakes.filter(({ service }) => service === '*' || services.includes(service));
  return [
    ...paragraph(diagnosis.title, columns, { tone: 'strong' }),
    [
      span(`${confidence} confidence`, CONFIDENCE_TONES[confidence]),
      span(' · '),
      span(verdict, VERDICT_TONES[verdict]),
      span(` · ${counted(diagnosis.count, 'entry', 'entries')}${rule === null ? '' : ` · ${rule}`}`),
    ],
    ...paragraph(diagnosis.summary, columns),
    ...stakes.flatMap(({ service, text }) =>
      paragraph(`At stake${service === '*' ? '' : ` in ${service}`}: ${text}`, columns, { tone: 'warn' }),
    ),
    ...section('Way back', diagnosis.wayBack === null ? [] : command(diagnosis.wayBack, columns)),
    ...chainOfWhys(chain, columns),
    ...traceFrames(frames, columns),
    ...trendLines(own, report, columns),
    ...perRevision(own, columns),
    ...beforeAndAfter(diagnosis, columns),
    ...section('What changed', bullets(diagnosis.changes, columns)),
    ...symptoms(diagnosis, columns),
    ...section('What to do', bullets(diagnosis.remedy, columns)),
    ...section(
      'Evidence',
      bullets(
        diagnosis.evidence.map(({ text }) => text),
        columns,
      ),
    ),
    ...samples(own, columns),
    ...section(
      'Find the entries',
      diagnosis.filters.flatMap((filter) => paragraph(filter, columns, { lead: '  ' })),
    ),
    ...section('References', bullets(diagnosis.references, columns)),
    ...section('Fingerprint', [line(`  ${diagnosis.fingerprint}`, 'dim')]),
  ];
}

function beforeAndAfter({ before, after, ratio, deployment }: Diagnosis, columns: number): Line[] {
  if (deployment === null) return [];
  const times = ratio?.value ? `, ${Number(ratio.value.toPrecision(2)).toLocaleString('en-US')} times the rate` : '';
  return paragraph(`before ${exposed(before)}, after ${exposed(after)}${times}`, columns, { lead: '  ', tone: 'dim' });
}

function symptoms({ symptoms: found }: Diagnosis, columns: number): Line[] {
  const widest = Math.max(0, ...found.map((symptom) => count(symptom.count).length));
  return section(
    'Symptoms of it',
    found.flatMap(({ title, service, count: times }) =>
      paragraph(`${title} (${service})`, columns, { lead: `  ${count(times).padStart(widest)}  `, leadTone: 'plain' }),
    ),
  );
}
