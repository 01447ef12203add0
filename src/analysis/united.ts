/** Several records as one, and the same again when they have grown. */
import { summaryOf } from './cluster-parts.ts';
import type { ClusterRecord } from './clusters.ts';
import { Roster } from './roster.ts';

/** What the one is called, whatever its members are. */
interface Label extends Pick<ClusterRecord, 'signature' | 'name'> {
  /** null = that of its earliest member. */
  template: string | null;
}

/** Records as they were put together last. */
export interface United {
  record: ClusterRecord;
  /** What it was put together from, and how many entries each had. */
  taken: Map<ClusterRecord, number>;
  label: Label;
}

/** One record of all members, none of which is changed; the same object as `known` where it only has grown since, or not at all. */
export function unite(members: ClusterRecord[], label: Label, known?: United | null): United {
  if (known && isSame(known, members, label)) return known;
  if (known && hasGrown(known.taken, members)) return grow(known, members, label);
  const taken = new Map(members.map((member) => [member, member.count]));
  const [only] = members;
  const whole = members.length === 1 ? { ...only! } : { ...summaryOf(members), roster: rosterOf(members), memo: {} };
  return { record: named(whole, label), taken, label };
}

function rosterOf(members: readonly ClusterRecord[]): Roster {
  const roster = new Roster(members[0]!.roster.bound);
  for (const member of members) roster.addAll(member.roster);
  return roster;
}

function named(record: ClusterRecord, { signature, name, template }: Label): ClusterRecord {
  record.signature = signature;
  record.name = name;
  if (template !== null) record.template = template;
  return record;
}

function isSame({ taken, label }: United, members: ClusterRecord[], { template }: Label): boolean {
  return (
    template === label.template &&
    members.length === taken.size &&
    members.every((member) => taken.get(member) === member.count)
  );
}

/** Whether all that was taken is there, and no less of it. */
function hasGrown(taken: ReadonlyMap<ClusterRecord, number>, members: ClusterRecord[]): boolean {
  const again = members.filter((member) => taken.has(member));
  const isAlone = members.length === 1;
  return (
    isAlone === (taken.size === 1) &&
    again.length === taken.size &&
    again.every((member) => member.count >= taken.get(member)!)
  );
}

function grow(known: United, members: ClusterRecord[], label: Label): United {
  const { record, taken } = known;
  if (members.length === 1) Object.assign(record, members[0]);
  else {
    Object.assign(record, summaryOf(members));
    const fresh = members.map((member) => member.roster.since(taken.get(member) ?? 0));
    if (fresh.some((added) => added === null)) record.roster = rosterOf(members);
    else for (const added of fresh) for (const member of added!) record.roster.add(member);
  }
  for (const member of members) taken.set(member, member.count);
  named(record, label);
  return Object.assign(known, { label });
}
