import type { Micros, Role, Rule, Verdict } from '../model.ts';
import type { ClusterRecord, Occurrence } from './clusters.ts';
import type { Verdicted } from './correlate.ts';

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
  services: string[];
  first: Micros;
  verdict: Verdict;
  index: MemberIndex;
}

/** Times of a node's members by what they share with others: trace, user, instance, revision. */
export class MemberIndex {
  readonly #times = new Map<string, Micros[]>();

  constructor(parts: Judged[]) {
    for (const { cluster, verdict } of parts) {
      for (const member of verdict.inWindow)
        for (const key of keysOf(cluster.service, member)) this.#put(key, member.time);
    }
    for (const times of this.#times.values()) times.sort((a, b) => a - b);
  }

  #put(key: string, time: Micros): void {
    const times = this.#times.get(key);
    if (times) times.push(time);
    else this.#times.set(key, [time]);
  }

  /** The last member under `key` in [from, to]; null where there is none. */
  lastIn(key: string, from: Micros, to: Micros): Micros | null {
    const times = this.#times.get(key);
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

export const keys = {
  trace: (member: Occurrence) => (member.trace ? `trace ${member.trace}` : ''),
  user: (member: Occurrence) => (member.user ? `user ${member.user}` : ''),
  instance: (service: string, member: Occurrence) => (member.instance ? `instance ${service} ${member.instance}` : ''),
  revision: (service: string, member: Occurrence) => `revision ${service} ${member.revision}`,
  any: () => 'any',
};

function keysOf(service: string, member: Occurrence): string[] {
  const all = [
    keys.trace(member),
    keys.user(member),
    keys.instance(service, member),
    keys.revision(service, member),
    keys.any(),
  ];
  return all.filter(Boolean);
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
  const members = parts.flatMap(({ verdict }) => verdict.inWindow).sort((a, b) => a.time - b.time);
  return {
    signature: lead.signature,
    title: lead.title,
    rule: lead.rule === null ? null : (rules.get(lead.rule) ?? null),
    role: lead.role,
    parts,
    members,
    services: parts.map(({ cluster }) => cluster.service).sort(),
    first: members[0]!.time,
    verdict: strongest,
    index: new MemberIndex(parts),
  };
}

function startOf({ verdict }: Judged): Micros {
  return Math.min(...verdict.inWindow.map((member) => member.time));
}
