import type { ChainLink, Diagnosis, Evidence, Frame, Report, ReportDeployment } from '../../model.ts';
import { formatLag, parseTime } from '../../text/time.ts';
import { type Block, bullets, code, heading, type Inline, type Item, strong, text } from '../blocks.ts';
import { cap, type Limits } from '../limits.ts';
import { count, exposed, LAG_FROM, rankedTitle, ratio } from '../words.ts';

/** One diagnosis: what broke, since when, after what, why, where, and with which numbers. */
export function diagnosisBlocks(diagnosis: Diagnosis, report: Report, limits: Limits): Block[] {
  return [
    heading(2, rankedTitle(diagnosis)),
    bullets(facts(diagnosis, report, limits)),
    ...chain(diagnosis.chain, limits),
    ...frames(diagnosis.frames, limits),
    text(...numbers(diagnosis)),
    ...confidence(diagnosis, limits),
  ];
}

/** Whether a diagnosis before this one blames the same deployment: what is known of it stands there. */
function toldBefore({ rank, deployment: blamed }: Diagnosis, { diagnoses }: Report): boolean {
  const same = ({ deployment: other }: Diagnosis) =>
    other?.service === blamed?.service && other?.revision === blamed?.revision;
  return blamed !== null && diagnoses.some((other) => other.rank < rank && same(other));
}

function facts(diagnosis: Diagnosis, report: Report, limits: Limits): Inline[] {
  const told = toldBefore(diagnosis, report);
  const cause = diagnosis.cause;
  const known = report.signatures.find(
    ({ signature, known: name }) => signature === diagnosis.signature && name,
  )?.known;
  const changes = told ? [] : diagnosis.changes;
  const changed = cap(changes, limits.items);
  const more = changed.left > 0 ? `; and ${changed.left} more` : '';
  return [
    [
      strong('What broke:'),
      ` ${diagnosis.title} in `,
      code(diagnosis.services.join(', ') || diagnosis.service),
      `, ${count(diagnosis.count, 'entry', 'entries')}`,
    ],
    ...(known ? [[strong('Known as:'), ` ${known}`]] : []),
    [strong('Since:'), ' ', ...since(diagnosis, report.deployments)],
    [
      strong('Deployment:'),
      ' ',
      ...(told ? [code(diagnosis.deployment!.revision), ', as above'] : deployment(diagnosis, report.deployments)),
    ],
    ...(changes.length > 0 ? [[strong('Changed in it:'), ` ${changed.shown.join('; ')}${more}`]] : []),
    ...(cause ? [[strong('Cause:'), ` ${cause}`]] : []),
  ];
}

/** The shift of traffic that the lag is counted from, if it is one: it bears the name of the revision that was shifted to. */
function shiftBefore(
  { onset, lagMs, deployment: blamed }: Diagnosis,
  all: ReportDeployment[],
): ReportDeployment | null {
  const begin = (parseTime(onset ?? '') ?? 0) - (lagMs ?? 0) * 1000;
  const fits = ({ service, revision, kind, liveAt }: ReportDeployment) =>
    (kind === 'traffic' || kind === 'rollback') &&
    service === blamed?.service &&
    revision === blamed.revision &&
    Math.abs((parseTime(liveAt ?? '') ?? 0) - begin) <= 1000;
  return all.find(fits) ?? null;
}

function since(diagnosis: Diagnosis, all: ReportDeployment[]): Inline {
  const { onset, lagMs, lagFrom, deployment: blamed, verdict } = diagnosis;
  const when = onset ?? 'not timed';
  const known = verdict === 'unknown' ? ' (nothing to compare with)' : ` (${verdict})`;
  if (lagMs === null || blamed === null) return [`${when}${known}`];
  const [size, order] = lagMs < 0 ? [-lagMs, 'before'] : [lagMs, 'after'];
  const name = blamed.revision || blamed.service;
  const shift = shiftBefore(diagnosis, all);
  const came = lagFrom ? LAG_FROM[lagFrom] : 'went live';
  const arrival = shift ? (shift.kind === 'rollback' ? 'got the traffic back' : 'got its traffic') : came;
  return [`${when}, `, strong(formatLag(size)), ` ${order} `, code(name), ` ${arrival}${known}`];
}

function deployment(diagnosis: Diagnosis, all: ReportDeployment[]): Inline {
  const { deployment: blamed } = diagnosis;
  if (!blamed) return ['none explains this'];
  const shift = shiftBefore(diagnosis, all);
  const known =
    shift ?? all.find(({ service, revision }) => service === blamed.service && revision === blamed.revision);
  // What only the configuration or the traffic changed is no commit's doing.
  const built = known?.kind === 'config' || shift ? null : known?.commit;
  const facts: [string, string | null | undefined][] = [
    ['commit', built],
    [known?.kind === 'config' ? 'with the same image' : 'image', known?.image],
    [shift ? 'traffic sent to it by' : 'by', known?.author],
    ['before it', known?.previousRevision],
  ];
  const told = facts.flatMap(([name, value]): Inline => (value ? [`, ${name} `, code(value)] : []));
  return [code(blamed.revision || blamed.service), ...told];
}

function chain(links: ChainLink[], limits: Limits): Block[] {
  if (links.length === 0) return [];
  const left = Math.max(0, links.length - limits.chain);
  const items = links.slice(left).map((link) => whyItem(link, limits));
  return [
    text(
      strong('Why'),
      left > 0
        ? ` (the first ${count(left, 'step')} left out)`
        : ', from what showed to the deepest cause in evidence:',
    ),
    { kind: 'list', items, from: left + 1 },
    ...(links.at(-1)!.signature === null
      ? []
      : [text('The chain stops here: the logs hold no evidence of a deeper cause.')]),
  ];
}

function whyItem({ question, answer, evidence }: ChainLink, limits: Limits): Item {
  const { shown, left } = cap(evidence, limits.evidence);
  const below: Inline[] = shown.map((line) => [line]);
  return { content: [strong(question), ` ${answer}`], below: left > 0 ? [...below, [`… and ${left} more`]] : below };
}

function frames(all: Frame[], limits: Limits): Block[] {
  if (all.length === 0) return [];
  const skipped = Math.max(0, all.length - limits.frames);
  const lines = all
    .slice(skipped)
    .map(({ file, line, function: name }) => `${file}${line === null ? '' : `:${line}`}${name ? ` in ${name}` : ''}`);
  const first = skipped > 0 ? ` (${count(skipped, 'outer frame')} left out)` : '';
  return [
    text(strong('Own code in the trace'), `, outermost call first${first}:`),
    { kind: 'code', lines, language: '' },
  ];
}

function numbers({ before, after, ratio: rate }: Diagnosis): Inline {
  const times = rate ? `; ${ratio(rate)}` : '';
  const earlier = before.exposure === 0 && before.count === 0 ? 'nothing was read before' : `${exposed(before)} before`;
  return [strong('Before and after:'), ` ${earlier}, ${exposed(after)} after${times}.`];
}

/** What the chain and the numbers above already say is not said again. */
const SAID = new Set(['explains', 'count', 'rate']);

/** Reasons not to blame a deployment, or to doubt it: they speak against it, not against the cause. */
const EXONERATES = new Set(['other-services', 'late', 'rollout-noise', 'not-called', 'served-without', 'traffic-rose']);

function against({ kind, weight }: Evidence): string {
  if (weight >= 0) return '';
  return EXONERATES.has(kind) ? ' (speaks against the deployment)' : ' (speaks against)';
}

function confidence({ confidence: level, evidence }: Diagnosis, limits: Limits): Block[] {
  const byWeight = evidence
    .filter(({ kind }) => !SAID.has(kind))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const { shown, left } = cap(byWeight, limits.evidence);
  const items = shown.map((item): Inline => [`${item.text}${against(item)}`]);
  const why = items.length > 0 ? ', since' : '';
  const list = left > 0 ? [...items, [`… and ${left} more`]] : items;
  return [text(strong(`Confidence ${level}`), why), ...(list.length > 0 ? [bullets(list)] : [])];
}
