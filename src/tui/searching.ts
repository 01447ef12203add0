/** The search at work: which row is looked for where, while it is typed and afterwards. */
import { safe } from './lines/line.ts';
import { select, settle } from './moving.ts';
import { promptText } from './prompt.ts';
import { matchesIn, nextMatch, type Search, searchFor, textOf } from './search.ts';
import { itemOf, pageIn, rowsIn, selectedIndex } from './select.ts';
import type { ScreenState } from './state.ts';

/** What can be found: the rows of the text that fills the screen, else of the list with what is known of each item. */
export function textsIn(state: ScreenState): string[] {
  const page = pageIn(state);
  if (page) return page.map((line) => safe(textOf(line)));
  return rowsIn(state).map(({ key, cells }) => safe([textOf(cells), ...wordsOf(state, key)].join(' ')));
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
  const matches = matchesIn(search, textsIn(state));
  return { at: matches.indexOf(search.at ?? -1) + 1, of: matches.length };
}

/** Goes to a row that was found: selects it, or scrolls it to the top. */
function goTo(state: ScreenState, search: Search, row: number): ScreenState {
  const found = { ...state, search: { ...search, at: row } };
  return pageIn(state) ? settle({ ...found, scroll: row }) : select(found, row);
}

/** The search that is being typed: its first match from where the screen stood when the prompt was opened. */
export function searchTyped(state: ScreenState): ScreenState {
  const { prompt } = state;
  if (prompt?.kind !== 'search') return state;
  const start = settle({ ...state, ...prompt.origin });
  const search = searchFor(promptText(prompt));
  if (search === null) return start;
  const from = pageIn(start) ? start.scroll : selectedIndex(start);
  const next = nextMatch(matchesIn(search, textsIn(start)), from, 1);
  return next === null ? { ...start, search } : goTo(start, search, next.row);
}

/** n and N: the next match, over the end if need be, which is said. */
export function nextFound(state: ScreenState, by: 1 | -1): ScreenState {
  const { search } = state;
  if (search === null) return { ...state, said: { text: 'Nothing is searched for: / asks what.', tone: 'plain' } };
  const here = pageIn(state) ? pagePlace(state, search) : selectedIndex(state);
  const next = nextMatch(matchesIn(search, textsIn(state)), here + by, by);
  if (next === null) return { ...state, said: { text: `No match for ${search.text} here`, tone: 'bad' } };
  const found = goTo(state, search, next.row);
  const edge = by > 0 ? 'the end: on from the top' : 'the top: on from the end';
  return next.wrapped ? { ...found, said: { text: `Past ${edge}`, tone: 'plain' } } : found;
}

/** The row found last while it is at or below the first visible one (near the end of a text it cannot be scrolled up), else that one. */
function pagePlace({ scroll }: ScreenState, { at }: Search): number {
  return at !== null && at >= scroll ? at : scroll;
}
