import type { Reader } from './reader.ts';
import { type InputContext, Records } from './records.ts';
import { ValueScanner } from './value-scanner.ts';

/** Reads a JSON array, also one that never ends, or objects one after the other, over as many lines as they like. */
export function valueReader(context: InputContext): Reader {
  const records = new Records(context);
  const { intake } = context;
  const { losses, name } = intake;
  const broken = (line: number) =>
    losses.add('unparsed-line', () => `${name}: entries that are not valid JSON, the first on line ${line}`);
  return new ValueScanner({
    value(text, line) {
      intake.line = line;
      try {
        records.take(JSON.parse(text));
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        broken(line);
      }
    },
    broken,
    tooLong: (line) =>
      losses.add('too-long', () => `${name}: entries over 16 MB are not read, the first on line ${line}`),
    truncated: (line) => losses.add('truncated', () => `${name}: breaks off in what begins on line ${line}`),
  });
}
