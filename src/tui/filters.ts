/** What of the report is listed. */
import { compile, FilterError, type Predicate, parseFilter } from '../filter/index.ts';
import type { Diagnosis, RawEntry, Report, Sample, SignatureReport, Verdict } from '../model.ts';
import { parseTime } from '../text/time.ts';

export interface Filters {
  /** In the Logging query language. */
  query: { text: string; passes: Predicate } | null;
  service: string | null;
  verdict: Verdict | null;
}

export const NO_FILTERS: Filters = { query: null, service: null, verdict: null };

export const isFiltered = ({ query, service, verdict }: Filters): boolean =>
  query !== null || service !== null || verdict !== null;

/** `service=backend, new only, severity>=ERROR` */
export function filterWords({ query, service, verdict }: Filters): string {
  const parts = [service === null ? null : `service=${service}`, verdict === null ? null : `${verdict} only`];
  return [...parts, query?.text].filter(Boolean).join(', ');
}

type Compiled = { query: Filters['query'] } | { error: { what: string; hint: string; position: number } };

/** Checks a filter that was typed. Times counted from now are counted from the end of the window. */
export function compileQuery(text: string, report: Report | null): Compiled {
  if (text.trim() === '') return { query: null };
  const now = parseTime(report?.scope.to ?? '') ?? 0;
  try {
    return { query: { text: text.trim(), passes: compile(parseFilter(text), { now }) } };
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const { what, hint, position } = error;
    return { error: { what, hint, position } };
  }
}

const LOG_IDS: Record<Sample['log'], string> = {
  request: 'run.googleapis.com%2Frequests',
  stdout: 'run.googleapis.com%2Fstdout',
  stderr: 'run.googleapis.com%2Fstderr',
  system: 'run.googleapis.com%2Fvarlog%2Fsystem',
  audit: 'cloudaudit.googleapis.com%2Factivity',
  other: '',
};

/**
 * A sample as the entry that it was, as far as it is kept. Whether the message was a text or a payload's is not: both have it, so that
 * a filter on either finds it.
 */
export function sampleEntry(sample: Sample, project: string | null): RawEntry {
  const { time, severity, service, revision, instance, log, trace, insertId, message } = sample;
  const place = project === null ? 'projects/-' : `projects/${project}`;
  return {
    ...(insertId === '' ? {} : { insertId }),
    ...(time === null ? {} : { timestamp: time }),
    severity,
    resource: {
      type: 'cloud_run_revision',
      labels: {
        ...(project === null ? {} : { project_id: project }),
        service_name: service,
        configuration_name: service,
        revision_name: revision,
      },
    },
    ...(instance === '' ? {} : { labels: { instanceId: instance } }),
    ...(trace === '' ? {} : { trace: `${place}/traces/${trace}` }),
    ...(LOG_IDS[log] === '' ? {} : { logName: `${place}/logs/${LOG_IDS[log]}` }),
    textPayload: message,
    jsonPayload: { message },
  };
}

type Passes = (item: SignatureReport) => boolean;

function passing({ query, service, verdict }: Filters, { scope }: Report): Passes {
  const says = ({ samples }: SignatureReport) =>
    query === null || samples.some((sample) => query.passes(sampleEntry(sample, scope.project)));
  return (item) =>
    (service === null || item.service === service) &&
    (verdict === null || (item.verdict === verdict && !item.muted)) &&
    says(item);
}

/** A diagnosis is listed for its root and, since they are listed with it alone, for its symptoms. */
function diagnosisPasses(diagnosis: Diagnosis, report: Report, filters: Filters): boolean {
  const { query, service, verdict } = filters;
  if (verdict !== null && diagnosis.verdict !== verdict) return false;
  if (query === null) return service === null || diagnosis.services.includes(service);
  const passes = passing({ query, service, verdict: null }, report);
  const isRoot = (item: SignatureReport) =>
    item.signature === diagnosis.signature && diagnosis.services.includes(item.service);
  return report.signatures.some((item) => (isRoot(item) || item.diagnosis === diagnosis.rank) && passes(item));
}

/** The report with what passes: failures by all filters, deployments by their service. */
export function filtered(report: Report, filters: Filters): Report {
  if (!isFiltered(filters)) return report;
  const { service } = filters;
  const diagnoses = report.diagnoses.filter((item) => diagnosisPasses(item, report, filters));
  const shown = new Set(diagnoses.map(({ rank }) => rank));
  const passes = passing(filters, report);
  return {
    ...report,
    diagnoses,
    signatures: report.signatures.filter((item) =>
      item.diagnosis === null ? passes(item) : shown.has(item.diagnosis),
    ),
    deployments: report.deployments.filter((item) => service === null || item.service === service),
  };
}

const VERDICTS: Verdict[] = ['new', 'worse', 'unknown', 'unchanged', 'better', 'gone'];

/** The verdict after this one that something in the report has; null = all. */
export function nextVerdict(verdict: Verdict | null, { diagnoses, signatures }: Report): Verdict | null {
  const there = new Set([...diagnoses, ...signatures.filter(({ muted }) => !muted)].map((item) => item.verdict));
  const from = verdict === null ? 0 : VERDICTS.indexOf(verdict) + 1;
  return VERDICTS.slice(from).find((item) => there.has(item)) ?? null;
}

/** The services that something is listed of, sorted. */
export function servicesOf({ signatures, diagnoses, deployments, scope }: Report): string[] {
  const named = [...signatures, ...diagnoses, ...deployments].map(({ service }) => service);
  return [...new Set([...named, ...scope.services])].filter((name) => name !== '').sort();
}
