import { expect, it } from 'vitest';
import { healthy, lines } from './logs.ts';
import { rca, start } from './process.ts';

/** What only a bug can do, done by a module that is loaded before rca. */
function preload(code: string): Record<string, string> {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

const BUG = 'rca: this is a bug in rca, please report it with the lines below\n';

it.concurrent('a bug shows its stack, inert, and ends with 2', async () => {
  const env = preload(
    `Object.defineProperty(process, 'stdin', { get() { throw new TypeError('boom \\u001b[2J'); } });`,
  );
  const { status, stdout, stderr } = await rca(['scan', '-'], { env });
  expect(stderr.startsWith(`${BUG}TypeError: boom ␛[2J\n    at `)).toBe(true);
  expect(stderr).not.toContain('\u001b');
  expect([status, stdout]).toEqual([2, '']);
});

it.concurrent.each([
  ['an exception', `throw new TypeError('stray')`],
  ['a rejection', `Promise.reject(new TypeError('stray'))`],
])('%s that nobody handles does so too, once, while a pipe goes on', async (_, code) => {
  const env = preload(`process.on('SIGUSR2', () => { setTimeout(() => { ${code}; }); ${code}; });`);
  const running = start(['scan', '-'], { env });
  // More than the pipe holds: rca is at work.
  const text = lines(Array.from({ length: 2000 }, (_, i) => healthy(i)));
  await new Promise<void>((resolve) => running.child.stdin!.write(text, () => resolve()));
  running.child.kill('SIGUSR2');
  const { status, stdout, stderr } = await running.outcome;
  expect(stderr.startsWith(`${BUG}TypeError: stray\n    at `)).toBe(true);
  expect(stderr.split(BUG)).toHaveLength(2);
  expect([status, stdout]).toEqual([2, '']);
});
