import type { Micros } from './entry.ts';

export type DeploymentKind = 'revision' | 'traffic' | 'rollback' | 'config' | 'failed';

export type LagFrom = 'ready' | 'rollout' | 'request' | 'created' | 'by-hand';

export interface Deployment {
  service: string;
  revision: string;
  location: string;
  kind: DeploymentKind;
  createdAt: Micros | null;
  readyAt: Micros | null;
  /** null: never seen live, and nothing is blamed on it by time. */
  liveAt: Micros | null;
  /** What `liveAt` (or, for a failed revision, `createdAt`) rests on. */
  lagFrom: LagFrom | null;
  previousRevision: string | null;
  /** Whether the previous revision still exists: null where nothing says. */
  previousExists: boolean | null;
  image: string | null;
  commit: string | null;
  author: string | null;
  /** What differs from the previous revision, one sentence a change. */
  changes: string[];
  message: string;
}
