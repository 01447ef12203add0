import type { RawEntry, Reduction, Step, Tally } from '../model.ts';
import { toStep, traceOf } from './entry.ts';
import { routeKeyOf } from './entry-http.ts';
import { logKind } from './entry-log.ts';
import { revisionOf } from './entry-resource.ts';
import { Tallies } from './tallies.ts';

/** What is left of healthy entries, alike for every source that sees them: counts, and lines where their request is followed. */
export class Healthy {
  private readonly reduction: Reduction;
  private readonly tallies = new Tallies();
  private steps: Step[] = [];

  constructor(reduction: Reduction) {
    this.reduction = reduction;
  }

  /** `labels`: the resource's. `time`: epoch microseconds. */
  add(raw: RawEntry, service: string, labels: Record<string, unknown>, time: number): void {
    const [revision, route] = [revisionOf(raw, labels), isRequest(raw) ? routeKeyOf(raw) : null];
    this.tallies.add(service, revision, time, route);
    if (route === null) this.follow(raw, service, revision, time);
  }

  /** A line of plain text, which is of no revision and no request. */
  addLine(service: string, time: number): void {
    this.tallies.add(service, '', time, null);
  }

  /** What came since the last call. */
  take(): { tallies: Tally[]; steps?: Step[] } {
    const steps = this.steps;
    this.steps = [];
    return { tallies: this.tallies.take(), ...(steps.length > 0 ? { steps } : {}) };
  }

  private follow(raw: RawEntry, service: string, revision: string, time: number): void {
    const trace = this.reduction.follows === undefined ? '' : traceOf(raw);
    if (trace !== '' && this.reduction.follows!(trace))
      this.steps.push(toStep(raw, { service, revision, trace, time }));
  }
}

/** Whether an entry tells of a request, rather than of what was said during one. */
export function isRequest(raw: RawEntry): boolean {
  return raw.httpRequest !== undefined && logKind(raw) === 'request';
}
