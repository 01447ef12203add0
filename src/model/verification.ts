import type { DeploymentKind, LagFrom } from './deployment.ts';
import type { Exposed, ExposureKind, Interval, Report, Scope, SignatureReport } from './report.ts';
import type { Loss } from './source.ts';

/**
 * What became of a signature after a fix. `better`: clearly rarer, not gone. `not-enough-traffic`: none since, and at the old rate none
 * need have come yet. `read-in-part`: none in what was read since, and not all was. `not-seen`: neither before nor since. `new`: only since.
 * `no-baseline`: seen since, and the time before was not seen or not all read. `no-fix`: what is live is what failed.
 */
export type VerifyVerdict =
  | 'fixed'
  | 'better'
  | 'still-failing'
  | 'regressed'
  | 'not-enough-traffic'
  | 'read-in-part'
  | 'not-seen'
  | 'new'
  | 'no-baseline'
  | 'no-fix';

/** One side of a comparison: what was counted, in how much, from when to when (RFC 3339), on which revisions. */
export interface VerifiedSide extends Exposed {
  /** Count by exposure; where that is not known, by minute; null where neither is. */
  rate: number | null;
  from: string;
  to: string;
  revisions: string[];
}

export interface VerifiedSignature
  extends Pick<
    SignatureReport,
    'signature' | 'aliases' | 'rule' | 'category' | 'title' | 'template' | 'service' | 'role' | 'samples'
  > {
  verdict: VerifyVerdict;
  /** Whether it has a say in the answer; the reason says why not. */
  counts: boolean;
  reason: string;
  before: VerifiedSide;
  /** Where the numbers before come from. */
  beforeFrom: 'logs' | 'report';
  after: VerifiedSide;
  /** What the rates are per: of `minutes` the traffic is not known. */
  per: ExposureKind | 'minutes';
  /** The remaining rate is below this, 95 % certain; null where nothing was seen since. */
  upperBound: number | null;
  /** Rate after / before, with its 95 % interval. */
  ratio: Interval | null;
  /** How many the old rate would have brought since, and the chance of none. */
  expected: number | null;
  chance: number | null;
  /** How much more has to be seen (`per`) before none means fixed. */
  missing: number | null;
  /** Of older revisions since the fix went live: not counted. */
  stragglers: number;
  /** RFC 3339: the last before, the first and the last since. */
  lastBefore: string | null;
  firstAfter: string | null;
  lastAfter: string | null;
}

/** The deployment that is verified, of one service. */
export interface VerifiedFix {
  service: string;
  revision: string;
  kind: DeploymentKind;
  liveAt: string;
  lagFrom: LagFrom | null;
  previousRevision: string | null;
  image: string | null;
  commit: string | null;
  /** Seen of it since; null where that is not counted. */
  requests: number | null;
  entries: number | null;
}

/** What `rca verify --format json` prints; all times RFC 3339 in UTC. */
export interface Verification {
  schema: 1;
  kind: 'verification';
  headline: string;
  answer: 'fixed' | 'not-fixed' | 'inconclusive';
  scope: Scope;
  totals: Report['totals'];
  losses: Loss[];
  fixes: VerifiedFix[];
  signatures: VerifiedSignature[];
  /** Failures that only show since the fix. */
  newSignatures: VerifiedSignature[];
  /** Entries of older revisions after the fix went live: noted, not counted. */
  stragglers: { service: string; revision: string; count: number; last: string }[];
}
