import type { Micros, Role, Rule, Verdict } from '../model.ts';
import { compareText } from '../text/order.ts';
import type { ClusterRecord } from './clusters.ts';
import type { Verdicted } from './compare.ts';
import type { Accusation } from './expectations/accuse.ts';
import { type Member, MemberIndex } from './member-index.ts';
import { inOrder, rankOf } from './occurrence.ts';

export interface Judged {
  cluster: ClusterRecord;
  verdict: Verdicted;
}

/**
 * One signature over all services that show it: what can be a cause or a symptom of another. What links look at is put together when they
 * first do: most nodes are neither new nor the cause of anything new.
 */
export class Node {
  readonly signature: string;
  readonly title: string;
  readonly rule: Rule | null;
  readonly role: Role;
  /** The service where it began comes first. */
  readonly parts: Judged[];
  readonly services: string[];
  /** When its first member in the window came, and the last. */
  readonly first: Micros;
  readonly last: Micros;
  /** Members in the window. */
  readonly count: number;
  readonly verdict: Verdict;
  /** Set where broken expectations speak against a service here. */
  accused: Accusation | null = null;
  #members: Member[] | null = null;
  #sample: Member[] | null = null;
  #index: MemberIndex | null = null;
  #lowest: Member[] | null = null;
  #times: readonly Micros[] | null = null;
  #over: Micros | null = null;
  #platform: boolean | null = null;
  #request: boolean | null = null;
  #hasTraces: boolean | null = null;
  #end: 0 | 1 | 2 | null = null;
  #instances: number | null = null;

  /** @param parts the one that began first comes first */
  constructor(parts: Judged[], verdict: Verdict, rules: ReadonlyMap<string, Rule>) {
    const { signature, title, rule, role } = parts[0]!.cluster;
    this.signature = signature;
    this.title = title;
    this.rule = rule === null ? null : (rules.get(rule) ?? null);
    this.role = role;
    this.parts = parts;
    this.services = parts.map(({ cluster }) => cluster.service).sort();
    this.first = startOf(parts[0]!);
    this.last = parts.reduce((last, part) => Math.max(last, part.verdict.inWindow.last!), Number.NEGATIVE_INFINITY);
    this.count = parts.reduce((sum, part) => sum + part.verdict.inWindow.length, 0);
    this.verdict = verdict;
  }

  /** Whether the platform says it, not the service. */
  get platform(): boolean {
    this.#platform ??=
      this.rule?.logs.includes('system') ||
      this.parts[0]!.cluster.samples.some(({ log }) => log === 'system' || log === 'audit');
    return this.#platform;
  }

  /** Whether it is what a request ended with. */
  get request(): boolean {
    this.#request ??= this.parts[0]!.cluster.samples.every(({ log }) => log === 'request');
    return this.#request;
  }

  /** Whether most of its members name a trace. */
  get hasTraces(): boolean {
    this.#hasTraces ??= this.sample.filter(({ member }) => member.trace !== '').length * 2 > this.sample.length;
    return this.#hasTraces;
  }

  /** Whether it shows on a service that another one shows on too. */
  meets({ services }: Node): boolean {
    const [own] = this.services;
    if (this.services.length === 1) return services.length === 1 ? services[0] === own : services.includes(own!);
    return this.services.some((service) => services.includes(service));
  }

  /** Members in the window, in order. */
  get members(): Member[] {
    this.#members ??= membersOfParts(this.parts);
    return this.#members;
  }

  /** Some of them, evenly spread over all. */
  get sample(): Member[] {
    this.#sample ??= sampleOf(this.members);
    return this.#sample;
  }

  get index(): MemberIndex {
    this.#index ??= new MemberIndex(this.members, this.parts);
    return this.#index;
  }

  /** When the first of its members was over: a request's entry bears the time of its start. */
  get over(): Micros {
    this.#over ??= this.#firstEnd();
    return this.#over;
  }

  #firstEnd(): Micros {
    // Of what does not last, and of which not all are held, the time of the first is known all the same.
    if (this.isThin && this.members.every(({ member }) => member.end === member.time)) return this.first;
    return this.members.reduce((least, { member }) => Math.min(least, member.end), Number.POSITIVE_INFINITY);
  }

  /** Whether not all of its members are held. */
  get isThin(): boolean {
    return this.parts.some(({ cluster }) => cluster.roster.thinned !== null);
  }

  /** Those of its members that are held of every node: what is compared with a node of which not all are held. */
  get lowest(): Member[] {
    this.#lowest ??= this.members
      .map((one) => ({ one, rank: rankOf(one.member) }))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, LOOKED_AT)
      .map(({ one }) => one);
    return this.#lowest;
  }

  /** When its members in the window came, in order, each at least once. */
  get times(): readonly Micros[] {
    this.#times ??= this.isThin
      ? this.parts.flatMap(({ verdict }) => verdict.inWindow.moments).sort((a, b) => a - b)
      : this.members.map(({ member }) => member.time);
    return this.#times;
  }

  /** On how many instances it was seen, one at least. */
  get instances(): number {
    this.#instances ??= new Set(this.members.map(({ member }) => member.instance)).size || 1;
    return this.#instances;
  }

  /** How near it is to what a caller sees: 2 = a request's own entry, 1 = a line that says what was answered, 0 = all else. */
  get end(): 0 | 1 | 2 {
    this.#end ??= this.request ? 2 : this.rule === null && !this.traced && ANSWERS.test(this.title) ? 1 : 0;
    return this.#end;
  }

  /** Whether any of it was printed with a stack trace. */
  get traced(): boolean {
    return this.parts.some(({ cluster }) => cluster.trace !== null);
  }
}

/** What a service says in its own words of the status that it answers a request with. */
const ANSWERS =
  /(?:\bstatus(?:[ _-]?code)?|\b(?:answer|respond|return|repl)\w*(?: with)?|[-=]>|\bHTTP(?:\/[\d.]+)?)[\s:="'(]{0,4}5\d\d\b/i;

/** Members looked at for links: evidence is a share, and more would not sharpen it. */
const LOOKED_AT = 200;

function sampleOf(members: Member[]): Member[] {
  const step = Math.max(1, members.length / LOOKED_AT);
  return Array.from({ length: Math.min(members.length, LOOKED_AT) }, (_, i) => members[Math.floor(i * step)]!);
}

function membersOfParts(parts: Judged[]): Member[] {
  const members = parts.flatMap(({ cluster: { service }, verdict }) =>
    verdict.inWindow.members.map((member) => ({ service, member })),
  );
  // The members of each part are in order.
  return parts.length === 1
    ? members
    : members.sort((a, b) => inOrder(a.member, b.member) || compareText(a.service, b.service));
}

const VERDICTS: Verdict[] = ['new', 'worse', 'unknown', 'unchanged', 'better', 'gone'];

/** Signatures to nodes; services whose verdict is weaker than the node's (an old, steady error elsewhere) are left out of it. */
export function nodesOf(judged: Judged[], rules: ReadonlyMap<string, Rule>): Node[] {
  const shown = judged.filter(({ verdict }) => verdict.inWindow.length > 0);
  // The same symptom may have another cause in each service.
  const byName = Map.groupBy(shown, ({ cluster: { role, name, signature } }) =>
    role === 'symptom' ? name : signature,
  );
  return [...byName.values()].map((items) => nodeOf(items, rules));
}

/** Several nodes of one signature as one. */
export function uniteNodes(nodes: Node[]): Node {
  const [first] = nodes;
  return nodeOf(
    nodes.flatMap(({ parts }) => parts),
    new Map(first!.rule ? [[first!.rule.id, first!.rule]] : []),
  );
}

function nodeOf(items: Judged[], rules: ReadonlyMap<string, Rule>): Node {
  if (items.length === 1) return new Node(items, items[0]!.verdict.verdict, rules);
  const steady = (verdict: Verdict) => VERDICTS.indexOf(verdict) >= VERDICTS.indexOf('unchanged');
  const strongest = VERDICTS[Math.min(...items.map(({ verdict }) => VERDICTS.indexOf(verdict.verdict)))]!;
  const parts = items
    .filter(({ verdict }) => steady(strongest) || !steady(verdict.verdict))
    .sort((a, b) => startOf(a) - startOf(b) || compareText(a.cluster.service, b.cluster.service));
  return new Node(parts, strongest, rules);
}

function startOf({ verdict }: Judged): Micros {
  return verdict.inWindow.first!;
}
