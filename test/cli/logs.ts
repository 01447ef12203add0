/** Small logs for the command line's tests: service checkout, europe-west1, from 2025-09-09T19:00:00Z. */
import type { RawEntry } from '../../src/model.ts';
import { formatTime, parseTime } from '../../src/text/time.ts';

export const T0 = parseTime('2025-09-09T19:00:00Z')!;
const SECOND = 1_000_000;

/** An entry `second` seconds after T0; its insertId is its second. */
export function entry(second: number, severity: string, text: string, service = 'checkout'): RawEntry {
  return {
    insertId: `e${second}`,
    timestamp: formatTime(T0 + Math.round(second * SECOND)),
    severity,
    logName: 'projects/demo/logs/run.googleapis.com%2Fstderr',
    resource: {
      type: 'cloud_run_revision',
      labels: {
        project_id: 'demo',
        service_name: service,
        revision_name: `${service}-00001-abc`,
        location: 'europe-west1',
      },
    },
    labels: { instanceId: 'i-1' },
    textPayload: text,
  };
}

export const failure = (second: number): RawEntry => entry(second, 'ERROR', 'ValueError: order 7 has no lines');
export const healthy = (second: number): RawEntry => entry(second, 'INFO', 'order served');

/** Ten seconds of service, a failure at every third. */
export const SOME: RawEntry[] = Array.from({ length: 10 }, (_, i) => (i % 3 === 0 ? failure(i) : healthy(i)));
/** How many of them fail. */
export const FAILURES = 4;

export const lines = (entries: RawEntry[]): string => entries.map((one) => `${JSON.stringify(one)}\n`).join('');

const WORDS = 'amber birch cedar delta ember fjord glade heath inlet jetty knoll ledge maple north ocean pearl'.split(
  ' ',
);

/** A log in which no two failures are alike: its report is as long as the log. */
export function manySignatures(count: number): RawEntry[] {
  const word = (i: number, shift: number) => WORDS[(i >> shift) & 15]!;
  return Array.from({ length: count }, (_, i) =>
    entry(i, 'ERROR', `ValueError: ${word(i, 0)} ${word(i, 4)} ${word(i, 8)} ${'of the order '.repeat(40)}is missing`),
  );
}
