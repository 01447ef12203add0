/** Scenarios: services, revisions, traffic, faults and noise in a file, expanded into a deterministic log. */
export { mergeScenario } from './merge.ts';
export { loadScenario, parseScenario } from './parse.ts';
export type { Expectation, Scenario } from './schema.ts';
export { expandScenario, streamScenario } from './stream.ts';
export type { WorldOptions as ScenarioOptions } from './world.ts';
