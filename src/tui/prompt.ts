/** A line that is typed at the bottom of the screen. */
import type { Key } from 'ink';
import type { Search } from './search.ts';
import type { ListState } from './state.ts';

export interface Prompt {
  kind: 'search' | 'filter';
  /** The text on either side of the cursor. */
  before: string;
  after: string;
  /** Why the text was not taken, and where in it (UTF-16 units from 0). */
  error: { what: string; hint: string; position: number } | null;
  /** Where the screen stood when it was opened: Esc goes back there. */
  origin: { lists: Record<'failures' | 'deployments', ListState>; scroll: number; search: Search | null };
}

export const promptText = ({ before, after }: Prompt): string => before + after;

/** No filter that somebody types is longer; pasted log text may be. */
const MOST = 2000;

/** Control sequences whole, so that no rest of one (`[31m`) stays as text: CSI, OSC and the like, single ones. */
const SEQUENCES =
  /\u001b\[[0-?]*[ -/]*[@-~]|\u001b[\]PX^_][\s\S]*?(?:\u0007|\u001b\\)|\u009b[0-?]*[ -/]*[@-~]|\u001b./g;
const BREAKS = /[\s\u0085\u2028\u2029]+/g;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** Text as one line that can be typed: breaks and tabs as a space, without control sequences, controls and what cannot be seen. */
export function cleanInput(text: string): string {
  return text
    .slice(0, 4 * MOST)
    .replace(SEQUENCES, '')
    .replace(BREAKS, ' ')
    .replace(INVISIBLE, '')
    .toWellFormed();
}

export function insert(prompt: Prompt, text: string): Prompt {
  const room = MOST - prompt.before.length - prompt.after.length;
  return { ...prompt, before: prompt.before + cleanInput(text).slice(0, Math.max(0, room)), error: null };
}

const segmenter = new Intl.Segmenter();
const lastLength = (text: string) => [...segmenter.segment(text)].at(-1)?.segment.length ?? 0;
const firstLength = (text: string) => segmenter.segment(text)[Symbol.iterator]().next().value?.segment.length ?? 0;

type Edit = (prompt: Prompt) => Pick<Prompt, 'before' | 'after'>;

const EDITS = {
  left: ({ before, after }) => at(before, after, before.length - lastLength(before)),
  right: ({ before, after }) => at(before, after, before.length + firstLength(after)),
  start: ({ before, after }) => at(before, after, 0),
  end: ({ before, after }) => at(before, after, before.length + after.length),
  erase: ({ before, after }) => ({ before: before.slice(0, before.length - lastLength(before)), after }),
  remove: ({ before, after }) => ({ before, after: after.slice(firstLength(after)) }),
  eraseWord: ({ before, after }) => ({ before: before.replace(/\S*\s*$/, ''), after }),
  eraseStart: ({ after }) => ({ before: '', after }),
  eraseEnd: ({ before }) => ({ before, after: '' }),
} satisfies Record<string, Edit>;

function at(before: string, after: string, cursor: number) {
  const text = before + after;
  return { before: text.slice(0, cursor), after: text.slice(cursor) };
}

/** As a shell's line has them. */
const SPECIAL: [keyof Key, keyof typeof EDITS][] = [
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['home', 'start'],
  ['end', 'end'],
  ['backspace', 'erase'],
  ['delete', 'remove'],
];
const CONTROL: Record<string, keyof typeof EDITS> = {
  a: 'start',
  e: 'end',
  b: 'left',
  f: 'right',
  d: 'remove',
  w: 'eraseWord',
  u: 'eraseStart',
  k: 'eraseEnd',
};

/** The prompt after an editing key; null where the key is none. */
export function edited(prompt: Prompt, input: string, key: Partial<Key>): Prompt | null {
  const edit = key.ctrl ? CONTROL[input] : SPECIAL.find(([name]) => key[name] === true)?.[1];
  return edit === undefined ? null : { ...prompt, ...EDITS[edit](prompt), error: null };
}
