/** Keys drive the reducer: what each leads to. */
import type { Key } from 'ink';
import { describe, expect, it } from 'vitest';
import { footerLines } from '../../src/tui/components/footer.tsx';
import { textOf } from '../../src/tui/search.ts';
import { hiddenIn, pageIn, rowsIn, selectedIndex } from '../../src/tui/select.ts';
import { initialState, reduce, type ScreenState } from '../../src/tui/state.ts';
import { AUTH, BACKEND, HOSTILE, incidentC, REVISION, signature } from './fixtures/incident-c.ts';

const data = (report = incidentC()) => ({
  report,
  progress: null,
  state: 'reading' as const,
  message: null,
  live: null,
});
const shown = (columns = 80, rows = 24) => initialState(data(), columns, rows);

const SPECIAL: Record<string, Partial<Key>> = {
  Enter: { return: true },
  Esc: { escape: true },
  Tab: { tab: true },
  Left: { leftArrow: true },
  Right: { rightArrow: true },
  Backspace: { backspace: true },
};

/** Each key is text, as it was typed, or one of the names above; `C-x` with Ctrl held. */
function press(state: ScreenState, ...keys: string[]): ScreenState {
  return keys.reduce((last, name) => {
    const control = /^C-(.)$/.exec(name)?.[1];
    const special = SPECIAL[name];
    const key = special ?? (control ? { ctrl: true } : {});
    return reduce(last, { type: 'key', input: special ? '' : (control ?? name), key });
  }, state);
}

const titles = (state: ScreenState) => rowsIn(state).map(({ cells }) => cells[3]?.text);
const selected = (state: ScreenState) => titles(state)[selectedIndex(state)];
const footer = (state: ScreenState) => footerLines(state).map((line) => textOf(line).trimEnd());
const page = (state: ScreenState) => (pageIn(state) ?? []).map(textOf).join('\n');
const effects = ({ asked }: ScreenState) => asked.map(({ effect }) => effect);

describe('search', () => {
  it('goes to the first match while it is typed, and back on Esc', () => {
    const typing = press(shown(), '/', 'up', 'stream');
    expect(selected(typing)).toBe('upstream connect error');
    expect(footer(typing)[0]).toMatch(/^\/upstream +1 of 1$/);
    const left = press(typing, 'Esc');
    expect([selectedIndex(left), left.search, left.prompt]).toEqual([0, null, null]);
  });

  const found: [string, string, string][] = [
    ['a title', 'redis', 'Redis connection reset'],
    ['a service', AUTH, 'Token refresh failed'],
    ['a signature', 'v1:slow', 'Slow query: <n> ms'],
    ['a rule', 'application/invalid', 'Invalid user_id format: pending_auth'],
    ["a symptom's title", 'GET /ws', 'Invalid user_id format: pending_auth'],
    ['characters that a pattern would read', 'query: <n>', 'Slow query: <n> ms'],
    ['right-to-left text', 'שלום', '日本語 \u001b[31mred\u001b[0m שלום \u202eevil'],
  ];
  for (const [name, text, title] of found) {
    it(`finds ${name}`, () => expect(selected(press(shown(), '/', text, 'Enter'))).toBe(title));
  }

  it('a capital makes case count', () => {
    expect(footer(press(shown(), '/', 'REDIS'))[0]).toMatch(/no match$/);
    expect(selected(press(shown(), '/', 'Redis'))).toBe('Redis connection reset');
  });

  it('n and N go on, over the ends, which is said', () => {
    const state = press(shown(), '/', 're', 'Enter');
    const places = [state];
    for (const key of ['n', 'n', 'n', 'n', 'n', 'n', 'n', 'n']) places.push(press(places.at(-1)!, key));
    const indexes = places.map(selectedIndex);
    expect(new Set(indexes).size).toBeGreaterThan(2);
    expect(places.some(({ said }) => said?.text === 'Past the end: on from the top')).toBe(true);
    expect(selectedIndex(press(state, 'n', 'N'))).toBe(selectedIndex(state));
    expect(footer(press(state, 'n'))[0]).toMatch(/match 2 of \d, /);
  });

  it('in an opened text it scrolls, and finds what the list does not', () => {
    const open = press(shown(), 'Enter', '/', 'Fingerprint', 'Enter');
    expect(open.scroll).toBeGreaterThan(0);
    expect(textOf(pageIn(open)![open.search!.at!]!)).toBe('Fingerprint');
    expect(press(open, 'Esc')).toMatchObject({ search: null, open: true });
    expect(press(open, 'Esc', 'Esc').open).toBe(false);
  });

  it('without a match the screen stays where it was', () => {
    const state = press(shown(), 'j', '/', 'nothing like it', 'Enter');
    expect(selectedIndex(state)).toBe(1);
    expect(footer(state)).toEqual(['No match for nothing like it']);
    expect(state.search).toBeNull();
  });
});

describe('the line that is typed', () => {
  const lines: [string, string[], string][] = [
    ['every key is text', ['/', 'q', 'j', '?', ' ', '1'], 'qj? 1|'],
    ['Backspace takes a whole character', ['/', 'ae\u0301', 'Backspace'], 'a|'],
    ['Ctrl-U, Ctrl-W', ['/', 'one two', 'C-w', 'x', 'Left', 'C-u'], '|x'],
    ['in the middle', ['/', 'ac', 'Left', 'b', 'C-e', 'd'], 'abcd|'],
  ];
  for (const [name, keys, expected] of lines) {
    it(name, () => {
      const { before, after } = press(shown(), ...keys).prompt!;
      expect(`${before}|${after}`).toBe(expected);
    });
  }

  it('keys that came together: / and a word and Enter', () => {
    const state = press(shown(), '/redis\r');
    expect([state.prompt, selected(state)]).toEqual([null, 'Redis connection reset']);
  });

  it('pasted text is one line without control sequences; elsewhere it does nothing', () => {
    const pasted = reduce(press(shown(), '/'), {
      type: 'paste',
      text: 'a\r\nb\u001b[31mc\u001b]0;t\u0007\u0000\u202e\td',
    });
    expect(pasted.prompt!.before).toBe('a bc d');
    expect(reduce(shown(), { type: 'paste', text: 'q' })).toMatchObject({ exit: null });
    expect(
      reduce(press(shown(), '/'), { type: 'paste', text: HOSTILE.repeat(20) }).prompt!.before.length,
    ).toBeLessThanOrEqual(2000);
  });

  it('Ctrl-C leaves the line, not the screen', () => {
    expect(press(shown(), '/', 'x', 'C-c')).toMatchObject({ prompt: null, interrupted: false });
  });
});

describe('filters', () => {
  const queries: [string, string, string[]][] = [
    ['service and words', `resource.labels.service_name=${BACKEND} "Slow query"`, ['Slow query: <n> ms']],
    ['message', 'textPayload:"connect error"', ['upstream connect error']],
    ['a payload', 'jsonPayload.message=~"^Token"', ['Token refresh failed']],
    ["a cause by its symptom's words", '"opening handshake"', ['Infinite recursion (Python)']],
    ['revision', `resource.labels.revision_name!="${REVISION}"`, []],
  ];
  for (const [name, query, expected] of queries) {
    it(`by ${name}`, () => {
      const state = press(shown(), 'f', query, 'Enter');
      expect(titles(state).filter((title) => expected.length === 0 || expected.includes(title!))).toEqual(expected);
      expect(rowsIn(state).length + hiddenIn(state)).toBe(8);
    });
  }

  it('a wrong one says where and keeps the old one', () => {
    const old = press(shown(), 'f', 'textPayload:Slow', 'Enter');
    const wrong = press(old, 'f', 'C-u', 'severity>=ERORR', 'Enter');
    expect(titles(wrong)).toEqual(['Slow query: <n> ms']);
    const [typed, caret, why] = footer(wrong);
    expect(typed).toMatch(/^filter: severity>=ERORR/);
    expect(caret!.indexOf('^')).toBe('filter: severity>='.length);
    expect(why).toContain('character 11');
    expect(press(wrong, 'Esc')).toMatchObject({ prompt: null, filters: { query: { text: 'textPayload:Slow' } } });
  });

  it('v goes through the verdicts that there are, the service is chosen from a list, Esc clears all', () => {
    const news = press(shown(), 'v');
    expect(footer(news)[0]).toMatch(/^new only; Esc clears +1 of 3, 5 hidden$/);
    expect(press(news, 'v', 'v', 'v', 'v').filters.verdict).toBeNull();
    const choosing = press(shown(), 's', 'j');
    expect(page(choosing)).toContain(`> 1  ${AUTH}`);
    const auth = press(choosing, 'Enter');
    expect(titles(auth)).toEqual(['Token refresh failed']);
    expect(footer(auth)[0]).toContain(`service=${AUTH}; Esc clears`);
    expect(titles(press(auth, 'Esc'))).toHaveLength(8);
    expect(press(shown(), 's', '2').filters.service).toBe(BACKEND);
    expect(press(shown(), 's', '9').overlay?.kind).toBe('services');
  });

  it('nothing that passes: the list says so', () => {
    const state = press(shown(), 's', '1', 'v');
    expect(rowsIn(state)).toEqual([]);
    expect(press(state, 'Enter', 'j', 'e', 'm').asked).toEqual([]);
  });
});

describe('pause', () => {
  const later = incidentC({ totals: { entries: 54_661, suspicious: 1, matched: 1 }, signatures: [] });
  it('holds the report, counts what came, then shows the newest', () => {
    const paused = reduce(press(shown(), ' '), { type: 'data', data: data(later) });
    expect(titles(paused)).toHaveLength(8);
    expect(footer(paused)[0]).toMatch(/^paused: 1,240 entries since/);
    const on = press(paused, ' ');
    expect([on.paused, titles(on)!.length, on.newest]).toEqual([false, 2, null]);
  });

  it('a source that fails closes the screen all the same', () => {
    const paused = press(shown(), ' ');
    expect(reduce(paused, { type: 'data', data: { ...data(later), state: 'closing' } }).exit).toBe('quit');
  });
});

describe('two revisions', () => {
  it('the blamed one and the one before; arrows and Tab choose', () => {
    const state = press(shown(120, 40), 'r');
    expect(state.overlay).toMatchObject({ left: `${BACKEND}-00041-xyz`, right: REVISION, side: 'left' });
    expect(page(state)).toMatch(/only in 00042-abc +0 +0 +412 \(7\.9 %\) {2}Infinite recursion/);
    expect(page(state)).toMatch(/there before +1,190 /);
    expect(page(state)).toContain('env PATCH_ASYNCIO added');
    expect(press(state, 'Tab').overlay).toMatchObject({ side: 'right' });
    expect(press(state, 'r').overlay).toBeNull();
    expect(press(state, 'Esc').overlay).toBeNull();
  });

  it('there has to be a second one', () => {
    const report = incidentC({
      deployments: [],
      diagnoses: [],
      signatures: [signature({ signature: 'v1:a', title: 'a' })],
    });
    const one = press(initialState(data(report), 80, 24), 'r');
    expect(footer(one)[0]).toContain('nothing to compare');
  });
});

describe('what is asked for', () => {
  it('y and o: of the selected failure; in the deployments y copies everything', () => {
    expect(effects(press(shown(), 'j', 'y', 'o'))).toMatchObject([
      { type: 'copy', target: { signature: 'v1:userid', service: BACKEND } },
      { type: 'browse', target: { signature: 'v1:userid' } },
    ]);
    expect(effects(press(shown(), '2', 'y'))).toMatchObject([{ type: 'copy', target: null }]);
  });

  it('an answer is shown until the next key', () => {
    const said = reduce(press(shown(), 'y'), { type: 'answer', id: 1, answer: { type: 'said', text: 'copied' } });
    expect([footer(said), said.asked]).toEqual([['copied'], []]);
    expect(footer(press(said, 'j'))[0]).toMatch(/^j\/k select/);
  });

  it('m: muted at once and at the end of the list, the selection with it; m again takes it back', () => {
    const muted = press(shown(), 'm');
    expect(selected(muted)).toBe('Infinite recursion (Python)');
    expect(rowsIn(muted)[selectedIndex(muted)]!.cells[0]!.text).toBe('muted');
    const back = press(muted, 'm');
    expect(selectedIndex(back)).toBe(0);
    expect(effects(back)).toMatchObject([
      { type: 'mute', signature: 'v1:recursion', on: true },
      { type: 'mute', signature: 'v1:recursion', on: false },
    ]);
    const failed = reduce(muted, { type: 'answer', id: 1, answer: { type: 'failed', text: 'rca.yaml: no' } });
    expect(selectedIndex(failed)).toBe(0);
    expect(footer(failed)).toEqual(['rca.yaml: no']);
  });

  it('e: the samples, then what the source keeps', () => {
    const samples = press(shown(), 'e');
    expect(page(samples)).toContain('RecursionError: maximum recursion depth exceeded\n');
    expect(page(samples)).toContain('"revision_name": "netra-backend-staging-00042-abc"');
    const entries = [{ textPayload: 'first' }, { jsonPayload: { message: 'second' } }];
    const more = reduce(samples, { type: 'answer', id: 1, answer: { type: 'entries', entries } });
    expect(page(more)).toContain('2 entries: the earliest of each revision and text, as they were logged');
    expect(press(more, '/', 'second').search?.at).toBeGreaterThan(3);
    expect(press(more, 'e').overlay).toBeNull();
  });
});

describe('an issue', () => {
  const draft = {
    repository: 'netra/app',
    visibility: 'private',
    title: 'A title',
    body: '# Body\n\u001b[31mred',
    existing: null,
  };
  const asked = () => press(shown(), 'i');
  const ready = () => reduce(asked(), { type: 'answer', id: 1, answer: { type: 'draft', draft } });

  it('is shown before anything is sent, and only Enter sends it, once', () => {
    expect(press(asked(), 'Enter').asked).toHaveLength(1);
    expect(page(ready())).toContain('netra/app (private)');
    expect(page(ready())).toContain('Nothing is sent yet. Enter files the issue');
    for (const key of ['l', 'Right', ' ', 'j', 'y', 'i']) expect(press(ready(), key).asked).toEqual([]);
    const sending = press(ready(), 'Enter', 'Enter');
    expect(effects(sending)).toEqual([{ type: 'file', draft }]);
    const filed = reduce(sending, {
      type: 'answer',
      id: 2,
      answer: { type: 'filed', text: 'The issue was filed: URL' },
    });
    expect(page(filed)).toContain('The issue was filed: URL');
  });

  it('left while it was sent: what became of it is said all the same', () => {
    const left = press(ready(), 'Enter', 'Esc');
    const filed = reduce(left, { type: 'answer', id: 2, answer: { type: 'filed', text: 'filed' } });
    expect(footer(filed)).toEqual(['filed']);
  });

  it('an open one gets a comment', () => {
    const existing = { number: 12, title: 'Old', url: 'https://github.com/netra/app/issues/12' };
    const found = reduce(asked(), { type: 'answer', id: 1, answer: { type: 'draft', draft: { ...draft, existing } } });
    expect(page(found)).toContain('a comment on the open issue #12: Old');
    expect(page(found)).toContain('Enter comments on the issue');
  });

  it('a failure says what to do', () => {
    const failed = reduce(asked(), { type: 'answer', id: 1, answer: { type: 'failed', text: 'gh is not logged in' } });
    expect(page(failed)).toContain('gh is not logged in');
    expect(press(failed, 'Enter').asked).toEqual([]);
  });
});

it('hostile titles stay inert in prompts and footers', () => {
  const state = press(shown(), '/', 'evil', 'Enter', 'e');
  const text = [...footer(state), page(state)].join('\n');
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});
