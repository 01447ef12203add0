import { basename } from 'node:path';
import type { Reduction, SourceBatch } from '../../model.ts';
import { CHUNK_BYTES, fileBytes, streamBytes } from './bytes.ts';
import { decode } from './decode.ts';
import { InputReader } from './input-reader.ts';
import { findInputs, type Input } from './inputs.ts';
import { Intake } from './intake.ts';
import { Losses } from './losses.ts';
import type { FileOptions } from './options.ts';
import { zoneShift } from './zone.ts';

/**
 * Reads exported entries: NDJSON, a JSON array, plain text lines or gzip of these, from files, folders and standard input. A batch
 * comes with every chunk read, so memory does not grow with the input and a pipe's entries flow while it is open. After an abort
 * the batch that follows says what was not read. Throws UserError for a missing file, YAML, CSV, an only input that is binary or an
 * empty file, and services or regions that nothing has.
 */
export async function* readFiles(
  options: FileOptions,
  reduction: Reduction,
  signal: AbortSignal,
): AsyncGenerator<SourceBatch> {
  const shift = zoneShift(options.timeZone);
  const inputs = await findInputs(options.paths);
  const intake = new Intake(options, reduction, totalBytes(inputs));
  const isOnly = inputs.length === 1;
  for (const input of inputs) {
    intake.name = input.name;
    intake.losses = new Losses();
    intake.line = 0;
    if (!signal.aborted) {
      const service = options.service ?? serviceOfFile(input);
      const reader = new InputReader({ intake, service, shift }, { isOnly, isPipe: input.path === '-' });
      yield* readInput(input, options, intake, reader, signal);
    }
    if (signal.aborted) intake.losses.add('not-read', () => `${input.name}: reading was stopped before its end`);
    yield intake.take();
  }
  if (!signal.aborted) intake.checkNames(isOnly ? inputs[0]!.name : 'these files');
}

/** One input's batches but the last, which is left in the intake. */
async function* readInput(
  input: Input,
  options: FileOptions,
  intake: Intake,
  reader: InputReader,
  signal: AbortSignal,
): AsyncGenerator<SourceBatch> {
  const bytes =
    input.path === '-'
      ? streamBytes(options.stdin, signal)
      : fileBytes(input, options.chunkBytes ?? CHUNK_BYTES, signal);
  const counted = countBytes(bytes, intake);
  const onBroken = (why: string) => intake.losses.add('truncated', () => `${input.name}: ${why}`);
  for await (const chunk of decode(counted, onBroken)) {
    reader.push(chunk);
    yield intake.take();
  }
  if (!signal.aborted) reader.end();
}

async function* countBytes(bytes: AsyncGenerator<Buffer>, intake: Intake): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    intake.done += chunk.length;
    yield chunk;
  }
}

function totalBytes(inputs: Input[]): number | null {
  return inputs.reduce<number | null>((sum, { size }) => (sum === null || size === null ? null : sum + size), 0);
}

/** `logs/shop-backend.log.gz` -> `shop-backend`. */
function serviceOfFile(input: Input): string {
  return input.path === '-'
    ? ''
    : basename(input.path)
        .replace(/\.gz$/i, '')
        .replace(/\.[^.]+$/, '');
}
