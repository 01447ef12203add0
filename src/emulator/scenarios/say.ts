/** Writes the lines that belong to one trigger: a request, a timer, an instance's start. */
import type { Micros } from '../../model.ts';
import { type ContainerEntry, emitContainer, type Origin, type Span } from './entry.ts';
import { servingAt } from './instances.ts';
import { pickRevision } from './plan.ts';
import { emitRequest } from './request.ts';
import type { Line } from './schema.ts';
import { write } from './shapes.ts';
import { fill, fillAll, type TemplateContext } from './template.ts';
import type { Site, World } from './world.ts';

export interface Trigger {
  time: Micros;
  /** Of a request its end, else the trigger itself. */
  end: Micros;
  origin: Origin;
  span: Span;
  /** Whether it is a request: then lines in JSON carry its trace without being told to. */
  inRequest: boolean;
  vars: Record<string, string>;
}

/** Writes the lines; those at or after `before` are left out. */
export function say(world: World, trigger: Trigger, lines: readonly Line[], before = Number.POSITIVE_INFINITY): void {
  const { random } = trigger.origin.site;
  for (const line of lines) {
    const t = (line.atEnd ? trigger.end : trigger.time) + random.int(...line.after);
    if (t < before && random.chance(line.probability)) sayLine(world, trigger, line, t);
  }
}

/** When the first of the lines can come. */
export function firstTime(trigger: Trigger, lines: readonly Line[]): Micros {
  return Math.min(...lines.map((line) => (line.atEnd ? trigger.end : trigger.time) + line.after[0]));
}

function sayLine(world: World, trigger: Trigger, line: Line, t: Micros): void {
  const origin = line.service === undefined ? trigger.origin : originElsewhere(world, line.service, line.revision, t);
  if (!origin) return;
  const context = contextOf(world, { ...trigger, origin }, t);
  if (line.request) {
    const { latency, ...call } = line.request;
    const path = fill(call.path, context);
    const took = origin.site.random.int(...latency);
    emitRequest(world, origin, t, { ...call, path, latency: took, agent: 'python' }, trigger.span);
    return;
  }
  const entry = compose(line, origin.site, context);
  const traced = line.traced ?? (trigger.inRequest && entry.json !== undefined);
  const span = traced ? trigger.span : undefined;
  emitLines(world, origin, t, { ...entry, span }, line.split);
}

/** The line as it lands in the log. */
function compose(line: Line, site: Site, context: TemplateContext): ContainerEntry {
  const { severity } = line;
  if (line.json)
    return { log: line.log ?? 'stdout', severity, json: fillAll(line.json, context) as Record<string, unknown> };
  if (line.text !== undefined) return { log: line.log ?? 'stderr', severity, text: fill(line.text, context) };
  const written = write(line.shape ?? site.service.shape, {
    time: context.time,
    level: line.level,
    logger: line.logger ?? site.service.logger,
    message: fill(line.message ?? '', context),
    stack: line.stack === undefined ? undefined : fill(line.stack, context).trimEnd(),
  });
  return { ...written, log: line.log ?? written.log, severity: severity ?? written.severity };
}

/** One entry, or with `split` one for each line of the text, so many microseconds apart. */
function emitLines(world: World, origin: Origin, t: Micros, entry: ContainerEntry, split: Micros | undefined): void {
  if (split === undefined || entry.text === undefined) {
    emitContainer(world, origin, t, entry.text === undefined ? entry : { ...entry, text: entry.text.trimEnd() });
    return;
  }
  for (const [i, text] of entry.text.trimEnd().split('\n').entries()) {
    emitContainer(world, origin, t + i * split, { ...entry, text });
  }
}

/** Some instance of the service that serves at `t`, an `exact` one not of a draining revision; null where it has no revision yet. */
export function originAt(world: World, service: string, t: Micros, exact = false): Origin | null {
  const site = siteOf(world, service);
  const name = pickRevision(site.service, site.plan, t, site.random, exact);
  const revision = name === null ? undefined : site.revisions.get(name);
  if (!revision) return null;
  const serving = servingAt(site.instances.get(revision.name) ?? [], t);
  return { site, revision, instance: serving.length > 0 ? site.random.pick(serving).id : null };
}

/** Where another service's line comes from; of a named revision only where that serves. */
function originElsewhere(world: World, service: string, named: string | undefined, t: Micros): Origin | null {
  if (named === undefined) return originAt(world, service, t);
  const site = siteOf(world, service);
  const revision = site.revisions.get(named);
  const ready = (site.instances.get(named) ?? []).filter((one) => one.ready <= t && t < one.to);
  return revision && ready.length > 0 ? { site, revision, instance: site.random.pick(ready).id } : null;
}

export function siteOf(world: World, service: string): Site {
  const site = world.sites.get(service);
  if (!site) throw new Error(`scenario ${world.scenario.name} has no service ${service}`);
  return site;
}

/** What texts may refer to at `t`. */
export function contextOf(world: World, trigger: Trigger, t: Micros): TemplateContext {
  const { site, revision, instance } = trigger.origin;
  const own = {
    project: world.scenario.project,
    service: site.service.name,
    revision: revision?.name ?? '',
    instance: instance ?? '',
    host: site.host,
    port: String(site.service.port),
  };
  const vars = { ...own, ...trigger.vars };
  return { random: site.random, time: world.clock(t), vars, texts: world.scenario.texts };
}
