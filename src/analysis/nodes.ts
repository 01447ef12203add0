import type { Micros, Role, Rule, Verdict } from '../model.ts';
import type { ClusterRecord, Occurrence } from './clusters.ts';
import type { Verdicted } from './correlate.ts';
import type { Accusation } from './expectations/accuse.ts';

export interface Judged {
  cluster: ClusterRecord;
  verdict: Verdicted;
}

/** One signature over all services that show it: what can be a cause or a symptom of another. */
export interface Node {
  signature: string;
  title: string;
  rule: Rule | null;
  role: Role;
  /** The service where it began comes first. */
  parts: Judged[];
  /** Members in the window, by time. */
  members: Occurrence[];
  /** Some of them, evenly spread over all. */
  sample: Member[];
  services: string[];
  first: Micros;
  /** When the first of its members was over: a request's entry bears the time of its start. */
  over: Micros;
  /** Whether the platform says it, not the service. */
  platform: boolean;
  verdict: Verdict;
  index: MemberIndex;
  /** Set where broken expectations speak against a service here. */
  accused: Accusation | null;
}

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
  readonly #kinds = new Map<Kind, Map<string, Micros[]>>();

  /** @param members by time */
  constructor(members: Member[]) {
    this.#members = members;
  }

  #times(kind: Kind): Map<string, Micros[]> {
    const known = this.#kinds.get(kind);
    if (known) return known;
    const all = new Map<string, Micros[]>();
    for (const { service, member } of this.#members) {
      const key = SHARED[kind](service, member);
      const times = all.get(key);
      if (times) times.push(member.time);
      else if (key) all.set(key, [member.time]);
    }
    this.#kinds.set(kind, all);
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

/** Members looked at for links: evidence is a share, and more would not sharpen it. */
const LOOKED_AT = 200;

function sampleOf(members: Member[]): Member[] {
  const step = Math.max(1, members.length / LOOKED_AT);
  return Array.from({ length: Math.min(members.length, LOOKED_AT) }, (_, i) => members[Math.floor(i * step)]!);
}

/** Ties are broken by everything that a link looks at, so that the order of reading plays no part. */
function inOrder(a: Member, b: Member): number {
  return (
    a.member.time - b.member.time ||
    compare(a.member.trace, b.member.trace) ||
    compare(a.member.instance, b.member.instance) ||
    compare(a.member.user, b.member.user) ||
    compare(a.member.revision, b.member.revision) ||
    compare(a.service, b.service)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const VERDICTS: Verdict[] = ['new', 'worse', 'unknown', 'unchanged', 'better', 'gone'];

/** Signatures to nodes; services whose verdict is weaker than the node's (an old, steady error elsewhere) are left out of it. */
export function nodesOf(judged: Judged[], rules: ReadonlyMap<string, Rule>): Node[] {
  const bySignature = new Map<string, Judged[]>();
  for (const item of judged) {
    if (item.verdict.inWindow.length === 0) continue;
    bySignature.set(item.cluster.signature, [...(bySignature.get(item.cluster.signature) ?? []), item]);
  }
  return [...bySignature.values()]
    .map((items) => nodeOf(items, rules))
    .sort((a, b) => (a.signature < b.signature ? -1 : 1));
}

function nodeOf(items: Judged[], rules: ReadonlyMap<string, Rule>): Node {
  const steady = (verdict: Verdict) => VERDICTS.indexOf(verdict) >= VERDICTS.indexOf('unchanged');
  const strongest = [...items].sort(
    (a, b) => VERDICTS.indexOf(a.verdict.verdict) - VERDICTS.indexOf(b.verdict.verdict),
  )[0]!.verdict.verdict;
  const parts = items
    .filter(({ verdict }) => steady(strongest) || !steady(verdict.verdict))
    .sort((a, b) => startOf(a) - startOf(b) || (a.cluster.service < b.cluster.service ? -1 : 1));
  const lead = parts[0]!.cluster;
  const rule = lead.rule === null ? null : (rules.get(lead.rule) ?? null);
  const members = parts
    .flatMap(({ cluster, verdict }) => verdict.inWindow.map((member) => ({ service: cluster.service, member })))
    .sort(inOrder);
  return {
    signature: lead.signature,
    title: lead.title,
    rule,
    role: lead.role,
    parts,
    members: members.map(({ member }) => member),
    sample: sampleOf(members),
    services: parts.map(({ cluster }) => cluster.service).sort(),
    first: members[0]!.member.time,
    over: members.reduce((least, { member }) => Math.min(least, member.end), Number.POSITIVE_INFINITY),
    platform: rule?.logs.includes('system') || lead.samples.some(({ log }) => log === 'system' || log === 'audit'),
    verdict: strongest,
    index: new MemberIndex(members),
    accused: null,
  };
}

function startOf({ verdict }: Judged): Micros {
  return Math.min(...verdict.inWindow.map((member) => member.time));
}
