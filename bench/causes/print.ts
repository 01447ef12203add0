/** The tables of `bench:causes`. */
import { printTable } from '../table.ts';
import { FAMILIES } from './families.ts';
import { calibration, FIGURES, isFailing } from './figures.ts';
import type { Verdict } from './judge.ts';
import { type Share, shareText } from './wilson.ts';

export function printFigures(title: string, verdicts: readonly Verdict[]): void {
  const row = (what: string, share: Share, reach: string) => ({
    what,
    value: shareText(share),
    ratio: `${share.hits} of ${share.of}`,
    reach,
  });
  printTable(title, [
    ...FIGURES.map(({ what, reach, count }) => row(what, count(verdicts), reach)),
    row('high confidence: root and deployment right', calibration(verdicts, 'high'), '>= 0.990'),
    row('medium', calibration(verdicts, 'medium'), ''),
    row('low', calibration(verdicts, 'low'), ''),
  ]);
}

/** Shares with their counts, and below them the 95 % intervals. */
export function printByFamily(verdicts: readonly Verdict[]): void {
  const head = ['family', 'incidents', ...FIGURES.map(({ short }) => short), 'high right'];
  const rows = FAMILIES.map(({ name }) => name).flatMap((name) => {
    const mine = verdicts.filter(({ family }) => family === name);
    if (mine.length === 0) return [];
    const shares = [...FIGURES.map(({ count }) => count(mine)), calibration(mine, 'high')];
    return [
      [
        name,
        String(mine.length),
        ...shares.map(({ hits, of }) => (of === 0 ? '–' : `${(hits / of).toFixed(2)} ${hits}/${of}`)),
      ],
      ['', '', ...shares.map((share) => /\[.*\]/.exec(shareText(share))?.[0].replace(/(\.\d\d)\d/g, '$1') ?? '')],
    ];
  });
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd();
  console.log(`\nBy family, with 95 % intervals\n\n${[head, ...rows].map(line).join('\n')}`);
}

/** Seeds to look at, each with what is wrong there. */
export function printFailing(verdicts: readonly Verdict[]): void {
  console.log(
    '\nNot as it should be (--explain SEED shows one): 1 = first diagnosis no root of a true cause, f = a cause not found,',
  );
  console.log('k = found too far down, d = wrong deployment of a found cause, b = a deployment blamed falsely\n');
  for (const { name } of FAMILIES) {
    const failing = verdicts.filter((one) => one.family === name && isFailing(one));
    if (failing.length > 0)
      console.log(`${name.padEnd(10)} ${failing.map((one) => `${one.seed}${faults(one)}`).join(' ')}`);
  }
}

function faults({ causes, diagnoses }: Verdict): string {
  const first = causes.length > 0 && !causes.some(({ rank }) => rank === 1);
  const lost = causes.some(({ rank }) => rank === null);
  const far = causes.some(({ rank }) => rank !== null && rank > causes.length + 2);
  const deployment = causes.some(({ rank, deploymentRight }) => rank !== null && !deploymentRight);
  const blame = diagnoses.some(({ falseBlame }) => falseBlame);
  return `${first ? '1' : ''}${lost ? 'f' : ''}${far ? 'k' : ''}${deployment ? 'd' : ''}${blame ? 'b' : ''}`.replace(
    /^/,
    ':',
  );
}
