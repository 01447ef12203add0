import { expect, it } from 'vitest';
import { Analyzer } from '../../src/analysis/index.ts';
import { toLogEntry } from '../../src/sources/index.ts';

const raw = (n: number, textPayload: string) => ({
  insertId: `i${n}`,
  timestamp: `2025-09-09T19:09:${String(n).padStart(2, '0')}Z`,
  severity: 'ERROR',
  logName: 'projects/p/logs/run.googleapis.com%2Fstderr',
  resource: { type: 'cloud_run_revision', labels: { service_name: 'shop', revision_name: 'shop-00001-abc' } },
  textPayload,
});

it('gives the entries that are kept of a signature, as they were logged, the earliest first, each once', () => {
  const analyzer = new Analyzer({ rules: new Map(), match: () => null });
  const all = [5, 3, 4, 1, 2].map((n) => raw(n, 'the mill refused the corn'));
  for (const entry of [...all, raw(9, 'quite another thing broke in there')]) analyzer.add(toLogEntry(entry));
  const since = { kind: 'auto' as const };
  const nobody = { services: [], project: null, timezone: 'UTC', sources: [], notes: [], stakes: [] };
  const report = analyzer.snapshot({
    ...{ since, until: null, baseline: null, seesHealthy: true, muted: new Set<string>(), known: new Map() },
    ...nobody,
  })!;
  const { signature } = report.signatures.find(({ count }) => count === 5)!;
  expect(analyzer.entriesOf(signature, 'shop')).toEqual([1, 2, 3].map((n) => raw(n, 'the mill refused the corn')));
  expect(analyzer.entriesOf(signature, 'other')).toEqual([]);
});
