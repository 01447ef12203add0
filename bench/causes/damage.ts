/** What happens to a log on its way: lines lost and doubled, traces and severities missing, clocks apart, no order. */
import type { Random } from '../../src/emulator/scenarios/random.ts';
import type { RawEntry } from '../../src/model.ts';
import { formatTime, parseTime } from '../../src/text/time.ts';
import type { Damage } from './draft.ts';

/** The entries as the user gets them. Each service's containers have a clock of their own; requests and audit entries keep Google's. */
export function damage(entries: RawEntry[], how: Damage, random: Random): RawEntry[] {
  const skews = new Map<string, number>();
  const skewOf = (service: string) => {
    const known = skews.get(service);
    if (known !== undefined) return known;
    const made = random.int(0, how.skew);
    skews.set(service, made);
    return made;
  };
  const out: RawEntry[] = [];
  for (const entry of entries) {
    const audit = isAudit(entry);
    if (how.bare && (audit || isSystem(entry))) continue;
    if (!audit && how.lost > 0 && random.chance(how.lost)) continue;
    const hurt = audit ? entry : hurtOne(entry, how, random, isOfHost(entry) ? skewOf(serviceName(entry)) : 0);
    out.push(hurt);
    if (how.doubled > 0 && random.chance(how.doubled)) out.push(hurt);
  }
  return how.shuffled ? shuffle(out, random) : out;
}

function hurtOne(entry: RawEntry, how: Damage, random: Random, skew: number): RawEntry {
  const hurt = { ...entry };
  if (skew > 0) hurt.timestamp = formatTime(parseTime(String(entry.timestamp))! + skew);
  if (how.untraced > 0 && random.chance(how.untraced)) {
    delete hurt.trace;
    delete hurt.spanId;
    delete hurt.traceSampled;
  }
  // What tells a level in its text or its payload can do without the entry's own.
  if (how.unranked > 0 && hurt.textPayload !== undefined && !isSystem(entry) && random.chance(how.unranked)) {
    if (hurt.httpRequest === undefined) delete hurt.severity;
  }
  return hurt;
}

function shuffle<T>(items: T[], random: Random): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}

function logOf(entry: RawEntry): string {
  return String(entry.logName).split('%2F').at(-1)!;
}

function isAudit(entry: RawEntry): boolean {
  return entry.protoPayload !== undefined;
}

function isSystem(entry: RawEntry): boolean {
  return logOf(entry) === 'system';
}

/** Stamped on the container's host; requests are stamped by the front end. */
function isOfHost(entry: RawEntry): boolean {
  return ['stdout', 'stderr', 'system'].includes(logOf(entry));
}

function serviceName(entry: RawEntry): string {
  const { labels } = entry.resource as { labels: { service_name: string } };
  return labels.service_name;
}
