import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/index.ts';
import { compile, parseFilter } from '../../../src/filter/index.ts';
import type { RawEntry, Rule } from '../../../src/model.ts';
import { createReduction } from '../../../src/rules/reduction.ts';
import type { CloudOptions, CloudReduction } from '../../../src/sources/cloud/index.ts';
import { isSuspicious, toLogEntry } from '../../../src/sources/entry.ts';
import { formatTime } from '../../../src/text/time.ts';
import { BASELINE, collect, entryAt, HOUR, ids, NEVER, NO_HITS, requestAt, T0, WINDOW, withCloud } from './setup.ts';

let emulator: Emulator;
const running: Emulator[] = [];
afterEach(async () => emulator?.close());
afterAll(async () => {
  for (const one of running) await one.close();
});

async function start(raws: RawEntry[]) {
  emulator = await startEmulator({ clock: () => T0 + HOUR });
  running.push(emulator);
  emulator.load(raws);
}

const NEEDLES = ['Resource limit exceeded', 'no handler for [type]', 'C:\\temp^1', 'pending_auth'];
const rule = { needles: NEEDLES, patterns: ['(?i:x)'], role: 'cause', logs: [] as string[] } as Rule;
const REDUCTION: CloudReduction = { ...createReduction([rule]), needles: NEEDLES };

const read = (more: Partial<CloudOptions> = {}, reduction = REDUCTION) =>
  withCloud(emulator, more, (source) =>
    collect(source.readWindow({ window: WINDOW, baseline: BASELINE }, reduction, NEVER)),
  );

/** What a container can say, suspicious and not. */
const TEXTS = [
  'listening on :8080',
  'GET /health 200',
  '0 errors found',
  'ValueError: bad user',
  'user-7: RESOURCE LIMIT EXCEEDED for user',
  'there is no handler for [type] execute_agent',
  'path C:\\temp^1 gone',
  'Invalid user_id: pending_auth',
  '2025-09-09 19:00:02.104 | INFO     | app.db:query:12 | could not find cache, error=none',
  '2025-09-09 19:00:02.104 | WARNING  | app.db:query:12 | slow',
  '\u001b[33mWARN\u001b[39m disk nearly full',
  'WARN  [main] disk nearly full',
  'W0909 19:00:02.123456    12 server.go:12] slow',
  'INFO:     Application startup complete.',
  'CRITICAL:root:gone',
  '[2025-09-09 19:00:02 +0000] [1] [CRITICAL] WORKER gone',
  'Traceback (most recent call last):',
  '  File "/app/main.py", line 3, in f',
  '    return g()',
  'app.models.User.DoesNotExist: User matching query does not exist.',
  'PaymentDeclined: card 4',
  'KeyboardInterrupt',
  'app.models.User.DoesNotExist',
  'github.com/acme/inv/internal/stock.(*Keeper).Take(0xc0001a2000, 0x1836e)',
  'main.main()',
  'created by net/http.(*Server).Serve',
  '[signal SIGSEGV: x]',
  '/app/pay.js:10',
  '/app/pay.js:10\n    throw e\n\nPaymentDeclined: x\n    at f (/app/pay.js:10:11)',
  '   2: shop::cart::load',
  'INFO: Ready',
  'Ready',
  'app.main: listening',
  '\tat com.shop.Main.run(Main.java:12)',
  '#1 /app/index.php(12): f()',
  'A, [2025-09-09T19:00:02.123456 #12]  FATAL -- app: gone',
  '{"level":50,"msg":"gone"}',
  '{"level":"warn","msg":"slow"}',
  '{"level":30,"msg":"fine"}',
  '',
];
const PAYLOADS: RawEntry[] = [
  { message: 'fine' },
  { message: 'Unhandled rejection' },
  { msg: 'slow', level: 'warn' },
  { msg: 'slow', level: 40 },
  { msg: 'fine', level: 30 },
  { message: 'gone', severity: 'ERROR' },
  { event: 'connection refused', user: 7 },
  { event: 'fine' },
  { text: 'fine', error: { message: 'boom', type: 'X' } },
  { message: 'job', traceback: 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nKeyError: 1' },
  { message: 'fine', stack: 'main.go:12' },
  { message: 'x', log: { level: 'error' } },
  { message: 'x', levelname: 'CRITICAL' },
  { a: { b: ['no such file'] } },
];

const severity = fc.constantFrom(undefined, undefined, 'DEFAULT', 'DEBUG', 'INFO', 'NOTICE', 'WARNING', 'ERROR');
const log = fc.constantFrom('stdout', 'stderr', 'custom');
const line = fc.record({ text: fc.constantFrom(...TEXTS), severity, log }).map(({ text, severity, log }) => ({
  textPayload: text,
  ...(severity && { severity }),
  logName: `projects/shop/logs/run.googleapis.com%2F${log}`,
}));
const structured = fc.record({ payload: fc.constantFrom(...PAYLOADS), severity }).map(({ payload, severity }) => ({
  jsonPayload: payload,
  ...(severity && { severity }),
}));
const platform = fc.constantFrom<RawEntry>(
  {
    logName: 'projects/shop/logs/run.googleapis.com%2Fvarlog%2Fsystem',
    severity: 'INFO',
    textPayload: 'Starting new instance. Reason: AUTOSCALING',
  },
  {
    logName: 'projects/shop/logs/cloudaudit.googleapis.com%2Factivity',
    severity: 'NOTICE',
    protoPayload: { '@type': 'type.googleapis.com/google.cloud.audit.AuditLog', methodName: 'x' },
  },
);
const request = fc.constantFrom(200, 204, 302, 404, 429, 500, 503).map((status): RawEntry => {
  const { logName, severity, httpRequest } = requestAt(0, status);
  return { logName, severity, httpRequest };
});
const at = fc.integer({ min: -3600, max: 3599 });
const some = fc.array(fc.tuple(at, fc.oneof(line, structured, platform, request)), { maxLength: 150 });

describe('the entries read', () => {
  test('are those that the same tests keep when run over everything', async () => {
    await fc.assert(
      fc.asyncProperty(some, async (list) => {
        const raws = list.map(([second, more], i) => entryAt(second, more, `e-${i}`));
        await start(raws);
        const found = await read();
        const kept = raws.map(toLogEntry).filter((entry) => isSuspicious(entry, REDUCTION));
        // Lines beside traces may come on top; nothing may lack.
        const suspicious = found.entries.filter((entry) => isSuspicious(entry, REDUCTION));
        expect(ids(suspicious).sort()).toEqual(ids(kept).sort());
        expect(new Set(ids(found.entries)).size).toBe(found.entries.length);
        const healthy = raws
          .map(toLogEntry)
          .filter((entry) => entry.log === 'request' && !isSuspicious(entry, REDUCTION));
        expect(found.tallies.reduce((sum, tally) => sum + tally.requests, 0)).toBe(healthy.length);
        expect(found.losses).toEqual([]);
        await emulator.close();
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  test.each(TEXTS.map((text) => [text]))('%j', async (text) => {
    await start([entryAt(1, { textPayload: text })]);
    const kept = isSuspicious(toLogEntry(entryAt(1, { textPayload: text })), REDUCTION);
    expect((await read()).entries.length).toBe(kept ? 1 : 0);
  });

  test.each(PAYLOADS.map((payload) => [payload]))('%j', async (jsonPayload) => {
    await start([entryAt(1, { jsonPayload })]);
    const kept = isSuspicious(toLogEntry(entryAt(1, { jsonPayload })), REDUCTION);
    expect((await read()).entries.length).toBe(kept ? 1 : 0);
  });

  test('bounds: the start belongs to the window, the end does not; the baseline ends where it begins', async () => {
    const error = (second: number) => entryAt(second, { severity: 'ERROR', textPayload: 'x' });
    await start([error(-3600.000001), error(-3600), error(-0.000001), error(0), error(3599.999999), error(3600)]);
    expect(ids((await read()).entries)).toEqual(['id-3599.999999', 'id-0', 'id--0.000001', 'id--3600']);
  });

  test("the user's filter holds for entries and for requests", async () => {
    const raws = [0, 1, 2, 3].flatMap((i) => [
      entryAt(i, { severity: 'ERROR', textPayload: `boom ${i}`, trace: `t-${i % 2}` }, `e-${i}`),
      { ...requestAt(i, 200), trace: `t-${i % 2}` },
    ]);
    await start(raws);
    const filter = parseFilter('trace="t-1" AND NOT textPayload:"boom 3" OR textPayload:"nothing -- here"');
    const found = await read({ filter });
    const direct = raws.filter(compile(filter)).map(toLogEntry);
    expect(ids(found.entries)).toEqual(ids(direct.filter((entry) => entry.log !== 'request')));
    expect(found.tallies.reduce((sum, tally) => sum + tally.requests, 0)).toBe(2);
  });

  test('jobs count, other resources do not', async () => {
    const error = { severity: 'ERROR', textPayload: 'x' };
    await start([
      entryAt(
        1,
        { ...error, resource: { type: 'cloud_run_job', labels: { job_name: 'nightly', location: 'us-central1' } } },
        'job',
      ),
      entryAt(2, { ...error, resource: { type: 'gce_instance', labels: {} } }, 'vm'),
    ]);
    expect((await read()).entries.map(({ id, service }) => ({ id, service }))).toEqual([
      { id: 'job', service: 'nightly' },
    ]);
    expect(ids((await read({ services: ['nightly'] })).entries)).toEqual(['job']);
  });
});

describe('needles that do not fit into one query', () => {
  const needles = (count: number) =>
    Array.from({ length: count }, (_, i) => `needle number ${String(i).padStart(5, '0')} of (many)`);

  test('go into a second one, and no entry comes twice', async () => {
    const many = needles(250);
    await start([
      entryAt(1, { textPayload: many[0]! }),
      entryAt(2, { textPayload: many[249]! }),
      entryAt(3, { textPayload: `${many[0]} ${many[249]}` }),
    ]);
    const reduction = { hit: (text: string) => text.includes('needle'), needles: many };
    const found = await read({}, reduction);
    expect(ids(found.entries).sort()).toEqual(['id-1', 'id-2', 'id-3']);
    expect(found.losses).toEqual([]);
  });

  test('and what fits into neither is in the ledger', async () => {
    await start([]);
    const found = await read({}, { ...NO_HITS, needles: needles(600) });
    expect(found.losses).toEqual(
      ['the window', 'the baseline'].map((name) => ({
        of: 'texts',
        reason: 'over-cap',
        count: expect.any(Number),
        detail: expect.stringMatching(new RegExp(`^${name}: texts of rules that the query has no room for`)),
      })),
    );
    expect(found.losses[0]!.count).toBeGreaterThan(100);
  });
});

describe('traces that arrive one line an entry', () => {
  const trace = [
    'Traceback (most recent call last):',
    '  File "/app/a.py", line 3, in f',
    '  g()',
    'shop.user.gone: no match.',
  ];
  const lines = (from: number, instance: string, prefix: string) =>
    trace.map((textPayload, i) =>
      entryAt(from + i / 1000, { textPayload, labels: { instanceId: instance } }, `${prefix}-${i}`),
    );

  test('come whole, with the lines that no word finds', async () => {
    await start([
      ...lines(10, 'i-1', 'a'),
      ...lines(10.0005, 'i-2', 'b'),
      entryAt(10, { textPayload: 'hello, all fine here' }, 'healthy'),
      entryAt(10, { textPayload: 'INFO:     "GET / HTTP/1.1" 200 OK' }, 'levelled'),
    ]);
    const found = await read();
    expect(ids(found.entries).sort()).toEqual(['a-0', 'a-1', 'a-2', 'a-3', 'b-0', 'b-1', 'b-2', 'b-3']);
  });

  test('lines of another instance, or more than a second away, are not theirs', async () => {
    const far = entryAt(12.5, { textPayload: 'shop.user.gone: late', labels: { instanceId: 'i-1' } }, 'far');
    const other = entryAt(10, { textPayload: 'shop.user.gone: other', labels: { instanceId: 'i-9' } }, 'other');
    await start([...lines(10, 'i-1', 'a'), far, other]);
    expect(ids((await read()).entries).sort()).toEqual(['a-0', 'a-1', 'a-2', 'a-3']);
  });

  test('many of them take a few queries, not one each', async () => {
    await start(Array.from({ length: 300 }, (_, i) => lines(i * 10, `i-${i % 5}`, `t${i}`)).flat());
    const found = await withCloud(emulator, {}, async (source) => {
      const all = await collect(source.readWindow({ window: WINDOW, baseline: null }, REDUCTION, NEVER));
      expect(240 - source.readsLeft()).toBeLessThan(12);
      return all;
    });
    expect(found.entries).toHaveLength(1200);
    expect(found.losses).toEqual([]);
  });

  test('what the budget does not reach is in the ledger', async () => {
    await start(Array.from({ length: 300 }, (_, i) => lines(i * 10, `i-${i % 5}`, `t${i}`)).flat());
    const found = await withCloud(emulator, { maxReads: 4 }, (source) =>
      collect(source.readWindow({ window: WINDOW, baseline: null }, REDUCTION, NEVER)),
    );
    expect(found.losses).toEqual([
      {
        reason: 'not-read',
        count: expect.any(Number),
        detail: 'the window: lines beside stack traces that arrive one line an entry: the traces there may lack lines',
        from: formatTime(WINDOW.from),
        to: formatTime(WINDOW.to),
      },
    ]);
  });
});
