import type { Report, SignatureReport, Verdict } from '../../model.ts';
import { diagnosisLines } from '../detail/diagnosis.ts';
import { signatureLines } from '../detail/signature.ts';
import { CONFIDENCE_TONES, count, lag, shortRevision, VERDICT_TONES } from '../detail/words.ts';
import { type Span, span } from '../lines/line.ts';
import type { Column, Row } from '../lines/table.ts';
import { perReport } from '../per-report.ts';
import type { ListView } from './view.ts';

/** The title comes last but one, and a service's name after it: right-to-left text in it cannot reorder the numbers. */
const COLUMNS: Column[] = [
  { heading: 'verdict', align: 'left', most: 10 },
  { heading: 'count', align: 'right', most: 10 },
  { heading: 'began', align: 'left', most: 34 },
  { heading: 'failure', align: 'left', most: Infinity },
  { heading: 'service', align: 'left', most: 14 },
];

const ORDER: Verdict[] = ['new', 'worse', 'unknown', 'unchanged', 'better', 'gone'];

/** The key of a row: the same for a signature and a diagnosis of it. */
export const keyOf = (item: { signature: string; service: string }) => `${item.signature} ${item.service}`;

/** Signatures that no diagnosis is about: what is news first, the muted last, then the most frequent. */
function others(report: Report): SignatureReport[] {
  const place = ({ verdict, muted }: SignatureReport) => (muted ? ORDER.length : ORDER.indexOf(verdict));
  return report.signatures
    .filter(({ diagnosis }) => diagnosis === null)
    .sort((a, b) => place(a) - place(b) || b.count - a.count);
}

function since(item: Since, wide: boolean): Span {
  const { lagMs, deployment } = item;
  if (lagMs === null || deployment === null) return span('');
  const after = wide ? ` after ${shortRevision(deployment.revision, deployment.service) || 'the deployment'}` : '';
  return span(`${lag(lagMs)}${after}`);
}

type Since = { lagMs: number | null; deployment: { service: string; revision: string } | null };

function rowsOf(report: Report, wide: boolean): Row[] {
  const services = new Set(report.signatures.map(({ service }) => service));
  const service = (name: string, more: number) =>
    span(services.size < 2 ? '' : more > 0 ? `${name} +${more}` : name, 'dim');
  const diagnoses = report.diagnoses.map((item) => ({
    key: keyOf(item),
    cells: [
      span(`${item.rank} ${item.confidence}`, CONFIDENCE_TONES[item.confidence]),
      span(count(item.count)),
      since(item, wide),
      span(item.title, 'strong'),
      service(item.service, item.services.length - 1),
    ],
  }));
  const signatures = others(report).map((item) => ({
    key: keyOf(item),
    cells: [
      item.muted ? span('muted', 'dim') : span(item.verdict, VERDICT_TONES[item.verdict]),
      span(count(item.count)),
      since(item, wide),
      span(item.title),
      service(item.service, 0),
    ],
  }));
  return [...diagnoses, ...signatures];
}

const rows = perReport(rowsOf);

/** Causes first, then every other signature. */
export const failures: ListView = {
  label: 'Failures',
  columns: COLUMNS,
  rows,
  detail(report, key, columns) {
    const diagnosis = report.diagnoses.find((item) => keyOf(item) === key);
    if (diagnosis) return diagnosisLines(diagnosis, report, columns);
    const signature = report.signatures.find((item) => keyOf(item) === key);
    return signature ? signatureLines(signature, columns) : [];
  },
  empty({ report, state }) {
    if (state === 'reading') return report === null ? 'Nothing to show yet.' : 'No failure so far.';
    return report?.headline ?? 'Nothing was read.';
  },
};
