/** From a scenario file's data to a checked scenario. */
import type { z } from 'zod';
import { UserError } from '../../errors.ts';
import { mergeScenario } from './merge.ts';
import { type Scenario, scenarioSchema } from './schema.ts';

/** Checks a scenario. UserError that names the first place that is wrong, or what refers to something missing. */
export function parseScenario(data: unknown): Scenario {
  const result = scenarioSchema.safeParse(data);
  if (!result.success) throw asUserError(data, result.error.issues[0]!);
  const scenario = result.data;
  const fault = inconsistency(scenario);
  if (fault) throw new UserError(`scenario ${scenario.name}: ${fault}`, 'see scenarios/ for examples');
  return scenario;
}

/** Reads a scenario by name, with those that it `extends`; `read` gives the data of one file. */
export function loadScenario(name: string, read: (name: string) => unknown): Scenario {
  return parseScenario(resolve(name, read, []));
}

function resolve(name: string, read: (name: string) => unknown, seen: string[]): unknown {
  if (seen.includes(name)) throw new UserError(`scenario ${name} extends itself: ${[...seen, name].join(' -> ')}`);
  const data = read(name);
  if (typeof data !== 'object' || data === null || !('extends' in data)) return data;
  const { extends: base, ...over } = data;
  if (typeof base !== 'string') throw new UserError(`scenario ${name}: extends: has to be a scenario's name`);
  return mergeScenario(resolve(base, read, [...seen, name]), over);
}

function asUserError(data: unknown, issue: z.core.$ZodIssue): UserError {
  const name = typeof data === 'object' && data !== null && 'name' in data ? ` ${String(data.name)}` : '';
  const where = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return new UserError(
    `scenario${name}: ${where.replace(/^\./, '') || 'the file'}: ${issue.message}`,
    'see scenarios/ for examples',
  );
}

/** What the schema cannot see: names that nothing has, times that cannot be. */
function inconsistency(scenario: Scenario): string | null {
  if (scenario.end <= scenario.start) return 'end: has to be later than start';
  const services = new Set(scenario.services.map((service) => service.name));
  const revisions = new Set(scenario.services.flatMap((service) => service.revisions.map((one) => one.name)));
  for (const fault of scenario.faults) {
    const unknown = fault.services.find((name) => !services.has(name));
    if (unknown !== undefined) return `faults.${fault.name}: no service ${unknown}`;
    const gone = fault.revisions?.find((name) => !revisions.has(name));
    if (gone !== undefined) return `faults.${fault.name}: no revision ${gone}`;
    const absent = fault.lines.find((one) => one.revision !== undefined && !revisions.has(one.revision));
    if (absent) return `faults.${fault.name}: no revision ${absent.revision}`;
  }
  for (const service of scenario.services) {
    const fault = serviceFault(scenario, service);
    if (fault) return `services.${service.name}: ${fault}`;
  }
  return null;
}

function serviceFault(scenario: Scenario, service: Scenario['services'][number]): string | null {
  const revisions = new Set(service.revisions.map((revision) => revision.name));
  const routes = new Set(service.routes.map((route) => route.name));
  const mine = [...service.background, ...scenario.faults.filter((fault) => fault.services.includes(service.name))];
  for (const revision of service.revisions) {
    const done = revision.failed?.at ?? revision.live;
    if (done === undefined) return `${revision.name}: give live or failed`;
    if (done <= revision.created) return `${revision.name}: live or failed has to be later than created`;
  }
  const ordered = service.revisions.every((one, i) => i === 0 || one.created > service.revisions[i - 1]!.created);
  if (!ordered) return 'revisions: list them oldest first';
  const shifted = service.shifts.flatMap((shift) => Object.keys(shift.to));
  const named = [...shifted, ...service.routes.flatMap((route) => route.revision ?? [])];
  for (const name of named) if (!revisions.has(name)) return `no revision ${name}`;
  for (const one of mine) {
    const missing = one.on?.find((name) => name !== '*' && !routes.has(name));
    if (missing !== undefined) return `${one.name}: no route ${missing}`;
  }
  return null;
}
