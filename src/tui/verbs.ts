/** Keys that do something with the report or the selected item. */
import { ask } from './asking.ts';
import { nextVerdict, sampleEntry, servicesOf } from './filters.ts';
import { select, settle } from './moving.ts';
import { comparePage } from './overlays/compare.ts';
import type { Overlay } from './overlays/overlay.ts';
import { reportIn, selectedIndex, selectedItem, targetIn } from './select.ts';
import type { ScreenState } from './state.ts';

const VERBS = {
  search: (state) => openPrompt(state, 'search', ''),
  filter: (state) => openPrompt(state, 'filter', state.filters.query?.text ?? ''),
  services,
  verdict,
  compare,
  pause,
  entries,
  copy: (state) => withReport(state, 'copy'),
  browse: (state) => withReport(state, 'browse'),
  issue,
  mute,
} satisfies Record<string, (state: ScreenState) => ScreenState>;

export type Verb = keyof typeof VERBS;

export const isVerb = (type: string): type is Verb => Object.hasOwn(VERBS, type);

export function runVerb(state: ScreenState, verb: Verb): ScreenState {
  return VERBS[verb](state);
}

const say = (state: ScreenState, text: string): ScreenState => ({ ...state, said: { text, tone: 'plain' } });

const NO_REPORT = 'Nothing was read yet';
const NO_FAILURE = 'Select a failure first: 1 shows them';

function openPrompt(state: ScreenState, kind: 'search' | 'filter', text: string): ScreenState {
  if (kind === 'filter' && reportIn(state) === null) return say(state, NO_REPORT);
  const { lists, scroll, search } = state;
  return { ...state, prompt: { kind, before: text, after: '', error: null, origin: { lists, scroll, search } } };
}

const openPage = (state: ScreenState, overlay: Overlay): ScreenState =>
  settle({ ...state, help: false, overlay, scroll: 0 });

function services(state: ScreenState): ScreenState {
  const report = reportIn(state);
  if (report === null) return say(state, NO_REPORT);
  const selected = state.filters.service === null ? 0 : servicesOf(report).indexOf(state.filters.service) + 1;
  return openPage(state, { kind: 'services', selected, under: state.scroll });
}

function verdict(state: ScreenState): ScreenState {
  const report = reportIn(state);
  if (report === null) return say(state, NO_REPORT);
  return settle({ ...state, filters: { ...state.filters, verdict: nextVerdict(state.filters.verdict, report) } });
}

/** Of the selected failure the revision that it is blamed on, of a deployment its own, with the one before. */
function compare(state: ScreenState): ScreenState {
  const report = reportIn(state);
  const item = selectedItem(state);
  if (report === null || item === null) return say(state, NO_FAILURE);
  const { deployment, diagnosis, signature } = item;
  const service = (deployment ?? diagnosis ?? signature)!.service;
  const blamed = deployment ?? diagnosis?.deployment ?? signature?.deployment ?? null;
  const page = comparePage(report, service, blamed?.service === service ? blamed.revision : null, state.scroll);
  return page === null
    ? say(state, `There is one revision of ${service} at most: nothing to compare`)
    : openPage(state, page);
}

function pause(state: ScreenState): ScreenState {
  if (!state.paused) return { ...state, paused: true, newest: state.data.report };
  const data = { ...state.data, report: state.newest };
  return settle({ ...state, paused: false, newest: null, data });
}

/** The samples at once; the source may have more. */
function entries(state: ScreenState): ScreenState {
  const report = reportIn(state);
  const target = targetIn(state);
  const item = selectedItem(state);
  if (report === null || target === null || !item) return say(state, NO_FAILURE);
  const { signature, service, title } = target;
  const kept = (item.signature?.samples ?? []).map((sample) => sampleEntry(sample, report.scope.project));
  const page = openPage(state, {
    kind: 'entries',
    target: { signature, service },
    title,
    entries: kept.map(({ jsonPayload: _, ...entry }) => entry),
    from: 'samples',
    under: state.scroll,
  });
  return ask(page, { type: 'entries', target: { signature, service } });
}

function withReport(state: ScreenState, type: 'copy' | 'browse' | 'draft'): ScreenState {
  const report = reportIn(state);
  if (report === null) return say(state, NO_REPORT);
  const target = targetIn(state);
  if (type === 'browse' && target === null) return say(state, NO_FAILURE);
  return ask(state, { type, report, target: target && { signature: target.signature, service: target.service } });
}

function issue(state: ScreenState): ScreenState {
  if (reportIn(state) === null) return say(state, NO_REPORT);
  const page = { kind: 'issue', phase: 'checking', draft: null, said: '', under: state.scroll } as const;
  return openPage(withReport(state, 'draft'), page);
}

function mute(state: ScreenState): ScreenState {
  const target = targetIn(state);
  const item = selectedItem(state);
  if (target === null || item === null) return say(state, NO_FAILURE);
  const { signature, title } = target;
  const on = !(item.signature?.muted ?? false);
  // What is muted goes to the end of the list, and the selection with it: a second m takes it back.
  const held = select(state, selectedIndex(state));
  const muted = settle({ ...held, mutes: new Map(state.mutes).set(signature, on) });
  return ask(muted, { type: 'mute', signature, aliases: item.signature?.aliases ?? [], title, on });
}
