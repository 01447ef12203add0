/** Two revisions of a service side by side. */
import type { Report, ReportDeployment, SignatureReport } from '../../model.ts';
import { bullets, section } from '../detail/sections.ts';
import { clock, count, counted, shortRevision } from '../detail/words.ts';
import { type Line, line, span, type Tone } from '../lines/line.ts';
import { type Column, type Row, tableLine, tableWidths } from '../lines/table.ts';
import { paragraph } from '../lines/wrap.ts';
import type { ComparePage } from './overlay.ts';

const at = ({ liveAt, createdAt }: ReportDeployment) => liveAt ?? createdAt ?? '';

/** The revisions of a service, oldest first; those of which no deployment is known come first, by name. */
export function revisionsOf(report: Report, service: string): string[] {
  const deployed = report.deployments
    .filter((item) => item.service === service && item.revision !== '')
    .sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0));
  const known = deployed.map(({ revision }) => revision);
  const before = deployed.flatMap(({ previousRevision }) => previousRevision ?? []);
  const seen = signaturesOf(report, service).flatMap(({ perRevision }) => Object.keys(perRevision));
  const others = [...before, ...seen].filter((name) => name !== '(none)' && !known.includes(name)).sort();
  return [...new Set([...others, ...known])];
}

/** What to compare at first: the revision, or the newest, with the one that it followed. null where there are not two. */
export function comparePage(report: Report, service: string, revision: string | null, under: number) {
  const all = revisionsOf(report, service);
  if (all.length < 2) return null;
  const right = revision !== null && all.includes(revision) ? revision : all.at(-1)!;
  const followed = report.deployments.find((item) => item.service === service && item.revision === right);
  const previous = followed?.previousRevision;
  const place = all.indexOf(right);
  const left = previous && previous !== right && all.includes(previous) ? previous : (all[place - 1] ?? all[1]!);
  return { kind: 'compare', service, left, right, side: 'left', under } satisfies ComparePage;
}

/** The next or previous revision on the side that is being chosen; the other side's is left out. */
export function chooseRevision(page: ComparePage, report: Report, by: 1 | -1): ComparePage {
  const other = page.side === 'left' ? page.right : page.left;
  const all = revisionsOf(report, page.service).filter((name) => name !== other);
  const place = all.indexOf(page[page.side]);
  return { ...page, [page.side]: all[Math.min(Math.max(place + by, 0), all.length - 1)] ?? page[page.side] };
}

const signaturesOf = (report: Report, service: string) => report.signatures.filter((item) => item.service === service);

interface Seen {
  count: number;
  requests: number | null;
}

const NONE: Seen = { count: 0, requests: null };

interface Compared {
  item: SignatureReport;
  left: Seen;
  right: Seen;
  said: 'only right' | 'more right' | 'only left' | 'more left' | 'there before' | 'same';
}

/**
 * By requests where both are known, else by number. Counts are of the window: a revision that served nothing in it cannot be held
 * against the other, and what the baseline had is not only in one of them.
 */
function compared(item: SignatureReport, { left, right }: ComparePage, requests: Requests): Compared {
  const seen = (revision: string): Seen => ({
    ...(item.perRevision[revision] ?? NONE),
    requests: requests.get(revision) ?? null,
  });
  const [a, b] = [seen(left), seen(right)];
  const rated = a.requests !== null && b.requests !== null;
  const [x, y] = rated ? [a.count / a.requests!, b.count / b.requests!] : [a.count, b.count];
  const others = item.baselineCount > 0 && !(requests.has(left) && requests.has(right));
  const said =
    others && (a.count === 0 || b.count === 0)
      ? 'there before'
      : a.count === 0
        ? 'only right'
        : b.count === 0
          ? 'only left'
          : x < y
            ? 'more right'
            : x > y
              ? 'more left'
              : 'same';
  return { item, left: a, right: b, said };
}

type Requests = Map<string, number>;

function requestsOf(signatures: SignatureReport[]): Requests {
  const known: Requests = new Map();
  for (const { perRevision } of signatures)
    for (const [revision, { requests }] of Object.entries(perRevision))
      if (requests !== null) known.set(revision, Math.max(requests, known.get(revision) ?? 0));
  return known;
}

const ORDER: Compared['said'][] = ['only right', 'more right', 'only left', 'more left', 'there before', 'same'];
const TONES: Record<Compared['said'], Tone> = {
  'only right': 'bad',
  'more right': 'warn',
  'only left': 'good',
  'more left': 'good',
  'there before': 'dim',
  same: 'dim',
};

const share = ({ count: n, requests }: Seen) =>
  `${count(n)}${n === 0 || requests === null ? '' : ` (${twoDigits((100 * n) / requests)} %)`}`;

function columnsOf(left: string, right: string): Column[] {
  return [
    { heading: '', align: 'left', most: 26 },
    { heading: 'baseline', align: 'right', most: 10 },
    { heading: left, align: 'right', most: 20 },
    { heading: right, align: 'right', most: 20 },
    { heading: 'failure', align: 'left', most: Infinity },
  ];
}

function table(page: ComparePage, report: Report, columns: number): Line[] {
  const { service, left, right } = page;
  const own = signaturesOf(report, service);
  const requests = requestsOf(own);
  const names = { left: shortRevision(left, service), right: shortRevision(right, service) };
  const seen = own
    .filter(({ perRevision }) => left in perRevision || right in perRevision)
    .map((item) => compared(item, page, requests))
    .sort((a, b) => ORDER.indexOf(a.said) - ORDER.indexOf(b.said) || total(b) - total(a));
  if (seen.length === 0) return [line('  Neither has a failure in what was read.')];
  const shown = columnsOf(names.left, names.right);
  const rows: Row[] = seen.map(({ item, left: a, right: b, said }) => {
    const [how, side] = said.split(' ');
    return {
      key: item.signature,
      cells: [
        span(side === 'left' || side === 'right' ? `${how} in ${names[side]}` : said, TONES[said]),
        span(count(item.baselineCount)),
        span(share(a)),
        span(share(b)),
        span(item.title || item.template),
      ],
    };
  });
  const widths = tableWidths(shown, rows, columns - 2);
  const headings = shown.map(({ heading }) => span(heading, 'dim'));
  return [headings, ...rows.map(({ cells }) => cells)].map((cells) => [span('  '), ...tableLine(cells, shown, widths)]);
}

const total = ({ left, right }: Compared) => left.count + right.count;

function sideLine(page: ComparePage, report: Report, side: 'left' | 'right', columns: number): Line[] {
  const revision = page[side];
  const requests = requestsOf(signaturesOf(report, page.service)).get(revision);
  const chosen = page.side === side;
  const served = requests === undefined ? 'no requests known in the window' : counted(requests, 'request');
  const live = report.deployments.find((item) => item.service === page.service && item.revision === revision)?.liveAt;
  return paragraph(`${revision}  ${served}${live ? `, live ${clock(live)}` : ''}`, columns, {
    lead: `${chosen ? '> ' : '  '}${side.padEnd(5)}  `,
    leadTone: chosen ? 'strong' : 'dim',
    tone: chosen ? 'strong' : 'plain',
  });
}

function changes(page: ComparePage, report: Report, revision: string, columns: number): Line[] {
  const found = report.deployments.filter((item) => item.service === page.service && item.revision === revision);
  const said = found.flatMap(({ changes: own, image, commit }) => [
    ...own,
    ...(image === null ? [] : [`image ${image}`]),
    ...(commit === null ? [] : [`commit ${commit}`]),
  ]);
  const nothing = found.length === 0 ? 'no deployment of it was found' : 'nothing is known of what it changed';
  return section(`What changed in ${revision}`, bullets(said.length > 0 ? [...new Set(said)] : [nothing], columns));
}

/** The page: which two, how often each failure was seen in either, and what either changed. */
export function compareLines(page: ComparePage, report: Report, columns: number): Line[] {
  return [
    line(`Two revisions of ${page.service}`, 'heading'),
    ...sideLine(page, report, 'left', columns),
    ...sideLine(page, report, 'right', columns),
    ...paragraph(
      'Entries in the window, and how many that is to a hundred requests; beside them those of the baseline, of any revision.',
      columns,
      {
        tone: 'dim',
      },
    ),
    [],
    ...table(page, report, columns),
    ...changes(page, report, page.right, columns),
    ...changes(page, report, page.left, columns),
  ];
}

/** `0.54`, `47`, `165`. */
function twoDigits(value: number): string {
  return value >= 10 ? count(Math.round(value)) : value.toPrecision(2);
}
