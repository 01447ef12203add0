import { Labeller } from '../analysis/index.ts';
import type { Reduction, Rule } from '../model.ts';
import { createReduction, type Matcher } from '../rules/index.ts';
import { readFiles } from '../sources/index.ts';
import { EXIT, type Io } from './io.ts';
import { explainTo } from './match-explain.ts';
import { printLabels } from './match-print.ts';
import { oneOf } from './scan-options.ts';
import { loadSettings } from './settings.ts';

export const MATCH_FORMATS = ['text', 'json'] as const;

export interface MatchFlags {
  all?: boolean;
  explain?: boolean;
  format?: string;
  rules: string | boolean;
  config?: string;
  redact: boolean;
}

/** Where the lines of an input begin among the labelled ones. */
export interface InputStart {
  name: string;
  from: number;
}

/** `rca match FILE…`: which rule and signature each line gets. Returns the exit status. */
export async function match(paths: string[], flags: MatchFlags, io: Io): Promise<number> {
  const format = oneOf(flags.format ?? 'text', MATCH_FORMATS, '--format');
  const settings = await loadSettings({
    config: flags.config ?? null,
    rulesDir: typeof flags.rules === 'string' ? flags.rules : null,
    noRules: flags.rules === false,
    filter: null,
    redact: flags.redact,
  });
  const { matcher } = settings;
  const all = flags.all ?? false;
  const labeller = new Labeller(settings.book, { all, explain: flags.explain ? explainTo(matcher) : null });
  const inputs = await label(paths, labeller, all ? NOTHING : reductionOf(settings.rules, matcher), all, io);
  await printLabels(labeller, inputs, { format, redactor: settings.redactor }, io);
  return EXIT.ok;
}

/** Bytes read at a time. Where every line is an entry, larger batches outlive the young generation, which costs twice the memory. */
const SMALL_CHUNK = 64 * 1024;
const CHUNK = 256 * 1024;

/** Everything is handed over anyway. */
const NOTHING: Reduction = { hit: () => false };

/** What a rule may match, whatever its role: only these lines are looked at. */
function reductionOf(rules: Rule[], { needles }: Matcher): Reduction {
  return needles.length === 0 ? NOTHING : createReduction(rules, { everyRole: true });
}

async function label(
  paths: string[],
  labeller: Labeller,
  reduction: Reduction,
  everything: boolean,
  io: Io,
): Promise<InputStart[]> {
  const inputs: InputStart[] = [];
  const where = { paths, service: null, services: [], regions: [], timeZone: null, filter: null, stdin: io.stdin };
  const options = {
    ...where,
    everything,
    anyLevel: true,
    lineNumbers: true,
    chunkBytes: everything ? SMALL_CHUNK : CHUNK,
  };
  let next = 1;
  for await (const { entries, lines, losses } of readFiles(options, reduction, io.signal)) {
    const { input, of, last, lineByLine } = lines!;
    if (inputs.at(-1)?.name !== input) {
      inputs.push({ name: input, from: labeller.length });
      next = 1;
    }
    const skip = (to: number) => {
      if (lineByLine) for (; next < to; next++) labeller.addEmpty(next);
      next = to + 1;
    };
    entries.forEach((entry, index) => {
      if (of[index]! >= next) skip(of[index]!);
      labeller.add(entry, of[index]!);
    });
    if (last >= next) skip(last + 1);
    next = last + 1;
    for (const { reason, count, detail } of losses) {
      if (reason !== 'untimed') io.stderr.write(`rca: ${detail} (${count})\n`);
    }
  }
  return inputs;
}
