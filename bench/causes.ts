/**
 * `npm run bench:causes`: how often rca is right about which signature is the root and which deployment is to blame, over generated
 * incidents whose truth is known. Seeds 1-300 are for tuning, 1001-1300 (the default) for the figure.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explain } from './causes/explain.ts';
import { FAMILIES, familyOf } from './causes/families.ts';
import { isFailing } from './causes/figures.ts';
import { makeIncident } from './causes/incident.ts';
import type { Verdict } from './causes/judge.ts';
import { judgeAll } from './causes/pool.ts';
import { printByFamily, printFailing, printFigures } from './causes/print.ts';
import { scanIncident } from './causes/scan.ts';

const USAGE = `bench:causes [--seeds FROM-TO] [--family NAME] [--verbose]
  --explain SEED     one incident: its truth beside the report
  --write DIR SEED   its log as NDJSON, to look at`;

interface Asked {
  seeds: number[];
  verbose: boolean;
}

function asked(seeds: string, family: string | undefined, verbose: boolean): Asked {
  const range = /^(\d+)(?:-(\d+))?$/.exec(seeds);
  if (!range) throw new Error(`--seeds: '${seeds}' is not FROM-TO`);
  if (family !== undefined && !FAMILIES.some(({ name }) => name === family)) {
    throw new Error(`--family: no '${family}'; there are ${FAMILIES.map(({ name }) => name).join(', ')}`);
  }
  const [from, to] = [Number(range[1]), Number(range[2] ?? range[1])];
  const all = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return { seeds: all.filter((seed) => family === undefined || familyOf(seed).name === family), verbose };
}

async function measure({ seeds, verbose }: Asked): Promise<void> {
  const started = performance.now();
  const verdicts = await judgeAll(seeds, (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${seeds.length} `);
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  printFigures(`Causes: ${seeds.length} incidents, seeds ${seeds[0]}-${seeds.at(-1)}, ${seconds} s`, verdicts);
  printByFamily(verdicts);
  printFailing(verdicts);
  if (verbose) for (const verdict of verdicts.filter(isFailing)) printVerdict(verdict);
}

function printVerdict({ seed, family, diagnoses, causes }: Verdict): void {
  console.log(`\n${seed} ${family}: causes ${JSON.stringify(causes)}`);
  for (const { rank, confidence, title, sort, falseBlame } of diagnoses)
    console.log(
      `  ${rank}. ${confidence} ${title.slice(0, 100)} [${sort.kind} ${sort.cause ?? ''}]${falseBlame ? ' FALSE BLAME' : ''}`,
    );
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      seeds: { type: 'string', default: '1001-1300' },
      family: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      explain: { type: 'string' },
      write: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) console.log(USAGE);
  else if (values.explain !== undefined) {
    const incident = makeIncident(Number(values.explain));
    explain(incident, await scanIncident(incident));
  } else if (values.write !== undefined) {
    const { seed, family, lines, flags } = makeIncident(Number(positionals[0]));
    const file = join(values.write, `${family}-${seed}.ndjson`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    console.log(`rca scan ${file} ${flags.join(' ')}`);
  } else await measure(asked(values.seeds, values.family, values.verbose));
}

await main();
