/** The live screen under load, in a terminal of its own: `npm run bench:live`, or the parts that are named: `-- pipe tail breaks endless`. */
import { runPipe } from './live/pipe.ts';
import { runTail } from './live/tail.ts';
import { missing } from './live/terminal.ts';
import { quantile } from './live/usage.ts';
import { printTable, type Row } from './table.ts';

const row = (what: string, value: string, reach = ''): Row => ({ what, value, ratio: '', reach });
const number = (n: number) => n.toLocaleString('en-US');
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

async function pipe(): Promise<Row[]> {
  const { sent, counted, seconds, core, memory, keys } = await runPipe(1_200_000, 20_000);
  const at = (share: number) => memory.find(({ entries }) => entries >= share * sent)!.megabytes;
  return [
    row(`sent in ${seconds.toFixed(0)} s through a pipe`, `${number(sent)} entries`),
    row('of them in the report', number(counted), number(sent)),
    row('of a core', percent(core), '< 100 %'),
    row('a key answered on the screen, median', `${keys.p50.toFixed(0)} ms`),
    row('95th percentile', `${keys.p95.toFixed(0)} ms`, '<= 100 ms'),
    row(`slowest of ${keys.pressed}`, `${keys.slowest.toFixed(0)} ms`),
    row(
      'resident after a tenth, a half, all',
      [0.1, 0.5, 1].map((share) => `${at(share).toFixed(0)} MB`).join(', '),
      'flat',
    ),
  ];
}

async function endless(): Promise<Row[]> {
  const { sent, counted, seconds, memory } = await runPipe(10_000_000, 0);
  // It goes up and down with what is not collected yet: the median over a million entries.
  const around = (from: number) =>
    quantile(
      memory.filter(({ entries }) => entries >= from && entries <= from + 1_000_000).map(({ megabytes }) => megabytes),
      0.5,
    );
  const [first, last] = [around(1_000_000), around(9_000_000)];
  return [
    row(`read in ${seconds.toFixed(0)} s`, `${number(counted)} of ${number(sent)} entries`, number(sent)),
    row('resident from 1 to 2 million on, median', `${first.toFixed(0)} MB`),
    { ...row('from 9 to 10 million', `${last.toFixed(0)} MB`, 'x1.10'), ratio: `x${(last / first).toFixed(2)}` },
  ];
}

async function tail(): Promise<Row[]> {
  const { sent, counted, core, megabytes } = await runTail({ count: 60_000, rate: 1000, breaks: 0 });
  return [
    row('through the tail at 1,000 a second', `${number(counted)} of ${number(sent)} entries`, number(sent)),
    row('of a core', percent(core), '< 15 %'),
    row('resident', `${megabytes.toFixed(0)} MB`),
  ];
}

async function breaks(): Promise<Row[]> {
  const { sent, counted, lost } = await runTail({ count: 60_000, rate: 1000, breaks: 20 });
  return [
    row(
      'the tail dropped, frozen and ended 20 times meanwhile',
      `${number(counted)} of ${number(sent)} entries`,
      number(sent),
    ),
    row('in the ledger as lost', number(lost), '0'),
  ];
}

const PARTS: Record<string, () => Promise<Row[]>> = { pipe, tail, breaks, endless };

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`no part named ${unknown.join(', ')}: there are ${Object.keys(PARTS).join(', ')}`);
  process.exitCode = 2;
} else if (missing !== null) console.log(`skipped: ${missing}`);
else for (const name of named.length > 0 ? named : Object.keys(PARTS)) printTable(name, await PARTS[name]!());
