import type { Diagnosis, Report, SignatureReport } from '../model.ts';
import { count } from './words.ts';

/**
 * The report about one failure: of several causes that one alone, of a failure without a cause that failure alone. What else was found
 * is said in a note. null or the only cause = the report as it is.
 */
export function aboutOne(report: Report, target: { signature: string; service: string } | null): Report {
  if (target === null) return report;
  const fits = ({ signature, service }: { signature: string; service: string }) =>
    signature === target.signature && service === target.service;
  const diagnosis = report.diagnoses.find(fits);
  if (diagnosis) return report.diagnoses.length === 1 ? report : ofCause(report, diagnosis);
  const signature = report.signatures.find(fits);
  return signature ? ofSignature(report, signature) : report;
}

function ofCause(report: Report, diagnosis: Diagnosis): Report {
  const { rank } = diagnosis;
  const own = report.signatures.filter((item) => item.diagnosis === rank || item.diagnosis === null);
  const others = report.diagnoses.filter((item) => item.rank !== rank).map(({ title }) => title);
  return noted(
    {
      ...report,
      headline: diagnosis.summary,
      diagnoses: [{ ...diagnosis, rank: 1 }],
      signatures: own.map((item) => (item.diagnosis === null ? item : { ...item, diagnosis: 1 })),
    },
    `Only one of ${report.diagnoses.length} causes is reported here. The others: ${others.join('; ')}.`,
  );
}

function ofSignature(report: Report, signature: SignatureReport): Report {
  const { title, template, service, count: times, verdict } = signature;
  const others = report.diagnoses.length + report.signatures.filter(({ diagnosis }) => diagnosis === null).length - 1;
  const alone = {
    ...report,
    headline: `${title || template} in ${service}: ${count(times, 'entry', 'entries')}, ${verdict}`,
    diagnoses: [],
    // What it is a symptom of is not told here.
    signatures: [{ ...signature, diagnosis: null, muted: false }],
  };
  return others > 0 ? noted(alone, `Only one of ${others + 1} failures is reported here.`) : alone;
}

function noted(report: Report, note: string): Report {
  return { ...report, scope: { ...report.scope, notes: [...report.scope.notes, note] } };
}
