/** The emulator: a local Cloud Logging and Cloud Run API server. */
export { deriveRunState } from './derive-run-state.ts';
export { type Emulator, type EmulatorOptions, startEmulator } from './emulator.ts';
export { FAULT_HELP, type Fault, parseFault } from './fault.ts';
export { parseRunState, type RunRevision, type RunService, type RunState } from './run-state.ts';
export type { TailBreak } from './tail-hub.ts';
