/** A process that writes entries to standard output: so many a second, or as fast as they are taken. `feeder.ts COUNT [RATE]` */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { entryLine, random } from '../make-export.ts';

const [count, rate] = process.argv.slice(2).map(Number);
/** Milliseconds between two writes. */
const BEAT = 10;

const next = random(7);
const begun = performance.now();
for (let n = 0; n < count!; ) {
  const due = rate ? Math.floor(((performance.now() - begun) / 1000) * rate) : n + 2000;
  const lines: string[] = [];
  for (; n < due && n < count!; n++) lines.push(entryLine(n, next));
  if (lines.length > 0 && !process.stdout.write(`${lines.join('\n')}\n`)) await once(process.stdout, 'drain');
  if (rate) await sleep(BEAT);
}
process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(2)}\n`);
