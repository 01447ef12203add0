/** A local Cloud Logging v2 and Cloud Run v2 server. */
import type { Micros, RawEntry } from '../model.ts';
import type { Backend } from './backend.ts';
import { deriveRunState } from './derive-run-state.ts';
import { EntryStore } from './entry-store.ts';
import type { Fault } from './fault.ts';
import { FaultPlan } from './fault-plan.ts';
import { Gate } from './gate.ts';
import { openPorts } from './ports.ts';
import { QueryCache } from './query-cache.ts';
import { mergeRunState, type RunState } from './run-state.ts';
import { type TailBreak, TailHub } from './tail-hub.ts';
import { TokenBucket } from './token-bucket.ts';

/** Google's bound on what tails return. */
const TAIL_ENTRIES_PER_MINUTE = 60_000;

export interface EmulatorOptions {
  /** Where to listen; 127.0.0.1 by default. */
  host?: string | undefined;
  /** Plain gRPC. 0 (the default) = any free port. */
  port?: number | undefined;
  /** gRPC over TLS, which wants an OAuth token as Google does. null (the default) = off. */
  tlsPort?: number | null | undefined;
  /** REST. null (the default) = off. */
  restPort?: number | null | undefined;
  faults?: Fault[] | undefined;
  /** What the server takes for now; the machine's clock by default. */
  clock?: (() => Micros) | undefined;
  /** List requests a minute (Google: 60); null (the default) = no quota. The fault `quota` goes before it. */
  quotaPerMinute?: number | null | undefined;
  /** Entries a minute that all tails together return; Google's 60,000 by default, null = any number. */
  tailEntriesPerMinute?: number | null | undefined;
  /** Whether connections can be made to go silent, which costs a hop; true by default with the fault `freeze-tail`. */
  freezable?: boolean | undefined;
}

export interface Emulator {
  /** `host:port` of the plain gRPC port. */
  grpc: string;
  tls: string | null;
  rest: string | null;
  /** Path of the PEM file that vouches for the TLS port. */
  caFile: string | null;
  /**
   * Adds history; returns how many entries were new. `run` (without it, what the entries tell) joins the services and revisions
   * that are there.
   */
  load(raws: RawEntry[], run?: RunState): number;
  /** Writes entries now: open tails receive them. Returns how many were new. */
  append(raws: RawEntry[], run?: RunState): number;
  /** Tails that are open and know what to send. */
  readonly openTails: number;
  /** Ends all open tails: with that status, with OK (`end`), or by silence (`freeze`, where freezable). Returns how many. */
  breakTails(how: TailBreak): number;
  close(): Promise<void>;
}

const machineClock = (): Micros => Date.now() * 1000;

/** Starts the servers; rejects where a port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { host = '127.0.0.1', clock = machineClock } = options;
  const faults = new FaultPlan(options.faults ?? []);
  const store = new EntryStore();
  const backend: Backend = { store, run: { services: [], revisions: [] }, faults, queries: new QueryCache(), clock };
  const bucket = (perMinute: number | null): TokenBucket | null =>
    perMinute === null ? null : new TokenBucket(perMinute, clock);
  const gate = new Gate(faults, bucket(faults.amount('quota') ?? options.quotaPerMinute ?? null));
  const tails = new TailHub(backend, gate, {
    rate: bucket(options.tailEntriesPerMinute === undefined ? TAIL_ENTRIES_PER_MINUTE : options.tailEntriesPerMinute),
    freeze: (peer) => ports.freeze(peer),
  });
  const freezable = options.freezable ?? faults.amount('freeze-tail') !== null;
  const ports = await openPorts({ ...options, host, freezable }, backend, gate, tails);
  return {
    ...ports.addresses,
    load(raws, run = deriveRunState(raws)) {
      backend.run = mergeRunState(backend.run, run);
      return store.load(raws, clock(), faults.delay);
    },
    append(raws, run) {
      if (run !== undefined) backend.run = mergeRunState(backend.run, run);
      return store.append(raws, clock(), faults.delay).length;
    },
    get openTails() {
      return tails.size;
    },
    breakTails(how) {
      // Tails that are forgotten while their connections live on would be neither frozen nor broken.
      if (how === 'freeze' && !freezable) throw new Error('tails freeze where the emulator is started as freezable');
      return tails.break(how);
    },
    close: ports.close,
  };
}
