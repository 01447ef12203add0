import { startEmulator } from '../emulator/index.ts';
import { type Expectation, expandScenario, type Scenario } from '../emulator/scenarios/index.ts';
import { UserError } from '../errors.ts';
import type { Micros, Report } from '../model.ts';
import { formatTime, parseTime } from '../text/time.ts';
import { EXIT, type Io, write } from './io.ts';
import { runScan } from './scan.ts';
import { FORMATS, oneOf, type ScanOptions, scanOptions } from './scan-options.ts';
import { loadScenario } from './scenarios.ts';
import { loadSettings } from './settings.ts';

const INCIDENTS = ['leak', 'two-causes', 'recursion', 'import'];
const SECOND = 1_000_000;

export interface DemoFlags {
  incident: string;
  format?: string;
  tui: boolean;
}

/**
 * `rca demo`: the emulator inside, an incident shifted so that it ends a minute ago, and `scan --since deploy` through the real clients.
 * Exit status 0 where the report names the causes that the incident was built with.
 */
export async function demo(flags: DemoFlags, io: Io): Promise<number> {
  if (!INCIDENTS.includes(flags.incident)) {
    throw new UserError(`--incident: '${flags.incident}' is not known`, `Use one of ${INCIDENTS.join(', ')}.`);
  }
  if (flags.format !== undefined) oneOf(flags.format, FORMATS, '--format');
  const scenario = await loadScenario(flags.incident);
  const end = io.now() - 60 * SECOND;
  const { entries, runState } = expandScenario(scenario, { start: end });
  const server = await startEmulator({ port: 0 });
  try {
    server.load(entries, runState);
    await write(io.stderr, `${introduction(scenario, entries.length, server.grpc)}\n`);
    const options = demoOptions(scenario, server.grpc, end, flags, io);
    const settings = await loadSettings(options);
    const found: { report: Report | null } = { report: null };
    const status = await runScan(options, settings, io, (report) => {
      found.report = report;
    });
    const left = status === EXIT.interrupted || status === EXIT.inconclusive;
    return left && found.report === null ? status : await conclude(scenario, found.report, io);
  } finally {
    await server.close();
  }
}

function introduction(scenario: Scenario, entries: number, address: string): string {
  return `rca demo: ${scenario.title}\n${entries.toLocaleString('en-US')} log entries on a local server at ${address}, read through Google's clients.\n`;
}

/** The scenario's own arguments, moved with it. */
function demoOptions(scenario: Scenario, address: string, end: Micros, flags: DemoFlags, io: Io): ScanOptions {
  const shift = end - (scenario.anchor ?? scenario.end);
  const moved = (text: string) => {
    const time = parseTime(text);
    return time === null ? text : formatTime(time + shift);
  };
  const given = {
    lookback: '30d',
    maxReads: '240',
    failOn: 'new',
    rules: true,
    redact: true,
    tui: flags.tui,
    emulator: address,
    project: scenario.project,
    since: moved(scenario.scan.since),
    ...(flags.format === undefined ? {} : { format: flags.format }),
  };
  return scanOptions([], given, {}, io.now());
}

function isNamed(expected: Expectation, report: Report): boolean {
  return report.diagnoses.some(
    ({ rule, category, deployment }) =>
      (rule === expected.rule || category === expected.rule) && (deployment?.revision ?? null) === expected.deployment,
  );
}

async function conclude(scenario: Scenario, report: Report | null, io: Io): Promise<number> {
  const missing = scenario.expect.diagnoses.filter(
    (expected) => !expected.optional && (report === null || !isNamed(expected, report)),
  );
  if (missing.length === 0) return EXIT.ok;
  await write(io.stderr, `rca demo: not named: ${missing.map(({ rule }) => rule).join(', ')}\n`);
  return EXIT.findings;
}
