/** How long the analysis takes from entries to a report, and from some more entries to the next one. */
import { Analyzer, type Question } from '../src/analysis/index.ts';
import type { LogEntry, Micros, Report, Rule } from '../src/model.ts';
import { createMatcher, loadBuiltInRules } from '../src/rules/index.ts';
import { random } from './make-export.ts';
import type { Row } from './table.ts';

const START: Micros = Date.UTC(2025, 8, 9) * 1000;
const MINUTE = 60_000_000;
const SPAN = 480 * MINUTE;
const SERVICES = 25;
const SIGNATURES = 80;
const ENTRIES = 100_000;
const MORE = 1_000;
const ROUNDS = 15;

const SYLLABLES = 'ka re mo ti lun pas vel dor min gra sto bel fi ran que jol'.split(' ');

/** A text that a rule knows by a literal of its own, or words that no rule knows. */
function texts(rules: Rule[]): string[] {
  const plain = rules.flatMap(({ role, needles }) =>
    role === 'cause' || role === 'symptom' ? needles.slice(0, 1) : [],
  );
  const next = random(7);
  const word = () => Array.from({ length: 3 }, () => SYLLABLES[Math.floor(next() * SYLLABLES.length)]).join('');
  const own = () => `${word()} ${word()} refused the ${word()} of ${word()} ${word()}`;
  return Array.from({ length: SIGNATURES * 3 }, (_, i) => (i % 2 === 0 ? plain[i % plain.length]! : own()));
}

/** @param fresh share of a service's signatures that only its first deployment brings */
function* entries(count: number, seed: number, messages: string[], fresh: number): Generator<LogEntry> {
  const next = random(seed);
  for (let i = 0; i < count; i++) {
    const number = Math.floor(next() * SERVICES);
    const service = `service-${number}`;
    const time = START + Math.floor(next() * SPAN);
    const live = goLives(number).filter((at) => at <= time).length;
    const from = live === 0 ? fresh * SIGNATURES : 0;
    const pick = Math.floor(from + next() * (SIGNATURES - from));
    const instance = `${service}-i${Math.floor(next() * 4)}`;
    const message = `${messages[(pick + number * 5) % messages.length]} after ${Math.floor(next() * 1000)} ms`;
    const resource = { type: 'cloud_run_revision', labels: { service_name: service } };
    yield {
      id: `${seed}-${i}`,
      time,
      nanos: 0,
      severity: 'ERROR',
      service,
      revision: `${service}-0000${live + 1}`,
      location: 'us-central1',
      instance,
      log: 'stderr',
      message,
      fields: null,
      http: null,
      trace: `trace-${Math.floor(time / 400_000)}`,
      labels: {},
      raw: () => ({ textPayload: message, severity: 'ERROR', resource }),
    };
  }
}

const goLives = (service: number) => [START + (200 + service) * MINUTE, START + (330 + service) * MINUTE];

function deploy(analyzer: Analyzer): void {
  const none = { author: null, image: null, commit: null, traffic: null, spec: null, message: '', location: '' };
  for (let number = 0; number < SERVICES; number++) {
    const service = `service-${number}`;
    goLives(number).forEach((time, i) => {
      analyzer.fact({ ...none, what: 'ready', service, revision: `${service}-0000${i + 2}`, time });
    });
  }
}

const question: Question = {
  since: { kind: 'time', at: START + 190 * MINUTE },
  until: START + SPAN,
  baseline: { from: START, to: START + 190 * MINUTE },
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

interface Timed {
  added: number;
  first: number;
  /** Sorted. */
  rounds: number[];
  report: Report;
}

async function time(rules: Rule[], fresh: number): Promise<Timed> {
  const matcher = createMatcher(rules);
  const analyzer = new Analyzer({
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    match: matcher.match.bind(matcher),
  });
  const messages = texts(rules);
  deploy(analyzer);
  const all = [...entries(ENTRIES, 1, messages, fresh)];
  let start = performance.now();
  for (const entry of all) analyzer.add(entry);
  const added = performance.now() - start;
  start = performance.now();
  const report = analyzer.snapshot(question)!;
  const first = performance.now() - start;
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const entry of entries(MORE, round + 2, messages, fresh)) analyzer.add(entry);
    start = performance.now();
    analyzer.snapshot(question);
    rounds.push(performance.now() - start);
  }
  return { added, first, rounds: rounds.sort((a, b) => a - b), report };
}

function row(what: string, ms: number, reach: string): Row {
  return { what, value: `${ms.toFixed(0)} ms`, ratio: '', reach };
}

export async function benchSnapshot(): Promise<Row[]> {
  const rules = await loadBuiltInRules();
  const steady = await time(rules, 0);
  const { signatures, deployments } = steady.report;
  const found = `${signatures.length.toLocaleString('en-US')} signatures, ${deployments.length} deployments`;
  const some = await time(rules, 0.02);
  const half = await time(rules, 0.5);
  return [
    row(`add 100,000 suspicious entries (${found})`, steady.added, ''),
    row('the first snapshot', steady.first, '< 2,000 ms'),
    row('a snapshot after another 1,000 entries, median', steady.rounds[ROUNDS >> 1]!, '< 30 ms'),
    row('the slowest of them', steady.rounds.at(-1)!, ''),
    row('a snapshot after another 1,000 entries, where 2 % of the signatures are new', some.rounds[ROUNDS >> 1]!, ''),
    row('the first snapshot, where half of the signatures are new', half.first, '< 2,000 ms'),
    row('a snapshot after another 1,000 entries then, median', half.rounds[ROUNDS >> 1]!, ''),
  ];
}
