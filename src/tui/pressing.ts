/** Keys into the state: into the line that is typed, into the page in front, else what keys.ts says. */
import type { Key } from 'ink';
import { ask } from './asking.ts';
import { compileQuery, servicesOf } from './filters.ts';
import { actionsOf } from './keys.ts';
import { choose, closeOverlay, settle } from './moving.ts';
import { chooseRevision } from './overlays/compare.ts';
import { cleanInput, edited, insert, promptText } from './prompt.ts';
import { matchPosition, searchTyped } from './searching.ts';
import { reportIn } from './select.ts';
import { type Action, reduce, type ScreenState } from './state.ts';
import { isVerb } from './verbs.ts';

type Keys = Partial<Key>;

/** One key, or several that came together: each finds the screen as the one before left it. */
export function press(state: ScreenState, input: string, key: Keys): ScreenState {
  const fresh = state.said === null ? state : { ...state, said: null };
  const plain = !Object.entries(key).some(([name, on]) => on === true && name !== 'shift' && name !== 'capsLock');
  if (plain && input.length > 1)
    return [...input].reduce((last, character) => pressOne(last, character, charKey(character)), fresh);
  return pressOne(fresh, input, key);
}

/** Of a character in the midst of others; Ink knows only those that come alone. */
function charKey(character: string): Keys {
  if (character === '\r' || character === '\n') return { return: true };
  return character === '\t' ? { tab: true } : {};
}

function pressOne(state: ScreenState, input: string, key: Keys): ScreenState {
  if (state.prompt !== null) return typed(state, input, key);
  const inPage = state.overlay !== null && !state.help ? pressPage(state, input, key) : null;
  return inPage ?? actionsOf(input, key).reduce(allowed, state);
}

/** Over a page only what moves in it or leaves it. */
function allowed(state: ScreenState, action: Action): ScreenState {
  if (state.overlay === null || state.help) return reduce(state, action);
  if (action.type === state.overlay.kind) return closeOverlay(state);
  const other = isVerb(action.type) && action.type !== 'search' && action.type !== 'pause';
  return other || action.type === 'turn' ? state : reduce(state, action);
}

/** Keys that a page has for itself; null for all others. Only Enter itself sends an issue. */
function pressPage(state: ScreenState, input: string, key: Keys): ScreenState | null {
  const { overlay } = state;
  const enter = key.return === true || input === '\r';
  switch (overlay?.kind) {
    case 'services': {
      if (enter) return chooseService(state, overlay.selected);
      if (/^\d$/.test(input)) return chooseService(state, Number(input));
      return input === 's' || key.tab ? choose(state, nextService(state, overlay.selected)) : null;
    }
    case 'compare': {
      const report = reportIn(state);
      const by = key.leftArrow || input === 'h' ? -1 : key.rightArrow || input === 'l' ? 1 : null;
      if (report !== null && by !== null) return settle({ ...state, overlay: chooseRevision(overlay, report, by) });
      return key.tab ? { ...state, overlay: { ...overlay, side: overlay.side === 'left' ? 'right' : 'left' } } : null;
    }
    case 'issue': {
      if (!enter) return null;
      if (overlay.phase !== 'ready' || overlay.draft === null) return state;
      const sending = { ...state, overlay: { ...overlay, phase: 'sending' as const }, scroll: 0 };
      return ask(sending, { type: 'file', draft: overlay.draft });
    }
    default:
      return null;
  }
}

function nextService(state: ScreenState, selected: number): number {
  const report = reportIn(state);
  return report === null ? 0 : (selected + 1) % (servicesOf(report).length + 1);
}

/** 0 = all; a number that no service has chooses nothing. */
function chooseService(state: ScreenState, place: number): ScreenState {
  const report = reportIn(state);
  const services = report === null ? [] : servicesOf(report);
  if (place > services.length) return state;
  const filters = { ...state.filters, service: place === 0 ? null : services[place - 1]! };
  return closeOverlay({ ...state, filters });
}

/** Pasted text goes into the line that is typed, and nowhere else: what is in it are no keys. */
export function paste(state: ScreenState, text: string): ScreenState {
  if (state.prompt === null)
    return { ...state, said: { text: 'Pasted text is taken only after / and f', tone: 'plain' } };
  return searchTyped({ ...state, said: null, prompt: insert(state.prompt, text) });
}

function typed(state: ScreenState, input: string, key: Keys): ScreenState {
  const prompt = state.prompt!;
  if (key.escape || (key.ctrl && (input === 'c' || input === 'g'))) return cancelled(state);
  if (input === '\u0003') return cancelled(state);
  if (key.return) return accepted(state);
  const changed = edited(prompt, input, key);
  if (changed !== null) {
    // An emptied search line is left by one more Backspace, as in vim and less.
    if (key.backspace && promptText(prompt) === '') return cancelled(state);
    return searchTyped({ ...state, prompt: changed });
  }
  if (key.ctrl || key.meta || key.tab || cleanInput(input) === '') return state;
  return searchTyped({ ...state, prompt: insert(prompt, input) });
}

function cancelled(state: ScreenState): ScreenState {
  const prompt = state.prompt!;
  return settle({ ...state, ...(prompt.kind === 'search' ? prompt.origin : {}), prompt: null });
}

function accepted(state: ScreenState): ScreenState {
  const prompt = state.prompt!;
  const text = promptText(prompt);
  if (prompt.kind === 'search') {
    const done = { ...state, prompt: null };
    if (text === '') return prompt.origin.search === null ? done : reduce(done, { type: 'found', by: 1 });
    if (matchPosition(done)?.of !== 0) return done;
    return settle({ ...done, ...prompt.origin, said: { text: `No match for ${text}`, tone: 'bad' } });
  }
  const compiled = compileQuery(text, state.data.report);
  if ('error' in compiled) return { ...state, prompt: { ...prompt, error: compiled.error } };
  return settle({ ...state, prompt: null, filters: { ...state.filters, query: compiled.query } });
}
