import type { EventSignature, Report, ReportDeployment, SignatureReport, Verdict, WatchEvent } from '../../model.ts';
import { beganAt } from '../../text/standing.ts';
import { isNews } from '../../text/verdict.ts';
import { forming } from './forming.ts';

/** A verdict that changes has to hold for so many reports in a row before it is told: near a bound it may come and go. */
const STEADY = 3;
/** When a deployment without failures is worth a line: so long after its go-live. Milliseconds. */
const QUIET = [60_000, 300_000, 1_800_000];

/** No signatures and no causes, as what is found of a deployment is told apart. */
const NOTHING = '0 0';

interface Told {
  verdict: Verdict;
  /** A verdict other than the one that was told, and in how many reports in a row. */
  next: { verdict: Verdict; seen: number } | null;
}

/** Tells what a report has that the ones before it had not. Feed it each snapshot of one watch, in order. */
export class EventDiff {
  /** Of the window: what went live before it is no event. */
  readonly #signatures = new Map<string, Told>();
  readonly #aliases = new Set<string>();
  readonly #deployments = new Map<string, { found: string; quiet: number }>();
  readonly #losses = new Map<string, number>();
  #begun = false;

  /** @param time RFC 3339, when this is noticed */
  next(report: Report, time: string): WatchEvent[] {
    const first = this.#begun ? [] : [this.#begin(report, time)];
    return [
      ...first,
      ...this.#newDeployments(report, time),
      ...report.signatures.flatMap((signature) => this.#signature(signature, report, time)),
      ...this.#formingDeployments(report, time),
      ...this.#newLosses(report, time),
    ];
  }

  #begin(report: Report, time: string): WatchEvent {
    const { scope, signatures } = report;
    this.#begun = true;
    // What is not in what was read before is for the report to say.
    this.#newLosses(report, time);
    const known = signatures.filter(({ baselineCount }) => baselineCount > 0).length;
    const { project, services, from, baseline } = scope;
    return { time, event: 'watching', project, services, from, baseline, known };
  }

  #newDeployments(report: Report, time: string): WatchEvent[] {
    const fresh = report.deployments.filter(
      (deployment) => inWindow(deployment, report) && !this.#deployments.has(nameOf(deployment)),
    );
    return fresh.sort(byBegin).map((deployment) => {
      this.#deployments.set(nameOf(deployment), { found: NOTHING, quiet: 0 });
      const { service, revision, kind, liveAt, previousRevision, commit, author, changes } = deployment;
      return {
        ...{ time, event: 'deployment', service, revision, kind, liveAt },
        ...{ previousRevision, commit, author, changes },
      };
    });
  }

  #signature(signature: SignatureReport, report: Report, time: string): WatchEvent[] {
    if (signature.muted || signature.count === 0) return [];
    const key = `${signature.service}\u0000${signature.signature}`;
    const told = this.#signatures.get(key);
    if (told) return this.#verdict(told, signature, report, time);
    if (!isNews(signature)) return [];
    this.#signatures.set(key, { verdict: signature.verdict, next: null });
    // A group that grew has another name, and is no news.
    const names = [signature.signature, ...signature.aliases].map((name) => `${signature.service}\u0000${name}`);
    const again = names.some((name) => this.#aliases.has(name));
    for (const name of names) this.#aliases.add(name);
    return again ? [] : [{ time, event: 'signature', ...eventOf(signature, report) }];
  }

  #verdict(told: Told, signature: SignatureReport, report: Report, time: string): WatchEvent[] {
    const { verdict } = signature;
    if (verdict === told.verdict) {
      told.next = null;
      return [];
    }
    told.next = { verdict, seen: told.next?.verdict === verdict ? told.next.seen + 1 : 1 };
    if (told.next.seen < STEADY) return [];
    const was = told.verdict;
    told.verdict = verdict;
    told.next = null;
    return [{ time, event: 'verdict', was, ...eventOf(signature, report) }];
  }

  #formingDeployments(report: Report, time: string): WatchEvent[] {
    return report.deployments.flatMap((deployment) => {
      const told = this.#deployments.get(nameOf(deployment));
      if (!told) return [];
      const { liveForMs, signatures, causes, text } = forming(deployment, report);
      const found = `${signatures} ${causes}`;
      // What another one took over from is no longer watched.
      const serves = report.deployments.every(
        ({ service, liveAt }) => service !== deployment.service || !(Date.parse(liveAt ?? '') > beginOf(deployment)),
      );
      const quiet = serves ? QUIET.filter((after) => (liveForMs ?? 0) >= after).length : 0;
      if (found === told.found && !(found === NOTHING && quiet > told.quiet)) return [];
      Object.assign(told, { found, quiet });
      const { service, revision } = deployment;
      return [{ time, event: 'deployment-verdict', service, revision, liveForMs, signatures, causes, text }];
    });
  }

  #newLosses({ losses }: Report, time: string): WatchEvent[] {
    return losses.flatMap(({ reason, count, detail }) => {
      if (reason === 'duplicate') return [];
      const key = `${reason} ${detail}`;
      const more = count - (this.#losses.get(key) ?? 0);
      this.#losses.set(key, count);
      return more > 0 ? [{ time, event: 'loss', reason, count: more, detail }] : [];
    });
  }
}

const nameOf = ({ service, revision, kind, liveAt }: ReportDeployment) =>
  `${service} ${revision} ${kind === 'traffic' || kind === 'rollback' ? `${kind} ${liveAt}` : ''}`;

const beginOf = (deployment: ReportDeployment) => Date.parse(beganAt(deployment) ?? '');

const byBegin = (a: ReportDeployment, b: ReportDeployment) => beginOf(a) - beginOf(b);

/** Whether it went live, or failed to, since the window opened. */
function inWindow(deployment: ReportDeployment, { scope }: Report): boolean {
  return scope.from !== null && beginOf(deployment) >= Date.parse(scope.from);
}

function eventOf(item: SignatureReport, { diagnoses }: Report): EventSignature {
  const { signature, rule, title, service, severity, verdict, count, deployment, lagMs } = item;
  const own = diagnoses.find(({ rank }) => rank === item.diagnosis);
  const isRoot = own?.signature === signature;
  return {
    ...{ signature, rule, title, service, severity, verdict, count, deployment, lagMs },
    confidence: own && isRoot ? own.confidence : null,
    symptomOf: own && !isRoot ? own.title : null,
  };
}
