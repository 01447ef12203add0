import { describe, expect, it } from 'vitest';
import type { LogKind, Rule } from '../../src/model.ts';
import { loadBuiltInRules, mergeRules } from '../../src/rules/load.ts';
import { createMatcher } from '../../src/rules/matcher.ts';
import { rule } from './build.ts';

describe('which rule speaks', () => {
  const cases: [name: string, rules: Rule[], message: string, log: LogKind, winner: string | null][] = [
    [
      'the cause, wherever it stands',
      [rule('a/s', 'symptom', 'boom'), rule('z/c', 'cause', 'boom late')],
      'boom boom late',
      'stderr',
      'z/c',
    ],
    [
      'a symptom before a lifecycle line',
      [rule('a/l', 'lifecycle', 'boom'), rule('b/s', 'symptom', 'boom')],
      'boom',
      'stderr',
      'b/s',
    ],
    [
      'a lifecycle line before noise',
      [rule('a/n', 'noise', 'boom'), rule('b/l', 'lifecycle', 'boom')],
      'boom',
      'stderr',
      'b/l',
    ],
    [
      'the earlier one of two causes',
      [rule('a/b', 'cause', 'second boom'), rule('z/a', 'cause', 'first boom')],
      'first boom, second boom',
      'stderr',
      'z/a',
    ],
    [
      'the longer one at the same place',
      [rule('a/a', 'cause', 'boom'), rule('b/b', 'cause', 'boom \\w+')],
      'boom here',
      'stderr',
      'b/b',
    ],
    [
      'the lower id of two that are equal',
      [rule('b/b', 'cause', 'boom'), rule('a/a', 'cause', 'boom')],
      'boom',
      'stderr',
      'a/a',
    ],
    ['none of another log', [rule('a/a', 'cause', 'boom', { logs: ['system'] })], 'boom', 'stderr', null],
    ['one of its own log', [rule('a/a', 'cause', 'boom', { logs: ['system'] })], 'boom', 'system', 'a/a'],
    ['none where nothing matches', [rule('a/a', 'cause', 'boom!')], 'boom', 'stderr', null],
  ];
  it.each(cases)('%s', (_, rules, message, log, winner) => {
    expect(createMatcher(rules).match(message, log)?.rule ?? null).toBe(winner);
    expect(createMatcher([...rules].reverse()).match(message, log)?.rule ?? null).toBe(winner);
  });

  it('says where, and gives the captures of the pattern that won', () => {
    const patterns = ['boom at (?P<place>\\w+)', 'boom (?P<why>[^.]+)\\.'];
    const matcher = createMatcher([rule('a/a', 'cause', '', { patterns })]);
    expect(matcher.match('😀 boom at  \n dawn.', 'stdout')).toEqual({
      rule: 'a/a',
      captures: { why: 'at dawn' },
      start: 3,
      end: 19,
    });
  });

  it('cuts a capture that a hostile line makes endless', () => {
    const matcher = createMatcher([rule('a/a', 'cause', 'boom (?P<rest>.*)')]);
    expect(matcher.match(`boom ${'x'.repeat(10_000)}`, 'stdout')?.captures.rest).toHaveLength(300);
  });

  it('lists the needles of all rules once', () => {
    expect(createMatcher([rule('a/a', 'cause', 'boom'), rule('b/b', 'noise', 'boom')]).needles).toEqual(['boom']);
  });
});

describe('mergeRules', () => {
  it('puts an own rule in the place of the built-in one with its id', () => {
    const merged = mergeRules([rule('b/b', 'cause', 'boom'), rule('a/a', 'cause', 'boom')], {
      rules: [rule('b/b', 'noise', 'own boom')],
      off: [],
    });
    expect(merged.map(({ id, role }) => [id, role])).toEqual([
      ['a/a', 'cause'],
      ['b/b', 'noise'],
    ]);
  });

  it('leaves out what is switched off', () => {
    const off = [{ file: 'own/b/b.yaml', id: 'b/b', reason: 'we log that on purpose' }];
    const merged = mergeRules([rule('b/b', 'cause', 'boom'), rule('a/a', 'cause', 'boom')], { rules: [], off });
    expect(merged.map(({ id }) => id)).toEqual(['a/a']);
  });
});

describe('the built-in rules on messages that several of them match', async () => {
  const matcher = createMatcher(await loadBuiltInRules());
  const cases: [name: string, message: string, log: LogKind, winner: string][] = [
    [
      'a platform text on a request',
      'GET /api/x 503 The request failed because the instance failed the readiness check.',
      'request',
      'cloud-run/readiness-failed',
    ],
    ['any other text on a request', 'GET /api/x 503 upstream connect error', 'request', 'cloud-run/http-5xx'],
    [
      'a 500 at the limit of instances',
      'GET / 500 The request was aborted because there was no available instance. The Cloud Run service might have reached its maximum container instance limit.',
      'request',
      'cloud-run/max-instances',
    ],
    [
      'the reason inside the wrapper',
      "Revision 'a-00001-x' is not ready and cannot serve traffic. The user-provided container failed to start and listen on the port defined provided by the PORT=8080 environment variable within the allocated timeout.",
      'audit',
      'cloud-run/container-failed-to-listen',
    ],
    [
      'a trace that ends in a 1011',
      "ImportError: cannot import name 'a' from 'b' (/app/b.py)\n\nDuring handling of the above exception, another exception occurred:\n\nreceived 1011 (internal error) Internal error; then sent 1011 (internal error) Internal error",
      'stderr',
      'imports/python-cannot-import-name',
    ],
    [
      'a task that failed of recursion',
      'Background task heartbeat failed: maximum recursion depth exceeded',
      'stderr',
      'recursion/python',
    ],
    [
      'a handler that failed of a limit',
      '[ERROR] WebSocket handler failed: User x has reached the maximum number of WebSocket managers (5)',
      'stderr',
      'limits/websocket-managers',
    ],
  ];
  it.each(cases)('%s', (_, message, log, winner) => {
    expect(matcher.match(message, log)?.rule).toBe(winner);
  });

  it('gives two reasons of a 1011 as two identities, and one reason in either order as one', () => {
    const reason = (message: string) => matcher.match(message, 'stderr')?.captures.reason;
    const both = 'received 1011 (internal error) Bad Gateway; then sent 1011 (internal error) Bad Gateway';
    expect(reason(both)).toBe('Bad Gateway');
    expect(reason(both.replace('received', 'sent').replace('then sent', 'then received'))).toBe('Bad Gateway');
    expect(reason('sent 1011 (internal error) keepalive ping timeout; no close frame received')).toBe(
      'keepalive ping timeout',
    );
  });
});

describe('hostile input', async () => {
  const matcher = createMatcher(await loadBuiltInRules());
  const ANY = 'any';
  const cases: [name: string, message: string, winner: string | null][] = [
    ['one letter', 'a'.repeat(300_000), null],
    ['a needle without end', "cannot import name '".repeat(15_000), null],
    ['beginnings of a pattern', `${'closed with code '.repeat(20_000)}1011`, 'websocket/close-1011'],
    ['a counted gap, again and again', `${'failed '.repeat(40_000)}: No module named x`, 'imports/python-no-module'],
    // No source hands over a longer message.
    ['every needle at once', matcher.needles.join('\n').repeat(80).slice(0, 65_536), ANY],
    ['halves of surrogate pairs', `${'\ud83d'.repeat(100_000)} 1011`, null],
    [
      'a long trace',
      `${'  File "/app/x.py", line 12, in f\n    return f()\n'.repeat(6000)}RecursionError: maximum recursion depth exceeded`,
      'recursion/python',
    ],
  ];
  // The limit is far above what linear work takes (half a second on a busy machine) and far below what backtracking would.
  it.each(cases)('%s ends', (_, message, winner) => {
    const started = performance.now();
    const found = matcher.match(message, 'stderr');
    expect(performance.now() - started).toBeLessThan(8000);
    if (winner !== ANY) expect(found?.rule ?? null).toBe(winner);
  });
});
