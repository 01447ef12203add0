/** How much memory the analysis holds when the input does not end: after a million entries, and after all of them. */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Analyzer, ENDLESS, type Question } from '../src/analysis/index.ts';
import type { LogEntry, Micros, Rule, Tally } from '../src/model.ts';
import { createMatcher, loadBuiltInRules } from '../src/rules/index.ts';
import { random } from './make-export.ts';
import type { Row } from './table.ts';

const START: Micros = Date.UTC(2025, 8, 9) * 1000;
const SERVICES = 20;
const SIGNATURES = 60;
/** Entries a second, by their own times: what a tail delivers at most. */
const RATE = 1_000;
/** A snapshot is taken after so many. */
const ASKED = 50_000;
const MILLION = 1_000_000;

const WORDS = 'carrier label invoice ledger parcel voucher basket picker pallet docket refund tariff'.split(' ');
const VERBS = 'refused lost kept doubled skipped mixed dropped blocked delayed split voided'.split(' ');

/** Half of them are known to a rule by a literal of its own. */
function textsOf(rules: Rule[]): string[] {
  const plain = rules.flatMap(({ role, needles }) =>
    role === 'cause' || role === 'symptom' ? needles.slice(0, 1) : [],
  );
  return Array.from({ length: SIGNATURES }, (_, i) => {
    const own = `${WORDS[i % WORDS.length]} ${VERBS[i % VERBS.length]} the ${WORDS[(i * 5 + 1) % WORDS.length]}`;
    return i % 2 === 0 ? plain[i % plain.length]! : own;
  });
}

const hex = (next: () => number, length: number): string => {
  let text = '';
  while (text.length < length)
    text += Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, length);
};

/** Suspicious entries in full, healthy ones as the counts of each second. */
class Generator {
  readonly #next = random(11);
  readonly #texts: string[];
  readonly #share: number;

  constructor(rules: Rule[], share: number) {
    this.#texts = textsOf(rules);
    this.#share = share;
  }

  /** The entries of a second. */
  feed(second: number, analyzer: Analyzer): void {
    const suspicious = Math.round(RATE * this.#share);
    for (let i = 0; i < suspicious; i++) analyzer.add(this.#entry(START + second * 1e6 + (i * 1e6) / suspicious));
    const healthy = (RATE - suspicious) / SERVICES;
    if (healthy > 0) for (let n = 0; n < SERVICES; n++) analyzer.tally(tallyOf(n, second, healthy));
  }

  #entry(at: number): LogEntry {
    const next = this.#next;
    const pick = Math.floor(next() * SIGNATURES);
    const service = `service-${pick % SERVICES}`;
    const time = Math.floor(at);
    const revision = `${service}-0000${1 + Math.floor((time - START) / 3.6e9)}`;
    const raw = {
      insertId: hex(next, 16),
      logName: 'projects/bench/logs/run.googleapis.com%2Fstderr',
      resource: { type: 'cloud_run_revision', labels: { service_name: service, revision_name: revision } },
      textPayload: `${this.#texts[pick]} after ${Math.floor(next() * 1000)} ms`,
    };
    return {
      id: raw.insertId,
      time,
      nanos: 0,
      severity: 'ERROR',
      service,
      revision,
      location: 'us-central1',
      instance: `${service}-${Math.floor(next() * 8)}`.padEnd(100, 'f'),
      log: 'stderr',
      message: raw.textPayload,
      fields: null,
      http: null,
      trace: hex(next, 32),
      labels: {},
      raw: () => raw,
    };
  }
}

function tallyOf(number: number, second: number, entries: number): Tally {
  const service = `service-${number}`;
  const first = START + second * 1e6;
  return {
    service,
    revision: `${service}-0000${1 + Math.floor(second / 3600)}`,
    minute: Math.floor(first / 6e7),
    entries,
    requests: entries >> 1,
    firstEntry: first,
    lastEntry: first + 999_000,
    firstRequest: first,
  };
}

const question: Question = {
  since: { kind: 'auto' },
  until: null,
  baseline: null,
  services: [],
  seesHealthy: true,
  project: 'bench',
  timezone: 'UTC',
  sources: ['bench'],
  notes: [],
  stakes: [],
  muted: new Set(),
  known: new Map(),
};

/** Megabytes. */
interface Memory {
  /** Before garbage was collected. */
  before: number;
  rss: number;
  heap: number;
}

/** Of a run without `--expose-gc` too. */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (how?: object) => void;

function memory(): Memory {
  const { rss: before } = process.memoryUsage();
  // Else V8 keeps what was thrown away in pools of its own: that tells how much was thrown away, not how much is held.
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return { before: before / 2 ** 20, rss: rss / 2 ** 20, heap: (heapUsed + arrayBuffers) / 2 ** 20 };
}

interface Grown {
  million: Memory;
  end: Memory;
  perSecond: number;
  slowest: number;
  last: number;
}

async function grow(rules: Rule[], entries: number, share: number): Promise<Grown> {
  const matcher = createMatcher(rules);
  const book = { rules: new Map(rules.map((rule) => [rule.id, rule])), match: matcher.match.bind(matcher) };
  const analyzer = new Analyzer(book, ENDLESS);
  const generator = new Generator(rules, share);
  let million = memory();
  let [adding, last, slowest] = [0, 0, 0];
  for (let second = 0; second * RATE < entries; second++) {
    let start = performance.now();
    generator.feed(second, analyzer);
    adding += performance.now() - start;
    const fed = (second + 1) * RATE;
    if (fed % ASKED === 0) {
      start = performance.now();
      analyzer.snapshot(question);
      last = performance.now() - start;
      slowest = Math.max(slowest, last);
    }
    if (fed === MILLION) million = memory();
  }
  const end = memory();
  // Held until it was measured.
  analyzer.snapshot(question);
  return { million, end, perSecond: (entries / adding) * 1000, slowest, last };
}

const USAGE = 'memory [--entries 10000000] [--share 0.05]: of endless input, of which such a share is suspicious';

/** `npm run bench -- memory --entries 10000000 --share 0.05`. */
export async function benchMemory(args: string[]): Promise<Row[]> {
  const { values } = parseArgs({
    args,
    options: { entries: { type: 'string', default: '10000000' }, share: { type: 'string', default: '0.05' } },
  });
  const [entries, share] = [Number(values.entries), Number(values.share)];
  if (!(entries >= MILLION && share > 0 && share <= 1)) throw new Error(USAGE);
  const rules = await loadBuiltInRules();
  const { million, end, perSecond, slowest, last } = await grow(rules, entries, share);
  const count = entries.toLocaleString('en-US');
  const mb = ({ before, rss, heap }: Memory) =>
    `${rss.toFixed(0)} MB rss after gc, ${heap.toFixed(0)} MB of it held; ${before.toFixed(0)} MB before`;
  const row = (what: string, value: string, ratio = '', reach = ''): Row => ({ what, value, ratio, reach });
  return [
    row(`after 1,000,000 entries, ${share * 100} % of them suspicious`, mb(million)),
    row(`after ${count}`, mb(end), (end.rss / million.rss).toFixed(2), '< 1.10'),
    row('entries a second, snapshots apart', Math.round(perSecond).toLocaleString('en-US')),
    row('the last snapshot, and the slowest', `${last.toFixed(0)} ms, ${slowest.toFixed(0)} ms`),
  ];
}
