import type { SignatureReport } from '../../model.ts';
import { type Line, span } from '../lines/line.ts';
import { type Column, type Row, tableLine, tableWidths } from '../lines/table.ts';
import { section } from './sections.ts';
import { count, shortRevision } from './words.ts';

const COLUMNS: Column[] = [
  { heading: '', align: 'left', most: 40 },
  { heading: '', align: 'left', most: 40 },
  { heading: '', align: 'right', most: 12 },
  { heading: '', align: 'left', most: 40 },
];

/** How often a failure was seen in each revision, beside the requests that the revision served. */
export function perRevision(signatures: SignatureReport[], columns: number): Line[] {
  const several = new Set(signatures.map(({ service }) => service)).size > 1;
  const rows: Row[] = signatures.flatMap(({ service, perRevision: counts }) =>
    Object.entries(counts).map(([revision, { count: failures, requests }]) => ({
      key: `${service}/${revision}`,
      cells: [
        span(several ? service : '', 'dim'),
        span(shortRevision(revision, service)),
        span(count(failures), 'strong'),
        span(requests === null ? '' : `in ${count(requests)} requests`, 'dim'),
      ],
    })),
  );
  const widths = tableWidths(COLUMNS, rows, columns - 2);
  return section(
    'Per revision',
    rows.map(({ cells }) => [span('  '), ...tableLine(cells, COLUMNS, widths)]),
  );
}
