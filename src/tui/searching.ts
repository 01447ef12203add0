/** The search at work: which row is looked for where, while it is typed and afterwards. */
import { safe } from './lines/line.ts';
import { select, settle } from './moving.ts';
import { promptText } from './prompt.ts';
import { matchesIn, nextMatch, type Search, searchFor, textOf } from './search.ts';
import { itemOf, pageIn, rowsIn, selectedIndex } from './select.ts';
import type { ScreenState } from './state.ts';

/** Of the same rows the same texts: they are asked for with every frame. */
const texts = new WeakMap<readonly unknown[], string[]>();
const matches = new WeakMap<string[], { pattern: RegExp; rows: number[] }>();

function once<T>(rows: readonly T[], make: (row: T) => string): string[] {
  const known = texts.get(rows);
  if (known) return known;
  const made = rows.map(make);
  texts.set(rows, made);
  return made;
}

/** What can be found: the rows of the text that fills the screen, else of the list with what is known of each item. */
function textsIn(state: ScreenState): string[] {
  const page = pageIn(state);
  if (page) return once(page, (line) => safe(textOf(line)));
  return once(rowsIn(state), ({ key, cells }) => safe([textOf(cells), ...wordsOf(state, key)].join(' ')));
}

/** The rows that have it. */
function found(state: ScreenState, search: Search): number[] {
  const all = textsIn(state);
  const known = matches.get(all);
  if (known?.pattern === search.pattern) return known.rows;
  const rows = matchesIn(search, all);
  matches.set(all, { pattern: search.pattern, rows });
  return rows;
}

/** Of an item what its row has no room for. */
function wordsOf(state: ScreenState, key: string): string[] {
  const { signature, diagnosis, deployment } = itemOf(state, key) ?? {};
  const failure = signature
    ? [signature.title, signature.template, signature.service, signature.signature, signature.rule ?? '']
    : [];
  const revisions = Object.keys(signature?.perRevision ?? {});
  const cause = diagnosis
    ? [diagnosis.title, diagnosis.rule ?? '', diagnosis.fingerprint, ...diagnosis.services, ...symptomsOf(diagnosis)]
    : [];
  const live = deployment
    ? [
        deployment.service,
        deployment.revision,
        deployment.image ?? '',
        deployment.commit ?? '',
        deployment.author ?? '',
      ]
    : [];
  return [...failure, ...revisions, ...cause, ...live];
}

const symptomsOf = ({ symptoms }: { symptoms: { title: string; signature: string }[] }) =>
  symptoms.flatMap(({ title, signature }) => [title, signature]);

/** Where the search is: `2 of 5`; null where nothing is looked for. */
export function matchPosition(state: ScreenState): { at: number; of: number } | null {
  const { search } = state;
  if (search === null) return null;
  const rows = found(state, search);
  // A list may be ranked anew between two keys: there the selection says where one is.
  const here = pageIn(state) ? (search.at ?? -1) : selectedIndex(state);
  return { at: rows.indexOf(here) + 1, of: rows.length };
}

/** Goes to a row that was found: selects it, or scrolls it to the top. */
function goTo(state: ScreenState, search: Search, row: number): ScreenState {
  const there = { ...state, search: { ...search, at: row } };
  return pageIn(state) ? settle({ ...there, scroll: row }) : select(there, row);
}

/** The search that is being typed: its first match from where the screen stood when the prompt was opened. */
export function searchTyped(state: ScreenState): ScreenState {
  const { prompt } = state;
  if (prompt?.kind !== 'search') return state;
  const start = settle({ ...state, ...prompt.origin });
  const search = searchFor(promptText(prompt));
  if (search === null) return start;
  const from = pageIn(start) ? start.scroll : selectedIndex(start);
  const next = nextMatch(found(start, search), from, 1);
  return next === null ? { ...start, search } : goTo(start, search, next.row);
}

/** n and N: the next match, over the end if need be, which is said. */
export function nextFound(state: ScreenState, by: 1 | -1): ScreenState {
  const { search } = state;
  if (search === null) return { ...state, said: { text: 'Nothing is searched for: / asks what.', tone: 'plain' } };
  const here = pageIn(state) ? pagePlace(state, search) : selectedIndex(state);
  const next = nextMatch(found(state, search), here + by, by);
  if (next === null) return { ...state, said: { text: `No match for ${search.text} here`, tone: 'bad' } };
  const there = goTo(state, search, next.row);
  const edge = by > 0 ? 'the end: on from the top' : 'the top: on from the end';
  return next.wrapped ? { ...there, said: { text: `Past ${edge}`, tone: 'plain' } } : there;
}

/** The row found last while it is at or below the first visible one (near the end of a text it cannot be scrolled up), else that one. */
function pagePlace({ scroll }: ScreenState, { at }: Search): number {
  return at !== null && at >= scroll ? at : scroll;
}
