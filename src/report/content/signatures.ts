import type { Report, SignatureReport, Verdict } from '../../model.ts';
import { type Block, code, columns, heading, type Inline, text } from '../blocks.ts';
import { cap, type Limits } from '../limits.ts';
import { count, manyServices, number, sharedDate, signedLag, tableTime, timeTitle } from '../words.ts';
import { listOf } from './opening.ts';

/** What the diagnoses explain. */
export function symptoms({ diagnoses }: Report, limits: Limits): Block[] {
  const all = diagnoses.flatMap(({ rank, symptoms: own }) => own.map((symptom) => ({ rank, ...symptom })));
  if (all.length === 0) return [];
  const { shown, left } = cap(all, limits.symptoms);
  const rows = shown.map(({ rank, title, service, count: n }): Inline[] => [
    [String(rank)],
    [number(n)],
    [title],
    [code(service)],
  ]);
  return [
    heading(2, 'Symptoms'),
    { kind: 'table', columns: columns('>of cause', '>entries', 'symptom', 'service'), rows },
    ...(left > 0 ? [text(`… and ${left} more.`)] : []),
  ];
}

const NEWS: Verdict[] = ['new', 'worse', 'unknown'];

/** New signatures that no diagnosis explains, and the others in a few words. */
export function otherSignatures(report: Report, limits: Limits): Block[] {
  const { signatures } = report;
  const others = signatures.filter(({ diagnosis }) => diagnosis === null);
  const news = others
    .filter(({ verdict, muted }) => !muted && NEWS.includes(verdict))
    .sort((a, b) => b.count - a.count);
  const { shown, left } = cap(news, limits.signatures);
  return [
    ...(news.length > 0 ? [heading(2, 'Other new signatures'), table(shown, manyServices(report))] : []),
    ...(left > 0 ? [text(`… and ${left} more, with ${entriesOf(news.slice(shown.length))} in all.`)] : []),
    ...rolloutNoise(others),
    ...summary(others),
  ];
}

function table(rows: SignatureReport[], named: boolean): Block {
  const date = sharedDate(rows.map(({ first }) => first));
  const service = named ? ['service'] : [];
  return {
    kind: 'table',
    columns: columns('>entries', '>before', 'what', ...service, 'verdict', timeTitle('first, UTC', date)),
    rows: rows.map((row) => [
      [number(row.count)],
      [number(row.baselineCount)],
      [row.known ? `${row.known}: ${row.title || row.template}` : row.title || row.template],
      ...(named ? [[code(row.service)]] : []),
      [row.verdict],
      [`${tableTime(row.first, date)}${row.lagMs === null ? '' : ` (${signedLag(row.lagMs)})`}`],
    ]),
  };
}

/** What is only there because instances ended and began: each with its numbers. */
function rolloutNoise(signatures: SignatureReport[]): Block[] {
  const noise = signatures.filter(({ note, muted }) => note !== undefined && !muted).sort((a, b) => b.count - a.count);
  const { shown, left } = cap(noise, NOISE);
  const items = shown.map(({ title, known, note }): Inline => [`${known ?? title}: ${note}`]);
  return listOf('Over with the roll-out', left > 0 ? [...items, [`… and ${left} more`]] : items, NOISE + 1);
}

/** Signatures of a roll-out's noise that are named. */
const NOISE = 3;

const REST: [name: string, (signature: SignatureReport) => boolean][] = [
  ['Unchanged', ({ verdict, muted }) => verdict === 'unchanged' && !muted],
  ['Fewer than before', ({ verdict, muted }) => verdict === 'better' && !muted],
  ['Gone', ({ verdict, muted, note }) => verdict === 'gone' && !muted && note === undefined],
  ['Muted', ({ muted }) => muted],
];

function summary(signatures: SignatureReport[]): Block[] {
  return REST.flatMap(([name, belongs]) => {
    const group = signatures.filter(belongs).sort((a, b) => b.count - a.count);
    if (group.length === 0) return [];
    const titles = group.slice(0, 3).map(({ title, known }) => known ?? title);
    const more = group.length > 3 ? `, and ${group.length - 3} more` : '';
    const entries = name === 'Gone' ? '' : `, ${entriesOf(group)}`;
    return [text(`${name}: ${count(group.length, 'signature')}${entries} (${titles.join('; ')}${more}).`)];
  });
}

function entriesOf(group: SignatureReport[]): string {
  return count(
    group.reduce((sum, signature) => sum + signature.count, 0),
    'entry',
    'entries',
  );
}
