import { isNews } from '../../text/verdict.ts';
import type { Node } from '../nodes.ts';
import type { Suspect } from './suspects.ts';

/** Such a share of a deviation's requests has to show a failure for the failure to tell it. */
const SHARE = 1 / 3;
/** And such a share of them a failure of any kind for the deviation to do harm. */
const HARM = 0.3;
/** And such a share of them has to come after a known cause began: a line lost before looks like one. */
const MOST = 0.8;
/** A request goes on for some time before it fails; clocks differ. */
const AHEAD = 60_000_000;

/** Which new causes were logged in which requests. */
export class LoggedCauses {
  readonly #byTrace = new Map<string, Set<Node>>();
  readonly #known: Node[];
  /** Services that say in their own words that a request failed. */
  readonly #said = new Map<string, Set<string>>();
  /** Requests in which anything failed newly. */
  readonly #failed = new Set<string>();

  constructor(failures: readonly Node[]) {
    this.#known = failures.filter((node) => node.rule?.role === 'cause' && isNews(node));
    for (const { parts } of failures.filter(isNews))
      for (const { verdict } of parts) for (const { trace } of verdict.inWindow.members) this.#failed.add(trace);
    for (const node of failures.filter((one) => one.rule === null && one.end === 0 && isNews(one)))
      for (const { cluster, verdict } of node.parts)
        for (const { trace } of verdict.inWindow.members) this.#say(trace, cluster.service);
    for (const node of failures) {
      if (node.role !== 'cause' || !isNews(node)) continue;
      for (const { verdict } of node.parts)
        for (const { trace } of verdict.inWindow.members) if (trace !== '') this.#note(trace, node);
    }
  }

  #say(trace: string, service: string): void {
    const known = this.#said.get(trace);
    if (known) known.add(service);
    else if (trace !== '') this.#said.set(trace, new Set([service]));
  }

  #note(trace: string, node: Node): void {
    const known = this.#byTrace.get(trace);
    if (known) known.add(node);
    else this.#byTrace.set(trace, new Set([node]));
  }

  /**
   * Whether in few of a suspect's requests anything fails: then what it does otherwise may be meant. Where a cause that a
   * rule knows is logged in the request, the harm is that one's.
   */
  isHarmless({ broken }: Suspect): boolean {
    const { deviations } = broken[0]!;
    const harmed = ({ trace }: { trace: string }) => this.#failed.has(trace) && !this.#isExplained(trace);
    return deviations.filter(({ request }) => harmed(request)).length < deviations.length * HARM;
  }

  #isExplained(trace: string): boolean {
    return [...(this.#byTrace.get(trace) ?? [])].some((node) => this.#known.includes(node));
  }

  /**
   * Whether a logged cause tells already what a suspect's requests do otherwise than before: one of the suspect's own service; or, where
   * the suspect is not sure, of any. Where its lines lack the trace, a cause that a rule knows tells what began with it.
   */
  tells({ service, broken, confidence }: Suspect): boolean {
    const { deviations } = broken[0]!;
    const times = deviations.map(({ request, step }) => request.lines[step.before]?.time ?? Infinity);
    const since = (from: number) => times.filter((time) => time >= from - AHEAD).length >= times.length * MOST;
    if (this.#known.some((node) => node.services.includes(service) && since(node.first))) return true;
    const told = deviations.filter(({ request }) => {
      if (this.#said.get(request.trace)?.has(service)) return true;
      const causes = [...(this.#byTrace.get(request.trace) ?? [])];
      return confidence === 'low' ? causes.length > 0 : causes.some(({ services }) => services.includes(service));
    });
    return told.length >= Math.max(1, deviations.length * SHARE);
  }
}
