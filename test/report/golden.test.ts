import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Report } from '../../src/model.ts';
import { type Format, renderReport } from '../../src/report/index.ts';
import { incidentC, nothingFound } from './fixtures.ts';

// RCA_UPDATE_GOLDEN=1 writes the files anew; read the difference before committing it. The suffix keeps formatters away.
test.each<[string, Report, Format, string]>([
  ['incident C', incidentC, 'markdown', 'incident-c.md'],
  ['incident C', incidentC, 'text', 'incident-c.txt'],
  ['incident C', incidentC, 'json', 'incident-c.json'],
  ['nothing found', nothingFound, 'markdown', 'nothing.md'],
  ['nothing found', nothingFound, 'text', 'nothing.txt'],
])('%s as %s', (_name, report, format, file) => {
  const path = new URL(`golden/${file}.golden`, import.meta.url);
  const output = renderReport(report, format, { width: 90 });
  if (process.env.RCA_UPDATE_GOLDEN) writeFileSync(path, output);
  expect(output).toBe(readFileSync(path, 'utf8'));
});
