/** Grouping: how right `rca match --all` is on labelled logs, beside its peers, and how fast masking and grouping are. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Grouper } from '../src/analysis/grouping/index.ts';
import { mask } from '../src/text/mask.ts';
import { type GroupingScore, scoreGrouping } from './grouping-score.ts';
import { random } from './make-export.ts';
import { printTable, type Row } from './table.ts';

const RCA = resolve(import.meta.dirname, '../dist/rca.mjs');
/** Files `<set>.tsv` of labelled messages: the true group, a tab, the message. */
const FOLDER = process.env.RCA_LOGHUB ?? resolve(import.meta.dirname, '../../shared/data/loghub');
const LINES = 1_000_000;

/** What others reach on all sixteen sets of loghub_2k, measured side by side, and the best published without configuration. */
const PEERS: Row[] = [
  peer('Brain, published settings, code by set', 0.983, 0.937),
  peer('Drain, published settings, tuned by set', 0.865, 0.749),
  peer('Brain, one setting', 0.81, 0.858),
  peer('Drain3, one setting, chosen leave-one-set-out', 0.787, 0.789),
  peer('Drain3, its default settings', 0.759, 0.77),
  peer('PIPLUP, no setting, on Loghub-2.0 (published)', 0.917, 0.904),
];
/** Lines a second of Drain3 on such a file, on one core. */
const DRAIN3 = 54_800;

function peer(what: string, ga: number, fga: number): Row {
  return { what, value: `GA ${ga.toFixed(3)}  FGA ${fga.toFixed(3)}`, ratio: '', reach: '' };
}

interface LabelledSet {
  name: string;
  truth: string[];
  messages: string[];
}

function readSets(folder: string): LabelledSet[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.tsv'));
  return files.sort().map((file) => {
    const lines = readFileSync(join(folder, file), 'utf8').replace(/\n$/, '').split('\n');
    const cut = lines.map((line) => line.indexOf('\t'));
    return {
      name: file.replace(/\.tsv$/, ''),
      truth: lines.map((line, i) => line.slice(0, cut[i])),
      messages: lines.map((line, i) => line.slice(cut[i]! + 1)),
    };
  });
}

/** The signature that the built command gives each line. */
function signatures(messages: string[], flags: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'rca-grouping-'));
  const file = join(folder, 'messages.log');
  try {
    writeFileSync(file, `${messages.join('\n')}\n`);
    const args = [RCA, 'match', '--all', '--format', 'json', ...flags, file];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e9 });
    if (status !== 0) throw new Error(`rca match: ${stderr}`);
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { signature: string }).signature);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function accuracyRows(sets: LabelledSet[], flags: string[], reach: string): Row[] {
  const scores = sets.map((set) => ({ set, score: scoreGrouping(set.truth, signatures(set.messages, flags)) }));
  const rows = scores.map(({ set, score }): Row => {
    const groups = `${score.predictedGroups} groups of ${score.trueGroups}`;
    return { what: set.name, value: figures(score), ratio: groups, reach: '' };
  });
  const mean = (key: 'ga' | 'fga') => scores.reduce((sum, { score }) => sum + score[key], 0) / scores.length;
  return [...rows, { what: 'mean', value: figures({ ga: mean('ga'), fga: mean('fga') }), ratio: '', reach }];
}

function figures({ ga, fga }: Pick<GroupingScore, 'ga' | 'fga'>): string {
  return `GA ${ga.toFixed(3)}  FGA ${fga.toFixed(3)}`;
}

/** The messages again and again, each time with other digits. */
function freshLines(messages: string[], count: number): string[] {
  const next = random(1011);
  const lines: string[] = [];
  for (let i = 0; i < count; i++) {
    const line = messages[i % messages.length]!.replace(/\d/g, () => String(Math.floor(next() * 10)));
    // In memory of its own, as a line that was read is.
    lines.push(Buffer.from(line).toString());
  }
  return lines;
}

/** Heap in use after a collection, in megabytes; without --expose-gc what lies about is in it. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

function speedRows(messages: string[]): Row[] {
  const lines = freshLines(messages, LINES);
  const started = performance.now();
  let grouper: Grouper | null = new Grouper();
  for (const line of lines) grouper.add(mask(line));
  const groups = grouper.groups().groups.length;
  const rate = LINES / ((performance.now() - started) / 1000);
  const held = heap();
  grouper = null;
  const what = `${LINES.toLocaleString('en-US')} lines, mask and group, one core`;
  const value = `${Math.round(rate).toLocaleString('en-US')} lines/s`;
  const memory = `${groups}, ${(held - heap()).toFixed(1)} MB`;
  return [
    {
      what,
      value,
      ratio: `${(rate / DRAIN3).toFixed(1)} x Drain3's ${DRAIN3.toLocaleString('en-US')}`,
      reach: '>= 400,000',
    },
    { what: 'groups, and memory held for them', value: memory, ratio: '', reach: '' },
  ];
}

export function benchGrouping(): void {
  if (!existsSync(FOLDER)) {
    console.log(`grouping: skipped, no labelled logs in ${FOLDER} (or set RCA_LOGHUB)`);
    return;
  }
  const sets = readSets(FOLDER);
  printTable('Grouping alone: rca match --all --no-rules', accuracyRows(sets, ['--no-rules'], '>= 0.980 both'));
  printTable('With rules: rca match --all', accuracyRows(sets, [], ''));
  printTable('Others, on all sixteen sets', PEERS);
  printTable('Speed', speedRows(sets.flatMap(({ messages }) => messages)));
}

if (import.meta.main) benchGrouping();
