/** The incidents say what their notes say, word for word and to the microsecond. */
import { describe, expect, test } from 'vitest';
import { expandScenario } from '../../../src/emulator/scenarios/index.ts';
import type { RawEntry } from '../../../src/model.ts';
import { load, resourceOf, textOf } from './files.ts';

const logs = new Map<string, RawEntry[]>();

function entriesOf(name: string): RawEntry[] {
  if (!logs.has(name)) logs.set(name, expandScenario(load(name)).entries);
  return logs.get(name)!;
}

function saying(name: string, text: string): RawEntry[] {
  return entriesOf(name).filter((entry) => textOf(entry).includes(text));
}

const RELEASED = 'Factory SSOT validation failed';

describe('texts', () => {
  test.each([
    [
      'leak',
      '2025-09-08T23:01:18.802598Z',
      "Thread ID mismatch: run_id contains 'websocket_factory_1757372478799' but thread_id is 'thread_websocket_factory_1757372478799_528_584ef8a5'",
    ],
    [
      'leak',
      '2025-09-08T23:01:18.806456Z',
      '[ERROR] User staging-e2e-user-002 has reached the maximum number of WebSocket managers (5)',
    ],
    [
      'leak',
      '2025-09-08T23:01:19.409Z',
      `received 1011 (internal error) ${RELEASED}; then sent 1011 (internal error) ${RELEASED}`,
    ],
    [
      'leak-fixed',
      '2025-09-08T23:12:41.290114Z',
      'run_id websocket_factory_1757373040287 is contained in thread_websocket_factory_1757373040287_1_587f8027',
    ],
    ['two-causes', '2025-09-09T18:10:08.404Z', 'TypeError: Object of type WebSocketState is not JSON serializable'],
    ['two-causes', '2025-09-09T18:10:19.401Z', 'Unknown message type: execute_agent'],
    [
      'two-causes',
      '2025-09-09T19:02:15.800252Z',
      'Ready condition status changed to True for Revision netra-backend-staging-00036-hxd',
    ],
    [
      'recursion',
      '2025-09-09T19:09:34Z',
      'Ready condition status changed to True for Revision netra-backend-staging-00037-tgk',
    ],
    [
      'recursion',
      '2025-09-09T19:09:36.003518Z',
      'File "/app/netra_backend/app/core/windows_asyncio_safe.py", line 75, in safe_sleep',
    ],
    [
      'recursion',
      '2025-09-09T19:09:36.003518Z',
      'File "/app/netra_backend/app/core/windows_asyncio_safe.py", line 226, in windows_safe_sleep',
    ],
    ['recursion', '2025-09-09T19:09:36.011120Z', 'ValueError: Invalid user_id format: pending_auth'],
    ['recursion', '2025-09-09T19:09:36.011120Z', 'File "/app/shared/types/core_types.py", line 346, in ensure_user_id'],
    [
      'import',
      '2025-09-10T16:42:15.610Z',
      "ImportError: cannot import name 'get_db_session_factory' from 'netra_backend.app.db.session' (/app/netra_backend/app/db/session.py)",
    ],
    [
      'import',
      '2025-09-10T16:42:15.610Z',
      'File "/app/netra_backend/app/websocket_core/websocket_manager_factory.py", line 2352',
    ],
    [
      'import',
      '2025-09-10T16:42:15.610Z',
      'File "/app/netra_backend/app/websocket_core/websocket_manager_factory.py", line 2465',
    ],
  ])('%s at %s: %s', (name, time, text) => {
    expect(saying(name, text).map((entry) => entry.timestamp)).toContain(time);
  });

  test.each([
    ['recursion', 'received 1011 (internal error) Internal error'],
    ['recursion', 'TimeoutError: timed out during opening handshake'],
    [
      'import',
      'websockets.exceptions.ConnectionClosedError: received 1011 (internal error) Internal error; then sent 1011 (internal error) Internal error',
    ],
    ['two-causes', 'Container called exit(3).'],
  ])('%s also has: %s', (name, text) => {
    expect(saying(name, text).length).toBeGreaterThan(10);
  });
});

describe('stories', () => {
  test('leak: the mismatch is there from the start, the limit only after 23 minutes', () => {
    expect(saying('leak', 'Thread ID mismatch')[0]!.timestamp).toBe('2025-09-08T22:38:08.103598Z');
    expect(saying('leak', 'maximum number of WebSocket managers')[0]!.timestamp).toBe('2025-09-08T23:01:18.806456Z');
    const [mismatch, limit, closed] = [
      saying('leak', '584ef8a5')[0]!,
      saying('leak', 'maximum number')[0]!,
      saying('leak', RELEASED)[0]!,
    ].map((entry) => (entry.labels as Record<string, string>).instanceId);
    expect([limit, closed]).toEqual([mismatch, mismatch]);
  });

  test('leak-fixed: the fixed revision has neither mismatch nor limit nor 1011', () => {
    const fixed = entriesOf('leak-fixed').filter((entry) => resourceOf(entry).revision_name?.endsWith('00033-ztb'));
    expect(fixed.length).toBeGreaterThan(1_000);
    const bad = fixed.filter((entry) => /mismatch|maximum number|received 1011/.test(textOf(entry)));
    expect(bad).toEqual([]);
  });

  test('two-causes: what does not start is not only what was deployed, within a minute', () => {
    const failed = saying('two-causes', 'Application startup failed. Exiting.');
    const first = (service: string) => failed.find((entry) => resourceOf(entry).service_name === service)!.timestamp;
    expect([first('netra-auth-service'), first('netra-backend-staging')]).toEqual([
      expect.stringMatching(/^2025-09-09T19:02:[2-5]/),
      expect.stringMatching(/^2025-09-09T19:02:[2-5]/),
    ]);
  });

  test('recursion: hundreds of errors, none before go-live; the fix ends them', () => {
    const errors = saying('recursion-fixed', 'RecursionError: maximum recursion depth exceeded');
    expect(errors.length).toBeGreaterThan(300);
    expect(String(errors[0]!.timestamp) > '2025-09-09T19:09:36').toBe(true);
    expect(String(errors.at(-1)!.timestamp) < '2025-09-09T19:32').toBe(true);
    expect(
      saying('recursion-fixed', 'memory usage').every((entry) => /memory usage 2[234]\d MB/.test(textOf(entry))),
    ).toBe(true);
  });

  test('recursion: traces come whole, and one line an entry on two instances at once', () => {
    expect(saying('recursion', 'Traceback').some((entry) => textOf(entry).includes('RecursionError'))).toBe(true);
    const split = entriesOf('recursion').filter((entry) => /^ {2,4}\S/.test(textOf(entry)));
    const switches = split.filter((entry, i) => {
      const before = split[i - 1];
      const gap = before && Date.parse(String(entry.timestamp)) - Date.parse(String(before.timestamp));
      return gap === 0 && JSON.stringify(entry.labels) !== JSON.stringify(before!.labels);
    });
    expect(switches.length).toBeGreaterThan(50);
  });

  test('draining: after go-live only the old revision fails', () => {
    const late = saying('draining', 'Deadline exceeded').filter(
      (entry) => String(entry.timestamp) > '2025-09-12T10:00:00Z',
    );
    expect(late.length).toBeGreaterThan(5);
    expect(new Set(late.map((entry) => resourceOf(entry).revision_name))).toEqual(new Set(['checkout-00041-hbs']));
  });

  test('live-before: nothing in the log says when the revision went live', () => {
    expect(entriesOf('live-before').filter((entry) => entry.protoPayload)).toEqual([]);
    expect(saying('live-before', 'DEPLOYMENT_ROLLOUT')).toEqual([]);
  });

  test('levels: every line is on stderr without a severity', () => {
    const lines = entriesOf('levels').filter((entry) => String(entry.logName).includes('%2Fstd'));
    expect(lines.length).toBeGreaterThan(2_000);
    expect(lines.every((entry) => String(entry.logName).endsWith('stderr') && entry.severity === undefined)).toBe(true);
  });
});
