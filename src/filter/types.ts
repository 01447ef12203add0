/** What a filter of the Logging query language is once parsed: plain data without positions, field names in their canonical spelling. */
import type { Micros } from '../model.ts';

/** The comparison operators. `:*` is a `present` node. */
export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | ':' | '=~' | '!~';

/** Segments of a field's name: `labels."a.b"` is `['labels', 'a.b']`. */
export type Path = string[];

export type Filter =
  /** All parts hold. The empty filter has none and matches everything. */
  | { kind: 'and'; parts: Filter[] }
  | { kind: 'or'; parts: Filter[] }
  | { kind: 'not'; part: Filter }
  /** `value` as written, unquoted; null stands for NULL_VALUE. */
  | { kind: 'compare'; path: Path; op: Operator; value: string | null }
  | { kind: 'present'; path: Path }
  /** A global restriction: some field contains the text. */
  | { kind: 'text'; text: string }
  | { kind: 'log_id'; id: string }
  /** `path` null: the whole entry is searched. */
  | { kind: 'search'; path: Path | null; query: string }
  | { kind: 'sample'; path: Path; fraction: number }
  | { kind: 'ip_in_net'; path: Path; subnet: string };

/** What a filter depends on beside the entry. */
export interface FilterContext {
  /** What `now` in `timestamp>="now-1d"` stands for; the clock's time where it is left out. */
  now?: Micros;
}

/** `parts` joined by AND or OR: the same kind inside is flattened, and one part alone is itself. */
export function join(kind: 'and' | 'or', parts: Filter[]): Filter {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return flat.length === 1 ? flat[0]! : { kind, parts: flat };
}
