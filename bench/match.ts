/** `npm run bench:match`: the whole library over an export in one pass, beside parsing it. */
import { resolve } from 'node:path';
import { makeExport } from './make-export.ts';
import { figures, interleaved, self } from './scan-file.ts';
import { printTable, type Row } from './table.ts';

const RCA = resolve(import.meta.dirname, '../dist/rca.mjs');
const BYTES = 4e8;

function rows(): Row[] {
  const file = makeExport(BYTES);
  const match = (...flags: string[]) => [RCA, 'match', '--format', 'json', ...flags, file];
  const runs = interleaved([
    { what: 'JSON.parse of every line alone', file, args: self('--parse', file), reach: '' },
    { what: 'rca match: the lines that a rule knows', file, args: match(), reach: '>= half of it' },
    { what: 'rca match --all: every line, grouped too', file, args: match('--all'), reach: '' },
  ]);
  const floor = runs[0]!.run;
  return runs.map(({ what, run, reach }) => {
    const ratio = `${(run.speed / floor.speed).toFixed(2)} of its speed`;
    return { what, value: figures(run), ratio, reach };
  });
}

printTable(`Matching ${BYTES / 1e6} MB`, rows());
