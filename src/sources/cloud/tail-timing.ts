/** How a tail keeps its times, all in milliseconds. Tests shorten them. */
export interface TailTiming {
  /** How long the server holds entries back to put them in order. */
  bufferMs: number;
  /** So long after its request left on a connection that stands a tail counts as open: the server says nothing until an entry comes. */
  openMs: number;
  /** A connection that is silent for so long is asked for a sign of life … */
  keepaliveMs: number;
  /** … and given up when none comes within this time. */
  keepaliveTimeoutMs: number;
  /** A tail is replaced at this age. */
  renewMs: number;
  /** The call's own end, should the renewal fail. */
  deadlineMs: number;
  /** How long the old tail stays open beside the new one. */
  handoverMs: number;
  /** So long after a tail opened its gap is read once more. */
  settleMs: number;
  /** The pause before the first attempt to reconnect; each further one is twice as long … */
  firstBackoffMs: number;
  /** … up to this. */
  longestBackoffMs: number;
  /** A tail that lived so long was no failed attempt: pauses begin anew. */
  steadyMs: number;
  /** The pause after RESOURCE_EXHAUSTED. */
  quotaPauseMs: number;
  /** The gap is read from so long before the newest entry that came. */
  overlapMs: number;
  /** How long an entry that came is remembered, in time that passed in the log. */
  seenMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const TAIL_TIMING: TailTiming = {
  // The API's own default: order enough, and a new failure shows within seconds.
  bufferMs: 2 * SECOND,
  // Some round trips across the world; a refusal comes faster than this. An opening that takes longer is caught by settleMs.
  openMs: 2 * SECOND,
  // What Google's own clients use against the same front ends (nodejs-bigtable, src/index.ts); more often, and servers close for it.
  keepaliveMs: 30 * SECOND,
  keepaliveTimeoutMs: 10 * SECOND,
  // The client's configuration and, by report (google-cloud-dotnet#7147), the server end a tail after an hour.
  renewMs: 50 * MINUTE,
  deadlineMs: 59 * MINUTE,
  // The old tail's buffer has to run empty: the window and the way, several times over. A project has ten tails, so not longer.
  handoverMs: 10 * SECOND,
  // What was written before a tail opened may be listed only so much later.
  settleMs: 30 * SECOND,
  // Each reconnect costs reads of a quota of 60 a minute: hence up to a minute, and no faster than one a second.
  firstBackoffMs: SECOND,
  longestBackoffMs: MINUTE,
  steadyMs: MINUTE,
  // Ten tails are open, and one of them has to end; or it is a quota by the minute.
  quotaPauseMs: 30 * SECOND,
  // Entries are rarely received more than seconds after their own time; later ones of a gap are missed.
  overlapMs: MINUTE,
  // The overlap, the settling and a gap of two minutes of reads; 1,000 entries/s, the most a tail gives, are 240,000 ids then.
  seenMs: 4 * MINUTE,
};

/** Options of the channel that a tail is opened on. */
export function channelOptions(timing: TailTiming): Record<string, number> {
  return {
    'grpc.keepalive_time_ms': timing.keepaliveMs,
    'grpc.keepalive_timeout_ms': timing.keepaliveTimeoutMs,
    // The channel's own pauses must not add to ours: up to two minutes by default.
    'grpc.initial_reconnect_backoff_ms': Math.min(timing.firstBackoffMs, SECOND),
    'grpc.max_reconnect_backoff_ms': Math.min(timing.firstBackoffMs, SECOND),
  };
}
