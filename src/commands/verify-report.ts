import type { Target } from '../analysis/index.ts';
import { UserError } from '../errors.ts';
import type { Diagnosis, Micros, Report, SignatureReport } from '../model.ts';
import { parseTime } from '../text/time.ts';

/** What a saved report says of the failure that a fix is for. */
export interface Reported {
  targets: Target[];
  /** Revisions that it blames. */
  blamed: Set<string>;
  /** When the first of what it diagnosed began. */
  failingSince: Micros | null;
  /** Every signature and alias in it. */
  names: Set<string>;
}

/** The signatures of a report's diagnoses, roots and symptoms, with what it counted of them. UserError where it has none. */
export function targetsOf(report: Report, file: string): Reported {
  if (report.diagnoses.length === 0) {
    throw new UserError(
      `${file}: the report has no diagnosis`,
      'Name the signatures to verify, or leave --since-report away.',
    );
  }
  const targets = report.diagnoses.flatMap((diagnosis) => [
    ...diagnosis.services.map((service) => target(report, diagnosis, { ...diagnosis, service }, 'root')),
    ...diagnosis.symptoms.map((symptom) => target(report, diagnosis, symptom, 'symptom')),
  ]);
  const unique = new Map(
    targets.map((one) => [`${one.service}\u0000${one.name}`, one]).reverse() as [string, Target][],
  );
  return {
    targets: [...unique.values()].reverse(),
    blamed: new Set(report.diagnoses.flatMap(({ deployment }) => deployment?.revision || [])),
    failingSince: earliest(report.diagnoses.map(({ onset }) => parseTime(onset ?? ''))),
    names: new Set(report.signatures.flatMap(({ signature, aliases }) => [signature, ...aliases])),
  };
}

function earliest(times: (Micros | null)[]): Micros | null {
  const known = times.filter((time): time is Micros => time !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

type Named = Pick<SignatureReport, 'signature' | 'service' | 'title'> & { rule: string | null };

function target(report: Report, diagnosis: Diagnosis, named: Named, part: 'root' | 'symptom'): Target {
  const { signature: name, service, title, rule } = named;
  const known = report.signatures.find((one) => one.signature === name && one.service === service);
  return {
    name,
    aliases: known?.aliases ?? [],
    part,
    rule,
    title,
    service,
    before: beforeOf(report, diagnosis, known),
  };
}

/** What was counted while it failed: on the revision that is to blame, where one is. */
function beforeOf(
  { scope }: Report,
  { deployment, after }: Diagnosis,
  known: SignatureReport | undefined,
): Target['before'] {
  const from = parseTime(scope.from ?? '');
  const to = parseTime(scope.to ?? '');
  if (!known || from === null || to === null) return null;
  const revision = deployment?.revision ?? '';
  const there = known.perRevision[revision];
  const count = there?.count ?? known.count;
  if (count === 0) return null;
  const requests = there?.requests ?? (after.exposureKind === 'requests' ? after.exposure : null);
  return { count, exposure: requests, exposureKind: requests === null ? null : 'requests', from, to, revision };
}
