/** What the screen asks for, and the answers. */
import type { Answer, Effect } from './effects.ts';
import { settle } from './moving.ts';
import type { ScreenState } from './state.ts';

/** Puts an effect at the end of those to be carried out. */
export function ask(state: ScreenState, effect: Effect): ScreenState {
  const { asked, nextId } = state;
  return { ...state, asked: [...asked, { id: nextId, effect }], nextId: nextId + 1 };
}

export function answered(state: ScreenState, id: number, answer: Answer): ScreenState {
  const effect = state.asked.find((one) => one.id === id)?.effect;
  if (effect === undefined) return state;
  const left = { ...state, asked: state.asked.filter((one) => one.id !== id) };
  return settle(taken(left, effect, answer));
}

function taken(state: ScreenState, effect: Effect, answer: Answer): ScreenState {
  const { overlay } = state;
  switch (answer.type) {
    case 'said':
      return { ...state, said: { text: answer.text, tone: 'good' } };
    case 'failed':
      return failed(state, effect, answer.text);
    case 'draft':
      // The page may have been left meanwhile.
      return overlay?.kind === 'issue'
        ? { ...state, overlay: { ...overlay, phase: 'ready', draft: answer.draft } }
        : state;
    case 'filed':
      return overlay?.kind === 'issue' && overlay.phase === 'sending'
        ? { ...state, overlay: { ...overlay, phase: 'done', said: answer.text } }
        : { ...state, said: { text: answer.text, tone: 'good' } };
    case 'entries': {
      const asked = effect.type === 'entries' && overlay?.kind === 'entries' && sameTarget(effect, overlay);
      return asked && answer.entries !== null
        ? { ...state, overlay: { ...overlay, entries: answer.entries, from: 'source' } }
        : state;
    }
    case 'page': {
      const { heading, text } = answer;
      return { ...state, overlay: { kind: 'text', heading, text, under: state.scroll }, scroll: 0 };
    }
  }
}

const sameTarget = (a: { target: { signature: string; service: string } }, b: typeof a) =>
  a.target.signature === b.target.signature && a.target.service === b.target.service;

function failed(state: ScreenState, effect: Effect, text: string): ScreenState {
  const { overlay } = state;
  if ((effect.type === 'draft' || effect.type === 'file') && overlay?.kind === 'issue')
    return { ...state, overlay: { ...overlay, phase: 'failed', said: text } };
  const said = { text, tone: 'bad' as const };
  if (effect.type !== 'mute') return { ...state, said };
  const mutes = new Map(state.mutes);
  mutes.delete(effect.signature);
  return { ...state, mutes, said };
}
