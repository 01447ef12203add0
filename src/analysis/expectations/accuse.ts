import type { Exposed, LogEntry, Micros, RawEntry } from '../../model.ts';
import { formatTime } from '../../text/time.ts';
import { type ClusterRecord, emptyCluster } from '../clusters.ts';
import type { Verdicted } from '../compare.ts';
import { type Node, nodesOf } from '../nodes.ts';
import type { Occurrence } from '../occurrence.ts';
import { Roster } from '../roster.ts';
import { hash } from '../signature.ts';
import { nameOf } from './broken.ts';
import type { Accused, Suspect } from './index.ts';
import { LoggedCauses } from './logged.ts';
import { UNDECIDED } from './suspects.ts';
import type { Broken, Deviation, Reached, TracedLine } from './types.ts';
import { Words } from './words.ts';

/** What makes a node the place of broken expectations. */
export interface Accusation {
  suspect: Suspect;
  words: Words;
  /** Whether no failure is logged there: the deviation is all that shows. */
  alone: boolean;
  /** Whether nothing fails where it shows. */
  harmless: boolean;
  /** Requests whose first deviation is one of these, and when it was. */
  since: ReadonlyMap<string, Micros>;
}

/** A candidate that cannot be told apart from one that is accused is named from that much evidence on, so many at most. */
const NAMED = 0.5;
const CANDIDATES = 3;
const SAMPLES = 3;

/**
 * Holds suspects against the failures: where most of the requests reach a logged failure, that one is accused; else the deviation stands as
 * a node of its own, if its evidence is enough, or a candidate beside what is accused. Returns these nodes, and marks the others.
 */
export function accuse(
  accused: Accused,
  failures: readonly Node[],
  judge: (cluster: ClusterRecord) => Verdicted,
): Node[] {
  const { suspects } = accused;
  if (suspects.length === 0) return [];
  const words = new Words(accused.kinds);
  const held = new Set<Suspect>();
  for (const [suspect, node] of nodesReached(suspects, failures)) {
    if (node.accused || suspect.score < NAMED) continue;
    node.accused = accusation(suspect, words, false);
    held.add(suspect);
  }
  const logged = new LoggedCauses(suspects.length > held.size ? failures : []);
  const told = suspects.filter((suspect) => !held.has(suspect) && logged.tells(suspect));
  for (const suspect of told) acquit(suspect, failures);
  const untold = suspects.filter((suspect) => !held.has(suspect) && !told.includes(suspect));
  const own = untold.filter(({ score }) => score >= UNDECIDED);
  for (const suspect of own) held.add(suspect);
  const rest = untold.filter((suspect) => !held.has(suspect) && suspect.score >= NAMED);
  own.push(...rest.filter((suspect) => [...held].some((other) => sharesWith(suspect, other))).slice(0, CANDIDATES));
  return own.flatMap((suspect) => {
    const cluster = clusterOf(suspect, accused, words);
    const nodes = nodesOf([{ cluster, verdict: inRequests(judge(cluster), suspect.broken[0]!) }], new Map());
    for (const node of nodes)
      node.accused = { ...accusation(suspect, words, true), harmless: logged.isHarmless(suspect) };
    return nodes;
  });
}

/** What a service itself logs of what it does otherwise is no other's doing of whom less speaks. */
export function acquit({ service, score }: Suspect, failures: readonly Node[]): void {
  for (const node of failures)
    if (node.accused && node.services.includes(service) && node.accused.suspect.score < score) node.accused = null;
}

function sharesWith({ broken }: Suspect, other: Suspect): boolean {
  return broken.some((item) => other.broken.includes(item));
}

/** The verdict in requests that come by the place: nothing else would measure what is not logged. */
function inRequests(verdict: Verdicted, { good, after, evidence }: Broken): Verdicted {
  const side = ({ deviating, traces }: Reached): Exposed => {
    return { count: deviating, exposure: traces, exposureKind: 'requests' };
  };
  const text = `${good.deviating} of ${good.traces} requests before, ${after.deviating} of ${after.traces} since`;
  return verdict.with({
    verdict: good.deviating === 0 ? 'new' : 'worse',
    before: side(good),
    after: side(after),
    ratio: () => null,
    p: () => Math.exp(-evidence),
    evidence: () => [{ kind: 'rate', weight: 0, text }, ...verdict.evidence().filter(({ kind }) => kind === 'lag')],
  });
}

function accusation(suspect: Suspect, words: Words, alone: boolean): Accusation {
  const since = new Map<string, Micros>();
  for (const { deviations } of suspect.broken)
    for (const deviation of deviations)
      if (deviation.first) since.set(deviation.request.trace, lineBefore(deviation).time);
  return { suspect, words, alone, harmless: false, since };
}

/** For each suspect the failure that most requests with its strongest deviation reach. */
function nodesReached(suspects: readonly Suspect[], failures: readonly Node[]): Map<Suspect, Node> {
  const wanted = new Map<string, Suspect>();
  for (const suspect of suspects)
    for (const { step, request } of suspect.broken[0]!.deviations) {
      const line = request.lines[step.at];
      if (line && step.to >= 0) wanted.set(`${step.service} ${request.trace} ${line.time}`, suspect);
    }
  const hits = new Map<Suspect, Map<Node, number>>();
  for (const node of failures)
    for (const { cluster, verdict } of node.parts)
      for (const { trace, time } of verdict.inWindow.members) {
        const suspect = trace === '' ? undefined : wanted.get(`${cluster.service} ${trace} ${time}`);
        if (!suspect) continue;
        const counts = hits.get(suspect) ?? new Map<Node, number>();
        hits.set(suspect, counts.set(node, (counts.get(node) ?? 0) + 1));
      }
  const found = new Map<Suspect, Node>();
  for (const [suspect, counts] of hits) {
    const [node, count] = [...counts].sort(
      ([a, more], [b, less]) => less - more || (a.signature < b.signature ? -1 : 1),
    )[0]!;
    if (count * 2 >= suspect.broken[0]!.deviations.length) found.set(suspect, node);
  }
  return found;
}

function lineBefore({ step, request }: Deviation): TracedLine {
  return request.lines[step.before]!;
}

/** What is broken as a signature of its own; its entries are the lines after which something is missing. */
function clusterOf(suspect: Suspect, accused: Accused, words: Words): ClusterRecord {
  const main = suspect.broken[0]!;
  const found = main.deviations.toSorted(
    (a, b) => lineBefore(a).time - lineBefore(b).time || (a.request.trace < b.request.trace ? -1 : 1),
  );
  const occurrences = found.map((deviation) => occurrenceOf(deviation, suspect.service));
  const samples = found.slice(0, SAMPLES).map((deviation) => entryOf(deviation, accused));
  return {
    ...emptyCluster({
      signature: hash('expectation', nameOf(main, accused.kinds), suspect.service),
      rule: null,
      origin: null,
      role: 'cause',
      severity: 'WARNING',
      title: words.title(main),
      template: accused.masked(lineBefore(found[0]!)),
      service: suspect.service,
      captures: {},
      shape: '',
    }),
    count: occurrences.length,
    first: occurrences[0]!.time,
    last: occurrences.at(-1)!.time,
    samples,
    roster: new Roster(undefined, [...occurrences, ...earlier(main)]),
    expectation: {
      sentence: words.sentence(main),
      traces: found.slice(0, SAMPLES).map(({ request }) => request.trace),
    },
  };
}

function occurrenceOf(deviation: Deviation, service: string): Occurrence {
  const { time, revision } = lineBefore(deviation);
  const own = deviation.step.service === service ? revision : '';
  return { time, end: time, revision: own, instance: '', trace: deviation.request.trace, user: '', kind: '' };
}

/** Requests of the good stretch that deviate in the same way: it was there before. */
function earlier({ before }: Broken): Occurrence[] {
  return before.map(({ trace, time }) => ({ time, end: time, revision: '', instance: '', trace, user: '', kind: '' }));
}

function entryOf(deviation: Deviation, { kinds, masked }: Accused): LogEntry {
  const line = lineBefore(deviation);
  const { kind, time, nanos, revision } = line;
  const message = masked(line);
  const { service, severity } = kinds[kind]!;
  const { trace } = deviation.request;
  const raw = (): RawEntry => ({
    timestamp: formatTime(time),
    severity,
    textPayload: message,
    trace,
    resource: { type: 'cloud_run_revision', labels: { service_name: service, revision_name: revision } },
  });
  const none = { location: '', instance: '', fields: null, http: null, labels: {} };
  return { ...none, id: '', time, nanos, severity, service, revision, log: 'other', message, trace, raw };
}
