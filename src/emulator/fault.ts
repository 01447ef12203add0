/** Faults that can be asked for by name: `quota=30`. */
import { UserError } from '../errors.ts';
import { suggest } from '../text/near.ts';
import type { Api } from './google-errors.ts';

export type CountFault =
  | 'empty-pages'
  | 'quota'
  | 'unavailable'
  | 'slow'
  | 'drop-tail'
  | 'freeze-tail'
  | 'suppress'
  | 'duplicate'
  | 'late';
export type ApiFault = 'permission-denied' | 'api-disabled';

export type Fault = { name: CountFault; amount: number } | { name: ApiFault; api: Api };

interface CountRow {
  amount: number;
  most: number;
  help: string;
}

const COUNT_FAULTS: Record<CountFault, CountRow> = {
  'empty-pages': { amount: 3, most: 1000, help: 'N empty pages with a nextPageToken before the first entries' },
  quota: { amount: 60, most: 1e9, help: 'RESOURCE_EXHAUSTED after N list requests a minute' },
  unavailable: { amount: 3, most: 1e9, help: 'the first N calls fail with UNAVAILABLE' },
  slow: { amount: 200, most: 600_000, help: 'every call is answered N milliseconds later' },
  'drop-tail': { amount: 5, most: 86_400, help: 'a tail ends with UNAVAILABLE after N seconds' },
  'freeze-tail': {
    amount: 5,
    most: 86_400,
    help: 'the connection of a tail goes silent after N seconds, without being closed',
  },
  suppress: { amount: 10, most: 1e9, help: 'the first N entries of a tail are withheld and reported as suppressed' },
  duplicate: { amount: 10, most: 100, help: 'N percent of the entries come twice' },
  late: { amount: 30, most: 86_400, help: 'entries become visible N seconds after they were written' },
};

const API_FAULTS: Record<ApiFault, { api: Api; help: string }> = {
  'permission-denied': { api: 'logging', help: 'the caller lacks the permissions of the API (logging or run)' },
  'api-disabled': { api: 'run', help: 'the API (logging or run) is not enabled in the project' },
};

const isCountFault = (name: string): name is CountFault => Object.hasOwn(COUNT_FAULTS, name);
const isApiFault = (name: string): name is ApiFault => Object.hasOwn(API_FAULTS, name);

/** One line a fault, for help texts: `quota[=60]`, what it does. */
export const FAULT_HELP: { usage: string; help: string }[] = [
  ...Object.entries(COUNT_FAULTS).map(([name, row]) => ({ usage: `${name}[=${row.amount}]`, help: row.help })),
  ...Object.entries(API_FAULTS).map(([name, row]) => ({ usage: `${name}[=${row.api}]`, help: row.help })),
];

/** Reads `NAME` or `NAME=ARG`. UserError where the name or the argument is none. */
export function parseFault(text: string): Fault {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  const argument = at < 0 ? null : text.slice(at + 1);
  if (isCountFault(name)) return { name, amount: readAmount(name, argument) };
  if (isApiFault(name)) return { name, api: readApi(name, argument) };
  const names = [...Object.keys(COUNT_FAULTS), ...Object.keys(API_FAULTS)];
  const near = suggest(name, names);
  const hint = near === null ? `Faults are ${names.join(', ')}.` : `Did you mean ${near}?`;
  throw new UserError(`unknown fault '${name}'`, hint);
}

function readAmount(name: CountFault, argument: string | null): number {
  const { amount, most } = COUNT_FAULTS[name];
  if (argument === null) return amount;
  const number = Number(argument);
  if (/^\d+(\.\d+)?$/.test(argument) && number <= most) return number;
  throw new UserError(
    `fault '${name}' takes a number from 0 to ${most}, not '${argument}'`,
    `Write ${name}=${amount}.`,
  );
}

function readApi(name: ApiFault, argument: string | null): Api {
  const api = argument ?? API_FAULTS[name].api;
  if (api === 'logging' || api === 'run') return api;
  throw new UserError(
    `fault '${name}' takes logging or run, not '${argument}'`,
    `Write ${name}=${API_FAULTS[name].api}.`,
  );
}
