/** Where entries and deployments come from. The cloud source is heavy: import `cloud/index.ts` where it is needed. */
export { sleep } from './cloud/sleep.ts';
export { isSuspicious, toLogEntry } from './entry.ts';
export { bytesOf } from './files/inputs.ts';
export type { FileOptions } from './files/options.ts';
export { readFiles } from './files/read-files.ts';
