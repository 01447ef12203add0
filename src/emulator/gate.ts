/** What stands before every call: faults, permissions, the API's activation and the read quota. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultPlan } from './fault-plan.ts';
import type { Api } from './google-errors.ts';
import { permissionDenied, readQuotaExceeded, serviceDisabled, unavailable } from './google-errors.ts';
import type { TokenBucket } from './token-bucket.ts';

/** What the gate wants to know of a call. */
export interface Call {
  api: Api;
  permission: string;
  resource: string;
  /** Whether it takes a read request of the quota. */
  counted: boolean;
}

export class Gate {
  readonly #faults: FaultPlan;
  readonly #quota: TokenBucket | null;

  constructor(faults: FaultPlan, quota: TokenBucket | null) {
    this.#faults = faults;
    this.#quota = quota;
  }

  /** Resolves when the call may go on; throws the ApiError it is refused with. */
  async admit(call: Call): Promise<void> {
    const slow = this.#faults.amount('slow');
    if (slow !== null) await sleep(slow);
    if (this.#faults.takeUnavailable()) throw unavailable();
    if (this.#faults.isRefused('api-disabled', call.api)) throw serviceDisabled(call.api);
    if (this.#faults.isRefused('permission-denied', call.api)) {
      throw permissionDenied(call.api, call.permission, call.resource);
    }
    if (call.counted && this.#quota !== null && this.#quota.take(1) === 0) {
      throw readQuotaExceeded(this.#quota.perMinute);
    }
  }
}
