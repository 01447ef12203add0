export { ASSEMBLE_LIMITS, type Assembled, type AssembleLimits, assemble, type TraceLine } from './assemble.ts';
export { traceIdentity } from './identity.ts';
export { isNameLine, isTraceLine } from './lines.ts';
export { parseTrace } from './parse.ts';
