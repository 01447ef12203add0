import type { LogEntry, Loss, Micros, SourceBatch } from '../../model.ts';
import { isSuspiciousRaw, toLogEntry, wasCut } from '../entry.ts';
import { resourceLabels, serviceOf } from '../entry-resource.ts';
import { Healthy, isRequest } from '../healthy.ts';
import type { AnyDecoder } from './audit.ts';
import type { CloudReduction } from './options.ts';
import { type ProtoTime, toMicros } from './proto-time.ts';
import { TailSeen } from './tail-seen.ts';
import { type ProtoEntry, toRaw } from './to-raw.ts';

const TOO_LONG = 'messages over 64 K characters are read without their middle';

/** Where entries of tails and lists go: each once, suspicious ones in full, healthy ones counted. */
export class TailIntake {
  /** Entries that came, repeats left out. */
  entries = 0;
  from: Micros | null = null;
  to: Micros | null = null;
  /**
   * How far the log is, by the server's clock where the entries tell: a writer's clock may be ahead. Responses are ordered within, not
   * among themselves, so that this is no promise that all before came.
   */
  watermark: Micros | null = null;
  /** Only failures and requests are asked for: other healthy lines are no measure of anything. */
  narrow = false;
  readonly #seen: TailSeen;
  readonly #healthy: Healthy;
  readonly #reduction: CloudReduction;
  readonly #decodeAny: AnyDecoder;
  readonly #now: () => Micros;

  constructor(reduction: CloudReduction, decodeAny: AnyDecoder, now: () => Micros, horizon: Micros) {
    this.#reduction = reduction;
    this.#decodeAny = decodeAny;
    this.#now = now;
    this.#seen = new TailSeen(horizon);
    this.#healthy = new Healthy(reduction);
  }

  /** `needed`: from when on no repeat may be taken for new; null = as far back as is remembered. */
  take(page: ProtoEntry[], needed: Micros | null): Pick<SourceBatch, 'entries' | 'tallies' | 'steps' | 'losses'> {
    const entries: LogEntry[] = [];
    for (const one of page) {
      this.#advance(one);
      if (!this.#seen.isNew(one, this.watermark ?? 0)) continue;
      this.entries++;
      const entry = this.#reduce(one);
      if (entry) entries.push(entry);
    }
    this.#seen.forget(this.watermark ?? 0, needed);
    const cut = entries.filter(wasCut).length;
    const losses: Loss[] = cut > 0 ? [{ reason: 'too-long', count: cut, detail: TOO_LONG }] : [];
    return { entries, losses, ...this.#healthy.take() };
  }

  #reduce(one: ProtoEntry): LogEntry | null {
    const raw = toRaw(one, this.#decodeAny);
    const time = toMicros(one.timestamp as ProtoTime);
    if (time !== null) {
      if (this.from === null || time < this.from) this.from = time;
      if (this.to === null || time > this.to) this.to = time;
    }
    if (isSuspiciousRaw(raw, this.#reduction)) return toLogEntry(raw);
    if (time === null || (this.narrow && !isRequest(raw))) return null;
    const labels = resourceLabels(raw);
    this.#healthy.add(raw, serviceOf(raw, labels), labels, time);
    return null;
  }

  #advance({ timestamp, receiveTimestamp }: ProtoEntry): void {
    const received = toMicros(receiveTimestamp as ProtoTime);
    const time = received ?? Math.min(toMicros(timestamp as ProtoTime) ?? 0, this.#now());
    if (this.watermark === null || time > this.watermark) this.watermark = time;
  }
}
