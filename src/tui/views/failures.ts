import type { Diagnosis, Report, SignatureReport, Verdict } from '../../model.ts';
import { diagnosisLines } from '../detail/diagnosis.ts';
import { signatureLines } from '../detail/signature.ts';
import { trendOf } from '../detail/trend.ts';
import { CONFIDENCE_TONES, count, lag, shortRevision, VERDICT_TONES } from '../detail/words.ts';
import { type Span, span } from '../lines/line.ts';
import type { Column, Row } from '../lines/table.ts';
import { perReport } from '../per-report.ts';
import { sparkline } from '../timeline/bars.ts';
import type { ListView } from './view.ts';

/** The title comes behind the numbers: right-to-left text in it cannot reorder them. */
const COLUMNS: Column[] = [
  { heading: 'verdict', align: 'left', most: 10 },
  { heading: 'count', align: 'right', most: 10 },
  { heading: 'began', align: 'left', most: 34, spare: true },
  { heading: 'failure', align: 'left', most: Infinity },
  { heading: 'service', align: 'left', most: 14, tight: 9, spare: true },
  { heading: 'trend', align: 'left', most: 16, spare: true },
];

/** Columns of a trend. */
const TREND = { narrow: 8, wide: 16 };

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

/** When it was first seen: after which deployment too, where there is room; another service's is named in full. */
function since({ lagMs, deployment, service }: Since, wide: boolean): Span {
  if (lagMs === null || deployment === null) return span('');
  const name = deployment.service === service ? shortRevision(deployment.revision, service) : deployment.revision;
  return span(`${lag(lagMs)}${wide ? ` after ${name || 'the deployment'}` : ''}`);
}

type Since = { service: string; lagMs: number | null; deployment: { service: string; revision: string } | null };

function rowsOf(report: Report, wide: boolean): Row[] {
  const services = new Set(report.signatures.map(({ service }) => service));
  const service = (name: string, more: number) =>
    span(services.size < 2 ? '' : more > 0 ? `${name} +${more}` : name, 'dim');
  const bySignature = Map.groupBy(report.signatures, ({ signature }) => signature);
  const trend = (items: SignatureReport[]) =>
    span(sparkline(trendOf(items), wide ? TREND.wide : TREND.narrow), items[0]?.muted ? 'dim' : 'accent');
  const roots = ({ signature, services: where }: Diagnosis) =>
    (bySignature.get(signature) ?? []).filter((item) => where.includes(item.service));
  const diagnoses = report.diagnoses.map((item) => ({
    key: keyOf(item),
    cells: [
      span(`${item.rank} ${item.confidence}`, CONFIDENCE_TONES[item.confidence]),
      span(count(item.count)),
      since(item, wide),
      span(item.title, 'strong'),
      service(item.service, item.services.length - 1),
      trend(roots(item)),
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
      trend([item]),
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
  detail: perReport((report: Report, key: string, columns: number) => {
    const diagnosis = report.diagnoses.find((item) => keyOf(item) === key);
    if (diagnosis) return diagnosisLines(diagnosis, report, columns);
    const signature = report.signatures.find((item) => keyOf(item) === key);
    return signature ? signatureLines(signature, report, columns) : [];
  }),
  empty({ report, state }) {
    if (state === 'reading') return report === null ? 'Nothing to show yet.' : 'No failure so far.';
    return report?.headline ?? 'Nothing was read.';
  },
};
