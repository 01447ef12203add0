import type { Deviation, LineKind } from './types.ts';

/** What one deviation says of who is to blame: shares that sum up to 1. */
export type Shares = [service: string, share: number][];

/** What shares are judged by. */
export interface Blaming {
  kinds: readonly LineKind[];
  /** Other services that the line reached names. */
  namedBy(deviation: Deviation): string[];
  /** Whether the service deviates elsewhere in the request too. */
  alsoDeviates(deviation: Deviation): boolean;
}

/**
 * A prior, no fitted numbers: a service that logs a branch of its own that is new is to blame; so is a called one that fell silent
 * while its caller goes on as ever.
 */
export function sharesOf(deviation: Deviation, blaming: Blaming): Shares {
  const { step, missing, added } = deviation;
  const { service } = step;
  if (deviation.kind === 'call') {
    const onlyMissing = missing.length > 0 && added.length === 0;
    if (onlyMissing && !blaming.alsoDeviates(deviation)) return split(service, 0.2, missing);
    return split(service, 0.6, added);
  }
  const named = step.to >= 0 && blaming.kinds[step.to]!.failing ? blaming.namedBy(deviation) : [];
  if (named.length > 0) return split(service, 0.4, named);
  if (missing.length > 0) return split(service, 0.5, missing);
  return split(service, 0.8, step.called);
}

/** The rest goes to the others in equal parts; without any the service has it all. */
function split(service: string, share: number, others: readonly string[]): Shares {
  const each = [...new Set(others)].filter((other) => other !== service);
  if (each.length === 0) return [[service, 1]];
  return [[service, share], ...each.map((other): [string, number] => [other, (1 - share) / each.length])];
}
