import { Command, CommanderError, Option } from 'commander';
import { FAULT_HELP } from '../emulator/fault.ts';
import { UserError } from '../errors.ts';
import { emulatorHelp, HELP } from './help.ts';
import type { Io } from './io.ts';
import { addRules } from './rules-program.ts';
import { FAIL_ON, FORMATS } from './scan-options.ts';
import { EVENT_FORMATS } from './watch-options.ts';

// Without a default of commander's, which its help would print as [].
const list = (value: string, all: string[] = []): string[] => [...all, ...value.split(',').filter(Boolean)];
const each = (value: string, all: string[] = []): string[] => [...all, value];

/** Runs one command line. Returns the exit status; throws UserError for a mistake in it. */
export async function run(args: string[], version: string, io: Io): Promise<number> {
  let status = 0;
  const program = makeProgram(version, io, (code) => {
    status = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0 || error.code === 'commander.help') return 0;
    throw usageError(error);
  }
  return status;
}

/** commander's message, in rca's form: what is wrong, its suggestion as what to do. */
function usageError(error: CommanderError): UserError {
  const [what = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  return new UserError(
    what,
    suggestion?.replace(/^\(|\)$/g, '') || '`rca --help` lists the commands, `rca COMMAND --help` the flags of one.',
  );
}

function makeProgram(version: string, io: Io, done: (status: number) => void): Command {
  const program = new Command('rca')
    .description(HELP.what)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this page')
    .helpCommand(false)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // Only `rca` alone comes here: its page is what was asked for. Errors are thrown.
      writeErr: (text) => text.startsWith('error:') || io.stdout.write(text),
      getOutHelpWidth: () => Math.min(io.stdout.columns || 100, 100),
    })
    .addHelpText('after', HELP.examples);
  addScan(program, io, done);
  addWatch(program, io, done);
  addVerify(program, io, done);
  addReport(program, io, done);
  addMatch(program, io, done);
  addRules(program, io, done);
  addDemo(program, io, done);
  addEmulator(program, io, done);
  return program;
}

function addScan(program: Command, io: Io, done: (status: number) => void): void {
  const scan = program
    .command('scan')
    .argument('[files...]', HELP.files)
    .description(HELP.scan)
    .addHelpText('after', HELP.scanExamples);
  scan
    .optionsGroup('Window:')
    .option(
      '--since <when>',
      'deploy (the default), deploy~2, revision:NAME, a duration (90m, 2h, 3d; of files back from the last entry) or a time',
    );
  addWindowFlags(scan);
  addSourceFlags(scan);
  scan
    .optionsGroup('Output:')
    .addOption(
      new Option('--format <format>', `${FORMATS.join(', ')} (default: the screen on a terminal, else markdown)`),
    )
    .option('--no-tui', 'print the report, also on a terminal')
    .addOption(new Option('--fail-on <what>', `exit 1 on ${FAIL_ON.join(', ')} failures`).default('new'));
  addOutputFlags(scan);
  scan.action(async (paths, flags) => done(await (await import('./scan.ts')).scan(paths, flags, io)));
}

function addWatch(program: Command, io: Io, done: (status: number) => void): void {
  const watch = program
    .command('watch')
    .argument('[input]', HELP.watchInput)
    .description(HELP.watch)
    .addHelpText('after', HELP.watchExamples);
  watch
    .optionsGroup('How long, and what fails it:')
    .option('--for <duration>', 'so long, then exit; before that as soon as a failure is certain')
    .addOption(new Option('--fail-on <what>', `exit 1 on ${FAIL_ON.join(', ')} failures`).default('new'));
  watch
    .optionsGroup('Window:')
    .option('--since <when>', 'where the window opens (default: now; of a pipe the first go-live in it)');
  addBaselineFlags(watch, 'of a project the hour before the window, of a pipe what came before its first deployment');
  addSourceFlags(watch);
  watch
    .optionsGroup('Output:')
    .option('--format <format>', `${EVENT_FORMATS.join(', ')}: a line an event (default: the screen on a terminal)`)
    .option('--no-tui', 'lines, also on a terminal');
  addOutputFlags(watch);
  watch.action(async (input, flags) =>
    done(await (await import('./watch.ts')).watch(input === undefined ? [] : [input], flags, io)),
  );
}

function addWindowFlags(command: Command): void {
  command
    .optionsGroup('Window:')
    .option('--until <when>', 'end of the window (default: the end of the files; of a project 30 s ago)');
  addBaselineFlags(command, 'as long as the window, 1 h to 24 h, right before it');
}

/** @param fallback what is compared with where nobody says */
function addBaselineFlags(command: Command, fallback: string): void {
  command
    .optionsGroup('Window:')
    .option('--baseline <from..to>', `what to compare with (default: ${fallback})`)
    .option('--lookback <duration>', 'how far back to look for deployments', '30d')
    .option('--deploy-at <[service=]time>', 'a deployment that the logs do not show; may be repeated', each);
}

function addSourceFlags(command: Command): void {
  command
    .optionsGroup('What to read:')
    .option('--project <id>', 'Google Cloud project (default: rca.yaml, GOOGLE_CLOUD_PROJECT, gcloud)')
    .option('--service <name>', 'only this service; may be repeated. Of plain text lines, whose they are', list)
    .option('--region <name>', 'only this region; may be repeated', list)
    .option('--filter <filter>', 'only entries that match, in the Logging query language')
    .option('--log-tz <zone>', 'time zone of plain text lines without an offset, such as Europe/Zurich', undefined)
    .option('--emulator <host:port>', 'read from a local server instead of Google Cloud (or RCA_EMULATOR_HOST)')
    .option('--reads-per-minute <n>', 'pace of entries.list requests, 0 = unpaced (default: 60; with --emulator 0)')
    .option('--max-reads <n>', 'at most so many entries.list requests', '240');
}

function addOutputFlags(command: Command): void {
  command
    .optionsGroup('Output:')
    .option('--save <file>', 'write the JSON report beside any output')
    .option('--rules <dir>', 'own rules, beside the built-in ones')
    .option('--no-rules', 'what clustering alone shows')
    .option('--config <file>', 'configuration (default: rca.yaml, where there is one)')
    .option('--no-redact', 'show secrets and e-mail addresses as they are logged');
}

function addVerify(program: Command, io: Io, done: (status: number) => void): void {
  const verify = program
    .command('verify')
    .argument('[names...]', HELP.verifyArguments)
    .description(HELP.verify)
    .addHelpText('after', HELP.verifyExamples);
  verify
    .optionsGroup('What to verify:')
    .option('--since-report <file>', 'the signatures of the diagnoses that `rca scan --save FILE` wrote')
    .option('--revision <name>', 'the revision that has the fix (default: of each service the last that went live)')
    .option('--wait <duration>', 'read again until it can tell, at most so long (of a project only)');
  addWindowFlags(verify);
  addSourceFlags(verify);
  verify
    .optionsGroup('Output:')
    .option('--format <format>', `${FORMATS.join(', ')} (default: text on a terminal, else markdown)`);
  addOutputFlags(verify);
  verify.action(async (names, flags) => done(await (await import('./verify.ts')).verify(names, flags, io)));
}

function addReport(program: Command, io: Io, done: (status: number) => void): void {
  program
    .command('report')
    .argument('<file>', 'what `rca scan --save FILE` or `rca verify --save FILE` wrote')
    .description('print a saved report again, without reading logs')
    .option('--format <format>', FORMATS.join(', '))
    .option('--title', 'print a title for an issue instead')
    .action(async (file, flags) => done(await (await import('./report.ts')).report(file, flags, io)));
}

function addMatch(program: Command, io: Io, done: (status: number) => void): void {
  program
    .command('match')
    .argument('<files...>', HELP.matchFiles)
    .description('which rule and signature each line gets')
    .option('--all', 'every line, not only those that a rule knows')
    .option('--explain', 'why: what each rule that came near made of the line')
    .option('--format <format>', 'text, json (one object a line)', 'text')
    .option('--rules <dir>', 'own rules, beside the built-in ones')
    .option('--no-rules', 'what grouping alone makes of the lines')
    .option('--config <file>', 'configuration (default: rca.yaml, where there is one)')
    .option('--no-redact', 'show secrets and e-mail addresses as they are logged')
    .addHelpText('after', HELP.matchExamples)
    .action(async (files, flags) => done(await (await import('./match.ts')).match(files, flags, io)));
}

function addDemo(program: Command, io: Io, done: (status: number) => void): void {
  program
    .command('demo')
    .description('an embedded incident, shifted to now, through the emulator and the real clients')
    .option('--incident <name>', 'leak, two-causes, recursion or import', 'recursion')
    .option('--format <format>', FORMATS.join(', '))
    .option('--no-tui', 'print the report, also on a terminal')
    .action(async (flags) => done(await (await import('./demo.ts')).demo(flags, io)));
}

function addEmulator(program: Command, io: Io, done: (status: number) => void): void {
  program
    .command('emulator')
    .description('a local Cloud Logging and Cloud Run API server')
    .option('--port <n>', 'gRPC, 0 = any free port', '0')
    .option('--tls-port <n>', 'gRPC over TLS')
    .option('--rest-port <n>', 'REST')
    .option('--load <file>', 'entries to serve: whatever `rca scan` reads; may be repeated', each)
    .option('--run-state <file>', 'services and revisions as JSON (default: derived from the entries)')
    .option('--scenario <name>', 'a built-in scenario or a YAML file; may be repeated', each)
    .option('--fault <name[=arg]>', 'how to misbehave; may be repeated', each)
    .addHelpText('after', emulatorHelp(FAULT_HELP))
    .action(async (flags) => done(await (await import('./emulator.ts')).emulator(flags, io)));
}
