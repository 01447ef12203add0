/** `npm run bench`: all tables, or the parts that are named: `npm run bench -- startup scan emulator`; flags go to the parts. */
import { printTable, type Row } from './table.ts';

interface Part {
  title: string;
  /** Imported when it is run: some load Google's clients. */
  rows(args: string[]): Promise<Row[]>;
}

const PARTS: Record<string, Part> = {
  startup: {
    title: 'Start-up',
    rows: async () => (await import('./startup.ts')).benchStartup(),
  },
  scan: {
    title: 'Scanning a file',
    rows: async () => (await import('./scan-file.ts')).benchScanFile(),
  },
  snapshot: {
    title: 'From entries to a report',
    rows: async () => (await import('./snapshot.ts')).benchSnapshot(),
  },
  memory: {
    title: 'Memory, where the input does not end',
    rows: async (args) => (await import('./memory.ts')).benchMemory(args),
  },
  emulator: {
    title: 'Reading from the emulator, unpaced',
    rows: readEmulator,
  },
};

async function readEmulator(): Promise<Row[]> {
  const { benchEmulator } = await import('./emulator.ts');
  const { entries, first, again, filtered } = await benchEmulator();
  const row = (what: string, rate: number, reach: string): Row => {
    return { what, value: `${rate.toLocaleString('en-US')} entries/s`, ratio: '', reach };
  };
  return [
    row(`${entries.toLocaleString('en-US')} entries, read for the first time`, first, '>= 40,000 entries/s'),
    row('the same once more', again, '>= 40,000 entries/s'),
    row('looked at for a filter that a tenth passes', filtered, ''),
  ];
}

const given = process.argv.slice(2);
const flags = given.findIndex((arg) => arg.startsWith('--'));
const named = flags < 0 ? given : given.slice(0, flags);
const args = flags < 0 ? [] : given.slice(flags);
const unknown = named.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`no bench named ${unknown.join(', ')}: there are ${Object.keys(PARTS).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of named.length > 0 ? named : Object.keys(PARTS)) {
    const { title, rows } = PARTS[name]!;
    printTable(title, await rows(args));
  }
}
