import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model.ts';
import { openTui } from '../../src/tui/open.tsx';
import { createStore } from '../../src/tui/store.ts';
import { ENTER, fakeTerminal, LEAVE, MODES_BACK } from './fake-terminal.ts';
import { incidentC } from './fixtures/incident-c.ts';

function start() {
  const store = createStore();
  const terminal = fakeTerminal();
  const interrupts: string[] = [];
  const onInterrupt = () => void interrupts.push(store.get().state);
  const left = openTui({ store, ...terminal, env: {}, onInterrupt });
  return { store, left, interrupts, ...terminal };
}

/** The terminal is as it was: the primary screen, long lines wrapped, the cursor shown; and nothing is drawn after that. */
function expectRestored(output: string) {
  const [before = '', after = ''] = output.split(LEAVE);
  expect(before).toContain(ENTER);
  expect(output.lastIndexOf('\u001b[?7h')).toBeGreaterThan(output.lastIndexOf('\u001b[?7l'));
  expect(after).toContain('\u001b[?25h');
  for (const mode of [1000, 1006, 2004])
    expect(output.lastIndexOf(`\u001b[?${mode}l`)).toBeGreaterThan(output.lastIndexOf(`\u001b[?${mode}h`));
  expect(after.replaceAll(MODES_BACK, '')).toBe('');
}

describe('the screen', () => {
  it('opens before there is data, fills, and is left by q', async () => {
    const { store, left, stdin, output, shows } = start();
    await shows('reading …');
    store.set({ report: incidentC(), state: 'done' });
    await shows('Infinite recursion');
    stdin.write('q');
    expect(await left).toBe('quit');
    expectRestored(output());
  });

  it('tells of the first Ctrl-C once, is left by the second', async () => {
    const { left, stdin, output, shows, interrupts } = start();
    await shows('reading …');
    stdin.write('\u0003');
    await shows('Ctrl-C again leaves');
    stdin.write('\u0003');
    expect(await left).toBe('interrupted');
    expect(interrupts).toEqual(['reading']);
    expectRestored(output());
  });

  it('closes when the source failed', async () => {
    const { store, left, output, shows } = start();
    await shows('reading …');
    store.set({ state: 'closing' });
    expect(await left).toBe('quit');
    expectRestored(output());
  });

  it('restores the terminal when a component throws, and throws that on', async () => {
    const { store, left, output, shows } = start();
    await shows('reading …');
    const broken = { ...incidentC(), signatures: null } as unknown as Report;
    store.set({ report: broken });
    await expect(left).rejects.toThrow(TypeError);
    expectRestored(output());
  });

  it('listens to nobody once it is left', async () => {
    const { store, left, stdin, output, shows } = start();
    await shows('reading …');
    stdin.write('q');
    await left;
    const drawn = output();
    store.set({ report: incidentC() });
    expect(output()).toBe(drawn);
  });
});
