import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/commands/scenarios.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import { expandScenario } from '../../src/emulator/scenarios/index.ts';
import type { RawEntry, Report } from '../../src/model.ts';
import { ndjson, rca, scanArgs } from './run.ts';

async function listAll(rest: string, project: string, filter: string): Promise<RawEntry[]> {
  const found: RawEntry[] = [];
  let pageToken: string | undefined;
  do {
    const body = { resourceNames: [`projects/${project}`], filter, pageSize: 1000, pageToken };
    const response = await fetch(`http://${rest}/v2/entries:list`, { method: 'POST', body: JSON.stringify(body) });
    expect(response.status).toBe(200);
    const page = (await response.json()) as { entries?: RawEntry[]; nextPageToken?: string };
    found.push(...(page.entries ?? []));
    pageToken = page.nextPageToken;
  } while (pageToken);
  return found;
}

const SCENARIOS = [
  'leak',
  'two-causes',
  'recursion',
  'import',
  'oom',
  'startup-chain',
  'platform-fault',
  'canary-shift',
  'caller',
];

describe.each(SCENARIOS)('the filters of the report on %s', (name) => {
  it('find the samples, and as many entries as they say', async () => {
    const scenario = await loadScenario(name);
    const { entries, runState } = expandScenario(scenario);
    const args = ['scan', '-', ...scanArgs(scenario), '--format', 'json'];
    const report = JSON.parse((await rca(args, { stdin: [ndjson(entries)] })).stdout) as Report;
    const server = await startEmulator({ clock: () => scenario.end + 31_000_000, restPort: 0 });
    try {
      server.load(entries, runState);
      const queries = report.diagnoses.flatMap((diagnosis) => diagnosis.queries);
      expect(queries.length).toBeGreaterThan(0);
      for (const { filter, signature, service, counted, found } of queries) {
        const listed = await listAll(server.rest!, scenario.project, filter);
        expect(listed.length, filter).toBe(found);
        expect(counted).toBeLessThanOrEqual(found!);
        const cluster = report.signatures.find((one) => one.signature === signature && one.service === service)!;
        const ids = new Set(listed.map(({ insertId }) => insertId));
        for (const { insertId, message } of cluster.samples) expect(ids, `${filter}\n${message}`).toContain(insertId);
      }
    } finally {
      await server.close();
    }
  });
});
