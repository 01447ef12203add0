/** Makes a realistic NDJSON export of Cloud Logging of a given size, the same bytes every time. */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START = Date.UTC(2025, 8, 9, 12);
const SERVICES = ['shop-backend', 'shop-auth', 'shop-frontend', 'shop-worker'];
const ROUTES = ['/api/orders/8f14e45f-ceea-467f-9f6c-1d7e25ea2b11/items', '/api/users/48213', '/healthz', '/ws/chat'];
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36';
const TROUBLE = [
  '[ERROR] User staging-e2e-user-002 has reached the maximum number of WebSocket managers (5)',
  'Traceback (most recent call last):\\n  File \\"/app/core/tasks.py\\", line 75, in run\\n    await job()\\nValueError: Invalid user_id format: pending_auth',
  'WARNING:  upstream answered after 2.4 s, retrying once',
];
const HEALTHY = [
  '2025-09-09 12:00:00.104 | INFO     | app.core.session:open:80 | session opened in 12 ms for a returning user',
  'INFO:     169.254.169.126:42311 - \\"GET /api/orders HTTP/1.1\\" 200 OK',
  '2025-09-09 12:00:00,104 - app.cache - INFO - cache warm, 1042 keys, oldest 31 s, next refresh in 60 s',
  'worker picked up job 48213 from queue orders and finished it in 112 ms, 3 retries left, nothing to do',
];

/** Writes the export once and returns its path; later calls with the same size find it there. */
export function makeExport(bytes: number, folder = join(tmpdir(), 'rca-bench')): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `export-${Math.round(bytes / 1e6)}m.ndjson`);
  if (existsSync(path) && statSync(path).size >= bytes) return path;
  const file = openSync(`${path}.part`, 'w');
  const next = random(20250909);
  let written = 0;
  for (let n = 0; written < bytes; ) {
    const lines: string[] = [];
    for (let i = 0; i < 2000; i++, n++) lines.push(entryLine(n, next));
    written += writeSync(file, `${lines.join('\n')}\n`);
  }
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}

/** A number in 0..1 a call, the same sequence for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function pick<T>(from: readonly T[], next: () => number): T {
  return from[Math.floor(next() * from.length)]!;
}

function hex(length: number, next: () => number): string {
  let text = '';
  while (text.length < length) text += Math.floor(next() * 0x10000000).toString(16);
  return text.slice(0, length);
}

/** About half are requests, a quarter stdout, a quarter stderr; one in 500 is the platform's; two in a hundred are trouble. */
export function entryLine(n: number, next: () => number): string {
  const service = pick(SERVICES, next);
  const revision = `${service}-0004${n < 400_000 ? 1 : 2}-${service.slice(-3)}`;
  const labels = `{"configuration_name":"${service}","location":"us-central1","project_id":"shop-staging","revision_name":"${revision}","service_name":"${service}"}`;
  const time = `${new Date(START + n * 7).toISOString().slice(0, -1)}${String(n % 1000).padStart(3, '0')}Z`;
  const trace = hex(32, next);
  const head = `{"insertId":"${hex(20, next)}","labels":{"commit-sha":"${revision.length}9f2c4d1e8","instanceId":"0069c7a988${hex(90, random(n % 40))}"},`;
  const tail = `"receiveTimestamp":"${time}","resource":{"labels":${labels},"type":"cloud_run_revision"},`;
  const traced = `"timestamp":"${time}","trace":"projects/shop-staging/traces/${trace}","spanId":"${trace.slice(16)}"}`;
  const kind = next();
  if (kind < 0.002)
    return `${head}${log('varlog%2Fsystem')}${tail}"severity":"INFO","textPayload":"Starting new instance. Reason: AUTOSCALING - Instance started due to traffic.",${traced}`;
  if (kind < 0.45) return `${head}${request(next)}${log('requests')}${tail}${traced}`;
  return `${head}${container(next)}${tail}${traced}`;
}

function log(name: string): string {
  return `"logName":"projects/shop-staging/logs/run.googleapis.com%2F${name}",`;
}

function request(next: () => number): string {
  const failed = next() < 0.01;
  const url = `https://shop-backend-x7k2.a.run.app${pick(ROUTES, next)}?page=${Math.floor(next() * 9)}`;
  const latency = `${(next() * 0.4).toFixed(9)}s`;
  return `"httpRequest":{"latency":"${latency}","protocol":"HTTP/1.1","remoteIp":"203.0.113.${Math.floor(next() * 250)}","requestMethod":"GET","requestSize":"1412","requestUrl":"${url}","responseSize":"5210","serverIp":"198.51.100.7","status":${failed ? 503 : 200},"userAgent":"${AGENT}"},"severity":"${failed ? 'ERROR' : 'INFO'}",`;
}

function container(next: () => number): string {
  const stream = log(next() < 0.5 ? 'stdout' : 'stderr');
  const trouble = next() < 0.025;
  const text = pick(trouble ? TROUBLE : HEALTHY, next);
  if (next() < 0.5) return `${stream}"textPayload":"${text}",`;
  const context = `"request_id":"${hex(24, next)}","thread_id":"thread_websocket_factory_${Math.floor(next() * 1e9)}","user":{"plan":"team","seats":12}`;
  return `${stream}"jsonPayload":{"message":"${text}","logger":"app.core.session","labels":{"function":"open","line":80,"module":"session"},${context}},"severity":"${trouble ? 'ERROR' : 'INFO'}",`;
}
