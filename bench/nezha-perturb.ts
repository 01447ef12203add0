/** What real logs suffer from, done to a file of log entries. */

export interface Perturbation {
  what: string;
  /** The clocks of services and revisions differ by up to so many milliseconds either way. */
  skewMs?: number;
  /** Share of the lines that is lost. */
  lost?: number;
  /** Lines of code have moved: `Class#31` is `Class#36` in the new revision. */
  moved?: true;
  /** Share of the requests whose lines have no trace id. */
  untraced?: number;
}

export const PERTURBATIONS: Perturbation[] = [
  { what: 'clocks of services up to 2 ms off, drawn anew for each revision', skewMs: 2 },
  { what: 'clocks up to 5 ms off', skewMs: 5 },
  { what: '2 % of the lines lost', lost: 0.02 },
  { what: 'line numbers moved in the new revision', moved: true },
  { what: 'half of the requests without trace ids', untraced: 0.5 },
];

interface Entry {
  timestamp: string;
  textPayload?: string;
  trace?: string;
  resource: { labels: { service_name: string; revision_name: string } };
}

/** Lines of NDJSON, perturbed by numbers in 0..1 from `next`. */
export function perturb(
  lines: string[],
  { skewMs, lost, moved, untraced }: Perturbation,
  next: () => number,
): string[] {
  const draws = new Map<string, number>();
  const drawn = (key: string) => {
    const known = draws.get(key) ?? next();
    draws.set(key, known);
    return known;
  };
  return lines.flatMap((line) => {
    const entry = JSON.parse(line) as Entry;
    const { service_name: service, revision_name: revision } = entry.resource.labels;
    if (lost !== undefined && next() < lost) return [];
    if (skewMs !== undefined)
      entry.timestamp = shifted(entry.timestamp, (drawn(`${service} ${revision}`) * 2 - 1) * skewMs);
    if (moved && revision.endsWith('-new') && entry.textPayload) {
      const move = (_: string, place: string, number: string) =>
        `${place}#${Number(number) + 1 + Math.floor(drawn(place) * 9)}`;
      entry.textPayload = entry.textPayload.replace(/(\S+)#(\d+)/, move);
    }
    if (untraced !== undefined && drawn(entry.trace ?? '') < untraced) delete entry.trace;
    return [JSON.stringify(entry)];
  });
}

function shifted(timestamp: string, ms: number): string {
  const nanos =
    BigInt(Date.parse(`${timestamp.slice(0, 19)}Z`)) * 1_000_000n + BigInt(timestamp.slice(20, -1).padEnd(9, '0'));
  const moved = nanos + BigInt(Math.round(ms * 1e6));
  const seconds = new Date(Number(moved / 1_000_000n)).toISOString().slice(0, 19);
  return `${seconds}.${String(moved % 1_000_000_000n).padStart(9, '0')}Z`;
}
