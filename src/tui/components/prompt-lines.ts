import { displayWidth } from '../../text/width.ts';
import { type Line, line, padLine, safe, span, spread } from '../lines/line.ts';
import { paragraph } from '../lines/wrap.ts';
import type { Prompt } from '../prompt.ts';
import { matchPosition } from '../searching.ts';
import type { ScreenState } from '../state.ts';

const LABELS = { search: '/', filter: 'filter: ' };

/** The line that is typed with its cursor, cut from the left where it is too long; below it what is wrong with it, and where. */
export function promptLines(state: ScreenState, prompt: Prompt): Line[] {
  const { columns } = state;
  const right = prompt.kind === 'search' ? searchStatus(state) : 'Enter takes it, Esc leaves it';
  const end = displayWidth(right) + 3 < columns / 2 ? right : '';
  const label = LABELS[prompt.kind];
  const room = Math.max(4, columns - label.length - displayWidth(end) - 3);
  const before = tail(safe(prompt.before), room);
  const after = safe(prompt.after);
  const under = firstOf(after) || ' ';
  const cursor = { ...span(under), mark: true };
  const typed = [span(label, 'strong'), span(before), cursor, span(after.slice(under.length))];
  const row = end === '' ? padLine(typed, columns) : spread(typed, [span(end, 'dim')], columns);
  return [row, ...problem(prompt, before, label, columns)];
}

const segmenter = new Intl.Segmenter();
const firstOf = (text: string) => [...segmenter.segment(text.slice(0, 100))][0]?.segment ?? '';

function searchStatus(state: ScreenState): string {
  const match = matchPosition(state);
  if (match === null) return '';
  return match.of === 0 ? 'no match' : `${match.at} of ${match.of}`;
}

function problem({ error, before, after }: Prompt, shown: string, label: string, columns: number): Line[] {
  if (error === null) return [];
  const cut = displayWidth(safe(before)) - displayWidth(shown);
  const place = displayWidth(safe((before + after).slice(0, error.position))) - Math.max(0, cut);
  const caret = Math.min(Math.max(place, 0) + label.length, columns - 1);
  const why = `${error.what} (character ${error.position + 1}). ${error.hint}`;
  return [line(`${' '.repeat(caret)}^`, 'bad'), ...paragraph(why, columns, { tone: 'bad' }).slice(0, 3)];
}

/** The end of a text that is too wide, after `…`. */
function tail(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  const characters = [...segmenter.segment(text)].map(({ segment }) => segment);
  let kept = '';
  while (characters.length > 0 && displayWidth(characters.at(-1)! + kept) < columns) kept = characters.pop()! + kept;
  return `…${kept}`;
}
