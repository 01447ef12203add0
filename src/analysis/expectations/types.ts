import type { Micros, Severity } from '../../model.ts';

/** What a line says, without what varies: the lines of one service and severity that are grouped together. */
export interface LineKind {
  service: string;
  severity: Severity;
  /** ERROR and above. */
  failing: boolean;
  /** What tells it from other kinds, whatever their number: service, severity and the constant words. */
  identity: string;
  /** As it is quoted: one of its masked messages. */
  text: string;
}

/** A line of a request. */
export interface TracedLine {
  /** Number of its kind, and of its masked message. */
  kind: number;
  said: number;
  time: Micros;
  nanos: number;
  /** Hash of its insertId. */
  id: number;
  revision: string;
}

/** The lines of one request that were read, by time. */
export interface TracedRequest {
  trace: string;
  /** Of the good stretch, or of the one that is compared with it. */
  good: boolean;
  /** Whether it may go on after what was read: that it ends says nothing. */
  cut: boolean;
  /** Made when it is asked for. */
  readonly lines: TracedLine[];
}

/** Before the first own line of a call, and after the last one. */
export const START = -1;
export const END = -2;

/** One step of a service inside a call: from its line before to its next one. */
export interface Transition {
  service: string;
  /** Kinds, START or END. */
  from: number;
  to: number;
  /** Index of the line reached; of END that of the line with which the caller goes on. */
  at: number;
  /** Index of the own line before; of START that of the line reached. */
  before: number;
  /** How deep in the calls: the service that was asked first is 0. */
  depth: number;
  /** Number of the call within its request. */
  frame: number;
  /** Keys of what came before, from the shortest to the longest. */
  contexts: string[];
  /** Services called between the two lines, in order. */
  called: string[];
  /** Of START: the caller's line and this service; '' of what nothing called. */
  entered: string;
}

/** A step that the good stretch does not know. `next`: another line follows; `call`: the line follows, but not the same calls. */
export interface Deviation {
  kind: 'next' | 'call';
  step: Transition;
  request: TracedRequest;
  /** 1 for the first of its request, less for what follows from it. */
  weight: number;
  first: boolean;
  /** Services that are usually called here, and are not now. */
  missing: string[];
  /** Services that are called here now, and usually are not. */
  added: string[];
}

/** Deviations of one place: the same line before, the same kind. Traces count, not lines. */
export interface Broken {
  service: string;
  from: number;
  kind: 'next' | 'call';
  /** The line that usually follows, END where the call ends there. */
  expected: number;
  /** Services that are usually called here, and are not now. */
  missing: string[];
  /** Requests that reach the place, and those of them that go on as expected and that deviate. */
  good: Reached;
  after: Reached;
  /** Requests of the good stretch that deviate there. */
  before: { trace: string; time: Micros }[];
  /** What is reached now, the most frequent first. */
  instead: { to: number; traces: number }[];
  deviations: Deviation[];
  /** Log likelihood ratio times the deviations' mean weight. */
  evidence: number;
  /** Share of the blame by service; they sum up to 1. */
  blame: Map<string, number>;
}

export interface Reached {
  traces: number;
  expected: number;
  deviating: number;
}
