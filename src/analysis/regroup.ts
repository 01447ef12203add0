/** Puts clusters together whose messages turn out to be of one kind, and gives what no rule knows its signature. */

import { type ClusterRecord, nameIn } from './clusters.ts';
import { GROUP_LIMITS, Grouper, type GroupLimits, type Groups, OTHER } from './grouping/index.ts';
import { groupSignature } from './signature.ts';
import { type United, unite } from './united.ts';

/** What a grouper says of clusters: a handle of each, and the group of a handle. */
type Grouped = { handles: number[] } & Pick<Groups, 'groupOf'>;

/** Where a cluster was put last. */
interface Place {
  identity: string;
  signature: string;
  /** `nameIn` of the service and the signature. */
  name: string;
}

/** What is kept from one grouping to the next; it only saves time. */
interface Memory {
  united: Map<string, United>;
  /** By the cluster's name. */
  places: Map<string, Place>;
  group(unknown: readonly ClusterRecord[], limits: GroupLimits): Grouped;
}

/**
 * Clusters that a rule knows stay as they are. The others, one for each masked message so far, are grouped as a whole: of each service
 * (and stack trace) one for each group. The order of clusters plays no part, and none of them is changed.
 */
export function regroup(
  clusters: readonly ClusterRecord[],
  limits = GROUP_LIMITS,
  memory: Memory = { united: new Map(), places: new Map(), group: groupAll },
): ClusterRecord[] {
  const unknown = clusters.filter(({ rule }) => rule === null);
  const { handles, groupOf } = memory.group(unknown, limits);
  const groups = new Map<string, { signature: string; template: string; members: ClusterRecord[] }>();
  unknown.forEach((cluster, index) => {
    const handle = handles[index]!;
    // A failure is never one of others: beyond the limits it stands for itself.
    const own = { identity: cluster.template, template: cluster.template };
    const { identity, template } = handle === OTHER ? own : groupOf(handle);
    const { name, signature } = placeOf(cluster, identity, memory.places);
    const group = groups.get(name);
    if (group) group.members.push(cluster);
    else groups.set(name, { signature, template, members: [cluster] });
  });
  const records = clusters.filter(({ rule }) => rule !== null);
  groups.forEach(({ signature, template, members }, name) => {
    const known = memory.united.get(name);
    const united = unite(members, { signature, name, template: hasOwn(members) ? null : template }, known);
    if (united !== known) memory.united.set(name, united);
    records.push(united.record);
  });
  for (const name of memory.united.size > groups.size ? memory.united.keys() : []) {
    if (!groups.has(name)) memory.united.delete(name);
  }
  return records;
}

/** Whether a group keeps its members' template: of one member, and of requests, as others have the same words. */
function hasOwn([first, ...others]: ClusterRecord[]): boolean {
  return others.length === 0 || (first!.shape !== '' && first!.trace === null);
}

function placeOf({ name, service, shape }: ClusterRecord, identity: string, places: Map<string, Place>): Place {
  const known = places.get(name);
  if (known?.identity === identity) return known;
  const signature = groupSignature(identity, shape);
  const place = { identity, signature, name: nameIn(service, signature) };
  places.set(name, place);
  return place;
}

function groupAll(unknown: readonly ClusterRecord[], limits: GroupLimits): Grouped {
  const grouper = new Grouper(limits);
  const handles = unknown.map(({ template, count }) => grouper.add(template, count));
  return { handles, groupOf: grouper.groups().groupOf };
}

/** `regroup` again and again: a group that did not change is the same object as before, and messages are read once. */
export class Regrouper {
  readonly #memory: Memory = {
    united: new Map(),
    places: new Map(),
    group: (unknown, limits) => this.#group(unknown, limits),
  };
  #grouper = new Grouper();
  /** By the cluster's name: its handle, and the lines of it that were counted. */
  #counted = new Map<string, { handle: number; count: number }>();

  regroup(clusters: readonly ClusterRecord[]): ClusterRecord[] {
    return regroup(clusters, GROUP_LIMITS, this.#memory);
  }

  #group(unknown: readonly ClusterRecord[], limits: GroupLimits): Grouped {
    // Near the limit the order would play a part, and what was counted cannot be taken back.
    if (unknown.length >= limits.held / 2) return groupAll(unknown, limits);
    if (unknown.some(({ name, count }) => (this.#counted.get(name)?.count ?? 0) > count)) this.#forget(limits);
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
    this.#memory.places.clear();
  }

  #count({ name, template, count }: ClusterRecord): number {
    const known = this.#counted.get(name);
    if (!known) {
      const handle = this.#grouper.add(template, count);
      this.#counted.set(name, { handle, count });
      return handle;
    }
    if (count > known.count) this.#grouper.count(known.handle, count - known.count);
    known.count = count;
    return known.handle;
  }
}
