import type { Command } from 'commander';
import type { Io } from './io.ts';

const each = (value: string, all: string[] = []): string[] => [...all, value];
const WHERE = 'own rules, beside the built-in ones (default: rules: in rca.yaml)';
const CONFIG = 'configuration (default: rca.yaml, where there is one)';

/** The command `rules` with what is below it. */
export function addRules(program: Command, io: Io, done: (status: number) => void): void {
  const rules = program
    .command('rules')
    .description('the rules that name known failures: list, show, test, new')
    .helpCommand(false);
  addList(rules, io, done);
  addShow(rules, io, done);
  addTest(rules, io, done);
  addNew(rules, io, done);
}

function addList(rules: Command, io: Io, done: (status: number) => void): void {
  rules
    .command('list')
    .description('all rules by area; in a pipe one a row')
    .option('--area <name>', 'only this area; may be repeated', each)
    .option('--format <format>', 'text or json', 'text')
    .option('--rules <dir>', WHERE)
    .option('--config <file>', CONFIG)
    .action(async (flags) => done(await (await import('./rules-list.ts')).listRules(flags, io)));
}

function addShow(rules: Command, io: Io, done: (status: number) => void): void {
  rules
    .command('show')
    .argument('<id>', 'AREA/NAME, or a NAME that only one rule has')
    .description('everything that a rule says, and which rules lead to it')
    .option('--format <format>', 'text or json', 'text')
    .option('--rules <dir>', WHERE)
    .option('--config <file>', CONFIG)
    .action(async (id, flags) => done(await (await import('./rules-show.ts')).showRule(id, flags, io)));
}

function addTest(rules: Command, io: Io, done: (status: number) => void): void {
  rules
    .command('test')
    .argument('[dir]', 'own rules (default: --rules, else rules: in rca.yaml, else none)')
    .description('run the specimens of the built-in and the own rules together')
    .option('--rules <dir>', 'the same as the argument')
    .option('--config <file>', CONFIG)
    .option('--no-redact', 'show secrets and e-mail addresses in specimens as they are')
    .addHelpText('after', '\nExit status: 0 all good, 1 something is not, 2 a file is broken.')
    .action(async (dir, flags) => done(await (await import('./rules-test.ts')).testRules(dir, flags, io)));
}

function addNew(rules: Command, io: Io, done: (status: number) => void): void {
  rules
    .command('new')
    .argument('<id>', 'AREA/NAME: `rca rules list` shows the areas')
    .description('write a new rule and its specimens, what is to be filled in marked')
    .option('--dir <dir>', 'where (default: rules: in rca.yaml, else rules)')
    .option('--from <text>', 'a log text to begin with, - for standard input; may be repeated', each)
    .option('--config <file>', CONFIG)
    .option('--no-redact', 'keep secrets and e-mail addresses of the text in the files')
    .action(async (id, flags) => done(await (await import('./rules-new.ts')).newRule(id, flags, io)));
}
