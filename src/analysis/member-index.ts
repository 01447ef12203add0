/** What members of nodes share, and when those came that share it. */
import type { Micros } from '../model.ts';
import { membersOf } from './members.ts';
import type { Judged } from './nodes.ts';
import { areBelow, type Occurrence, rankOfTrace } from './occurrence.ts';

/** What members of two nodes can share, and the value that they share it by; '' = none. */
export const SHARED = {
  trace: (_service: string, member: Occurrence) => member.trace,
  user: (_service: string, member: Occurrence) => member.user,
  instance: (_service: string, member: Occurrence) => member.instance,
  // Names of revisions begin with their service's; without a revision the service has to do.
  revision: (service: string, member: Occurrence) => member.revision || service || '-',
  any: () => 'any',
};

export type Kind = keyof typeof SHARED;

/** A member with its service. */
export interface Member {
  service: string;
  member: Occurrence;
}

/** Times of a node's members by what they share with others; each kind is put together when it is first asked for. */
export class MemberIndex {
  readonly #members: Member[];
  readonly #parts: readonly Judged[];
  readonly #kinds = new Map<Kind, Map<string, Micros[]>>();
  /** Below such a rank all members are held; null where all are. */
  readonly #threshold: number | null;
  /** Whether what is not held may name a trace. */
  readonly #traced: boolean;

  /** @param members by time */
  constructor(members: Member[], parts: readonly Judged[]) {
    this.#members = members;
    this.#parts = parts;
    const thin = parts.map(({ cluster }) => cluster.roster).filter(({ thinned }) => thinned !== null);
    this.#threshold = thin.length === 0 ? null : Math.min(...thin.map(({ thinned }) => thinned!.held.threshold));
    this.#traced = thin.some(({ traced }) => traced > 0);
  }

  /** Whether not all members are held, and these are asked for by what they share. */
  isPartOf(kind: Kind): boolean {
    return this.#threshold !== null && kind !== 'any' && kind !== 'revision';
  }

  /** Whether all members are held that share what another one's member has, in [from, to]. */
  knows(kind: Kind, { trace, instance }: Occurrence, from: Micros, to: Micros): boolean {
    if (!this.isPartOf(kind)) return true;
    if (kind === 'trace') return trace !== '' && rankOfTrace(trace) < this.#threshold!;
    return kind === 'instance' && !this.#traced && areBelow(this.#threshold!, instance, from, to);
  }

  #times(kind: Kind): Map<string, Micros[]> {
    const known = this.#kinds.get(kind);
    if (known) return known;
    const isWhole = this.#threshold === null || this.isPartOf(kind);
    const all = isWhole ? this.#timesOfMembers(kind) : this.#timesOfAll(kind);
    this.#kinds.set(kind, all);
    return all;
  }

  #timesOfMembers(kind: Kind): Map<string, Micros[]> {
    const all = new Map<string, Micros[]>();
    for (const { service, member } of this.#members) {
      const key = SHARED[kind](service, member);
      const times = all.get(key);
      if (times) times.push(member.time);
      else if (key) all.set(key, [member.time]);
    }
    return all;
  }

  /** The same of all members, held or not: of each revision the times are known. */
  #timesOfAll(kind: Kind): Map<string, Micros[]> {
    const all = new Map<string, Micros[]>();
    for (const { cluster, verdict } of this.#parts) {
      for (const { name, own } of membersOf(cluster).revisions) {
        const key = kind === 'any' ? 'any' : name || cluster.service || '-';
        const times = own.momentsIn(...own.rangeOf(verdict.inWindow.from, verdict.inWindow.to));
        all.set(key, [...(all.get(key) ?? []), ...times]);
      }
    }
    for (const times of all.values()) times.sort((a, b) => a - b);
    return all;
  }

  /** The last member that shares `key` in [from, to]; null where there is none. */
  lastIn(kind: Kind, key: string, from: Micros, to: Micros): Micros | null {
    const times = this.#times(kind).get(key);
    if (!times) return null;
    let low = 0;
    let high = times.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (times[mid]! <= to) low = mid + 1;
      else high = mid;
    }
    const found = times[low - 1];
    return found !== undefined && found >= from ? found : null;
  }
}
