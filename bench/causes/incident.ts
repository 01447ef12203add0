/** From a seed to an incident: its log as NDJSON, the command line that a user would give, and what is true of it. */
import { expandScenario, parseScenario } from '../../src/emulator/scenarios/index.ts';
import type { RawEntry } from '../../src/model.ts';
import { formatTime, parseTime } from '../../src/text/time.ts';
import { damage } from './damage.ts';
import { isDecidable } from './decidable.ts';
import { type Draft, HOUR, MINUTE, SECOND } from './draft.ts';
import { addBystanders, type Family, familyOf } from './families.ts';
import { takeMark } from './marks.ts';
import { noteShared } from './shared.ts';
import { makeStage, type Stage } from './stage.ts';
import { type Label, labelOf, type Truth } from './truth.ts';

export interface Incident {
  seed: number;
  family: string;
  /** One JSON text an entry. */
  lines: string[];
  /** Flags of `rca scan -` that set the window and the rules. */
  flags: string[];
  /** The clock at which the user runs it. */
  now: number;
  truth: Truth;
}

const ATTEMPTS = 40;

/** The incident of a seed; always the same. One whose truth the log could not tell is drawn again. */
export function makeIncident(seed: number): Incident {
  const family = familyOf(seed);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = draw(family, seed, attempt);
    if (found) return found;
  }
  throw new Error(`seed ${seed}: no ${family.name} whose truth its log could tell in ${ATTEMPTS} draws`);
}

function draw(family: Family, seed: number, attempt: number): Incident | null {
  const stage = makeStage({ family: family.name, seed, attempt, ...family.plan });
  family.make(stage);
  if (family.bystanders) addBystanders(stage);
  const entries = writeLog(stage);
  if (entries.length > 40_000) return null;
  const { lines, labels } = finish(entries, stage);
  const incident = {
    seed,
    family: family.name,
    lines,
    now: stage.end + stage.random.int(60, 300) * SECOND,
    truth: { causes: stage.causes, labels },
  };
  if (!isDecidable(stage, lines, labels)) return null;
  return { ...incident, flags: flagsOf(stage, incident.now) };
}

/** The scenario's entries, from its start on: what was before it was not exported. */
function writeLog(stage: Stage): RawEntry[] {
  const { app: _app, ...rest } = { app: null, ...scenarioOf(stage) };
  const { entries } = expandScenario(parseScenario(rest));
  return entries.filter((entry) => parseTime(String(entry.timestamp))! >= stage.start);
}

function scenarioOf(draft: Draft): Record<string, unknown> {
  const services = draft.services.map(({ app, perMinute: _rate, ...service }) => ({
    ...service,
    name: app.name,
    shape: app.shape,
    logger: `${app.domain.name}.${app.domain.one}:${app.domain.verb}:42`,
  }));
  return {
    name: `${draft.family}-${draft.start}`,
    title: draft.family,
    project: draft.project,
    seed: 1,
    start: draft.start,
    end: draft.end,
    services,
    faults: draft.faults,
  };
}

/** Damages the log, takes the marks out and keeps what they said. */
function finish(entries: RawEntry[], stage: Stage): { lines: string[]; labels: Map<string, Label> } {
  const labelled: { entry: RawEntry; label: Label }[] = [];
  const lines = damage(entries, stage.damage, stage.random.fork('hurt')).map((entry) => {
    const { json, id } = takeMark(JSON.stringify(entry));
    const label = id === null ? auditLabel(entry, stage) : labelOf(id);
    if (label) labelled.push({ entry: JSON.parse(json) as RawEntry, label });
    return json;
  });
  noteShared(labelled);
  return { lines, labels: new Map(labelled.map(({ entry, label }) => [String(entry.insertId), label])) };
}

/** Ready False of a revision that did not start is a symptom of why it did not. */
function auditLabel(entry: RawEntry, { causes }: Stage): Label | null {
  const payload = entry.protoPayload as { status?: { code?: number; message?: string } } | undefined;
  if (!payload?.status?.code) return null;
  const text = payload.status.message ?? '';
  const cause = causes.find(({ blame }) => blame !== null && text.includes(blame.revision));
  return cause ? { kind: 'symptom', of: cause.id, revision: null, also: [] } : null;
}

/** `--since deploy`, a time somewhat before it was noticed, or so long back from now. */
function flagsOf({ sinceDeploy, noticed, ownWords, byHand, random }: Stage, now: number): string[] {
  const named = byHand ? ['--deploy-at', `${byHand.service}=${formatTime(byHand.time)}`] : [];
  const rules = [...named, ...(ownWords ? ['--no-rules'] : [])];
  if (sinceDeploy) return ['--since', 'deploy', ...rules];
  const from = noticed - random.int(1, 15) * MINUTE;
  if (random.chance(0.5)) return ['--since', formatTime(from - (from % MINUTE)), ...rules];
  const back = Math.ceil((now - from) / MINUTE);
  return ['--since', back > 90 && random.chance(0.3) ? `${Math.ceil((now - from) / HOUR)}h` : `${back}m`, ...rules];
}
