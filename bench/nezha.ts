/** Real faults in a system of 27 services that were all deployed at once: which service holds the fault, from logs alone. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Report } from '../src/model.ts';
import { random } from './make-export.ts';
import { PERTURBATIONS, type Perturbation, perturb } from './nezha-perturb.ts';
import { printTable, type Row } from './table.ts';

const RCA = resolve(import.meta.dirname, '../dist/rca.mjs');
const FOLDER = resolve(import.meta.dirname, '../../shared/data/nezha');

/** One row of truth.json. */
interface Case {
  id: string;
  service: string;
  fault: string;
  deployed_at: string;
  baseline: [string, string];
  after: [string, string];
}

interface Answer {
  one: Case;
  /** Services in the order of their diagnoses, each once. */
  services: string[];
  /** 0 = not among them. */
  rank: number;
  /** What the first diagnosis says of its evidence. */
  scores: string;
}

/** On these fourteen cases, and as published on all faults of the system (resource faults included). */
const OTHERS: Row[] = [
  other('largest change of any statement per trace (G)', '0.21 / 0.43 / 1.00'),
  other('largest fall of any statement', '0.36 / 0.71 / 0.93'),
  other('largest rise of ERROR lines', '0.71 / 0.71 / 0.71'),
  other('SBLD, logs, 45 faults (published)', '0.16 / 0.22 / 0.24'),
  other('LogFaultFlagger, logs, 45 faults (published)', '0.18 / 0.24 / 0.24'),
  other('Nezha, logs and traces, 45 faults (published)', '0.56 / 0.62 / 0.69'),
  other('Nezha, metrics too, 45 faults (published)', '0.87 / 0.98 / 0.98'),
];

function other(what: string, value: string): Row {
  return { what, value, ratio: '', reach: '' };
}

/** The report of the built command on a case's file. */
function scan(file: string, { deployed_at, baseline, after }: Case): Report {
  const window = [
    '--deploy-at',
    deployed_at,
    '--baseline',
    baseline.join('..'),
    '--since',
    after[0],
    '--until',
    after[1],
  ];
  const args = [RCA, 'scan', file, ...window, '--format', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e9 });
  if (stdout === '') throw new Error(`rca scan: ${stderr}`);
  return JSON.parse(stdout) as Report;
}

function answer(file: string, one: Case): Answer {
  const { diagnoses } = scan(file, one);
  const services = [...new Set(diagnoses.map(({ service }) => service))];
  const said = diagnoses[0]?.evidence.find(
    ({ kind, text }) => kind === 'expectation' && text.includes(' speaks against '),
  );
  const numbers = [...(said?.text ?? '').matchAll(/against (\S+) with ([\d.]+)/g)];
  const scores = numbers.map(([, service, score]) => `${service} ${score}`).join(', ');
  return { one, services, rank: services.indexOf(one.service) + 1, scores };
}

/** Share of the cases that are first, among the first three and the first five. */
function shares(answers: Answer[]): string {
  const within = (top: number) => answers.filter(({ rank }) => rank > 0 && rank <= top).length / answers.length;
  return [1, 3, 5].map((top) => within(top).toFixed(2)).join(' / ');
}

/** All cases with something done to each file first. */
function perturbed(cases: Case[], fileOf: (one: Case) => string, perturbation: Perturbation): Answer[] {
  const folder = mkdtempSync(join(tmpdir(), 'rca-nezha-'));
  try {
    return cases.map((one, i) => {
      const lines = gunzipSync(readFileSync(fileOf(one)))
        .toString()
        .trimEnd()
        .split('\n');
      const path = join(folder, `${one.id}.ndjson`);
      writeFileSync(path, `${perturb(lines, perturbation, random(1000 + i)).join('\n')}\n`);
      return answer(path, one);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `folder`: holds `truth.json` and `<id>.ndjson.gz`. */
export function benchNezha(folder: string, quick: boolean): void {
  if (!existsSync(join(folder, 'truth.json'))) {
    console.log(`nezha: skipped, no cases in ${folder} (or name the folder with --data FOLDER)`);
    return;
  }
  const cases = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Case[];
  const fileOf = ({ id }: Case) => join(folder, `${id}.ndjson.gz`);
  const answers = cases.map((one) => answer(fileOf(one), one));
  const rows = answers.map(({ one, rank, services, scores }): Row => {
    const first = rank === 1 ? '' : `first: ${services[0] ?? 'nothing'}`;
    return {
      what: `${one.id} ${one.service} ${one.fault}`,
      value: rank === 0 ? '-' : String(rank),
      ratio: scores,
      reach: first,
    };
  });
  printTable('Rank of the guilty service, and the evidence against the first and the next', rows);
  const reach = '>= 0.93 / 1.00 / 1.00';
  printTable('Top-1 / 3 / 5', [{ what: 'rca scan', value: shares(answers), ratio: '', reach }, ...OTHERS]);
  if (quick) return;
  const worse = PERTURBATIONS.map((item) => other(item.what, shares(perturbed(cases, fileOf, item))));
  printTable('Top-1 / 3 / 5 where logs are worse', worse);
}

if (import.meta.main) {
  const at = process.argv.indexOf('--data');
  benchNezha(at < 0 ? FOLDER : resolve(process.argv[at + 1] ?? ''), process.argv.includes('--quick'));
}
