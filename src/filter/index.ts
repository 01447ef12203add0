/** The Logging query language: parse, evaluate, print. */
export { type TimeBounds, timeBounds } from './bounds.ts';
export { and, anyOf, or } from './build.ts';
export { compile, matches, type Predicate } from './compile.ts';
export { FilterError } from './error.ts';
export { parseFilter } from './parse.ts';
export { printFilter, printPath, quote } from './print.ts';
export type { Filter, FilterContext, Operator, Path } from './types.ts';
