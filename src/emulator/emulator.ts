/** A local Cloud Logging v2 and Cloud Run v2 server. */
import { type Server, ServerCredentials } from '@grpc/grpc-js';
import type { Micros, RawEntry } from '../model.ts';
import type { Backend } from './backend.ts';
import { EntryStore } from './entry-store.ts';
import type { Fault } from './fault.ts';
import { FaultPlan } from './fault-plan.ts';
import { Gate } from './gate.ts';
import { bind, makeGrpcServer, unimplementedTail } from './grpc-server.ts';
import { QueryCache } from './query-cache.ts';
import type { RunState } from './run-state.ts';
import { TokenBucket } from './token-bucket.ts';

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
}

export interface Emulator {
  /** `host:port` of the plain gRPC port. */
  grpc: string;
  tls: string | null;
  rest: string | null;
  /** Path of the PEM file that vouches for the TLS port. */
  caFile: string | null;
  /** Adds history; returns how many entries were new. With `run` it replaces the services and revisions. */
  load(raws: Iterable<RawEntry>, run?: RunState): number;
  /** Writes entries now: open tails receive them. Returns how many were new. */
  append(raws: Iterable<RawEntry>): number;
  close(): Promise<void>;
}

const machineClock = (): Micros => Date.now() * 1000;

/** Starts the servers; rejects where a port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { host = '127.0.0.1', port = 0, faults = [], clock = machineClock } = options;
  const plan = new FaultPlan(faults);
  const backend: Backend = {
    store: new EntryStore(),
    run: { services: [], revisions: [] },
    faults: plan,
    queries: new QueryCache(),
    clock,
  };
  const perMinute = plan.amount('quota') ?? options.quotaPerMinute ?? null;
  const gate = new Gate(plan, perMinute === null ? null : new TokenBucket(perMinute, clock));
  const plain = makeGrpcServer(backend, gate, unimplementedTail, false);
  const grpc = `${host}:${await bind(plain, `${host}:${port}`, ServerCredentials.createInsecure())}`;
  return {
    grpc,
    tls: null,
    rest: null,
    caFile: null,
    load(raws, run) {
      if (run !== undefined) backend.run = run;
      return backend.store.load(raws, clock(), plan.delay);
    },
    append: (raws) => backend.store.append(raws, clock(), plan.delay).length,
    close: async () => stop(plain),
  };
}

function stop(server: Server): void {
  server.forceShutdown();
}
