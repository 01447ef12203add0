/** Puts clusters together whose messages turn out to be of one kind, and gives what no rule knows its signature. */

import { severityRank } from '../text/severity.ts';
import { addAlias, addSample, holdKind } from './cluster-parts.ts';
import { type ClusterRecord, nameIn } from './clusters.ts';
import { byTime } from './entry-order.ts';
import { GROUP_LIMITS, Grouper, type GroupLimits, type Groups, OTHER } from './grouping/index.ts';
import { groupSignature } from './signature.ts';

/**
 * Clusters that a rule knows stay as they are. The others, one for each masked message so far, are grouped as a whole: of each service
 * (and stack trace) one for each group. The order of clusters plays no part, and none of them is changed.
 */
export function regroup(
  clusters: readonly ClusterRecord[],
  limits = GROUP_LIMITS,
  united = new Map<string, United>(),
  grouped = groupAll,
): ClusterRecord[] {
  const unknown = clusters.filter(({ rule }) => rule === null);
  const { handles, groupOf } = grouped(unknown, limits);
  const groups = new Map<string, { signature: string; template: string; members: ClusterRecord[] }>();
  unknown.forEach((cluster, index) => {
    const handle = handles[index]!;
    // A failure is never one of others: beyond the limits it stands for itself.
    const own = { identity: cluster.template, template: cluster.template };
    const { identity, template } = handle === OTHER ? own : groupOf(handle);
    const signature = groupSignature(identity, cluster.shape);
    const key = nameIn(cluster.service, signature);
    const group = groups.get(key) ?? { signature, template, members: [] };
    group.members.push(cluster);
    groups.set(key, group);
  });
  const known = clusters.filter(({ rule }) => rule !== null);
  return [
    ...known,
    ...[...groups].map(([key, { signature, template, members }]) => {
      const record = bringUpToDate(united.get(key), members, template) ?? unite(members, signature, template);
      united.set(key, { record, members, template, sizes: members.map(sizeOf) });
      return record;
    }),
  ];
}

/** A group as it was put together last, and the members that it was put together from, with how many entries each had. */
interface United {
  record: ClusterRecord;
  members: ClusterRecord[];
  /** What all of the group share: members of other services change it too. */
  template: string;
  sizes: number[];
}

/** What a grouper says of clusters: a handle of each, and the group of a handle. */
type Grouped = { handles: number[] } & Pick<Groups, 'groupOf'>;

function groupAll(unknown: readonly ClusterRecord[], limits: GroupLimits): Grouped {
  const grouper = new Grouper(limits);
  const handles = unknown.map(({ template, count }) => grouper.add(template, count));
  return { handles, groupOf: grouper.groups().groupOf };
}

/** `regroup` again and again: a group that did not change is the same object as before, and messages are read once. */
export class Regrouper {
  readonly #united = new Map<string, United>();
  #grouper = new Grouper();
  /** By service and message: its handle, and the lines of it that were counted. */
  #counted = new Map<string, { handle: number; count: number }>();

  regroup(clusters: readonly ClusterRecord[]): ClusterRecord[] {
    return regroup(clusters, GROUP_LIMITS, this.#united, (unknown, limits) => this.#group(unknown, limits));
  }

  #group(unknown: readonly ClusterRecord[], limits: GroupLimits): Grouped {
    // Near the limit the order would play a part, and what was counted cannot be taken back.
    if (unknown.length >= limits.held / 2) return groupAll(unknown, limits);
    if (unknown.some((cluster) => this.#hasLess(cluster))) this.#forget(limits);
    let handles = unknown.map((cluster) => this.#count(cluster));
    // Some that were counted are no more.
    if (this.#counted.size > unknown.length) {
      this.#forget(limits);
      handles = unknown.map((cluster) => this.#count(cluster));
    }
    return { handles, groupOf: this.#grouper.groups().groupOf };
  }

  #forget(limits: GroupLimits): void {
    this.#grouper = new Grouper(limits);
    this.#counted = new Map();
  }

  #hasLess(cluster: ClusterRecord): boolean {
    return (this.#counted.get(nameIn(cluster.service, cluster.signature))?.count ?? 0) > cluster.count;
  }

  #count(cluster: ClusterRecord): number {
    const name = nameIn(cluster.service, cluster.signature);
    const known = this.#counted.get(name);
    if (!known) {
      const handle = this.#grouper.add(cluster.template, cluster.count);
      this.#counted.set(name, { handle, count: cluster.count });
      return handle;
    }
    if (cluster.count > known.count) this.#grouper.count(known.handle, cluster.count - known.count);
    known.count = cluster.count;
    return known.handle;
  }
}

const sizeOf = ({ count }: ClusterRecord) => count;

/** The group as it was, where nothing was added to it, or where its only member has grown; else null. */
function bringUpToDate(known: United | undefined, members: ClusterRecord[], template: string): ClusterRecord | null {
  if (known?.members.length !== members.length || !known.members.every((member, i) => member === members[i]))
    return null;
  const isSame = members.every((member, i) => sizeOf(member) === known.sizes[i]);
  if (isSame && (members.length === 1 || template === known.template)) return known.record;
  if (members.length > 1) return null;
  const { signature } = known.record;
  return Object.assign(known.record, members[0], { signature });
}

function unite(members: ClusterRecord[], signature: string, template: string): ClusterRecord {
  const [only] = members;
  if (members.length === 1) return { ...only!, signature };
  const [earliest, ...rest] = members.toSorted((a, b) => byTime(a.samples[0]!, b.samples[0]!));
  const united: ClusterRecord = {
    ...earliest!,
    signature,
    // A request's own: others have the same words.
    template: earliest!.shape !== '' && earliest!.trace === null ? earliest!.template : template,
    aliases: [...earliest!.aliases],
    samples: [...earliest!.samples],
    occurrences: [...earliest!.occurrences],
    kinds: new Map(earliest!.kinds),
  };
  for (const member of rest) absorb(united, member);
  return united;
}

function absorb(into: ClusterRecord, member: ClusterRecord): void {
  into.count += member.count;
  if (severityRank(member.severity) > severityRank(into.severity)) into.severity = member.severity;
  if (member.role === 'cause') into.role = 'cause';
  into.first = earlier(into.first, member.first);
  into.last = later(into.last, member.last);
  for (const alias of member.aliases) addAlias(into, alias);
  for (const sample of member.samples) addSample(into, sample);
  for (const [name, kind] of member.kinds) holdKind(into.kinds, name, kind);
  for (const occurrence of member.occurrences) into.occurrences.push(occurrence);
  if (member.traced && (!into.traced || byTime(member.traced, into.traced) < 0)) {
    into.traced = member.traced;
    into.trace = member.trace;
  }
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function later(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
