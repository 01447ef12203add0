/** Request entries: what Cloud Run's front end writes of each HTTP request. */
import type { Micros, Severity } from '../../model.ts';
import { baseEntry, labelsOf, type Origin, type Span, traceFields, withNanos } from './entry.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

export interface HttpCall {
  method: string;
  /** Path and query. */
  path: string;
  status: number;
  latency: Micros;
  agent: string;
  /** The platform's remark on a failed request. */
  text?: string | undefined;
}

const AGENTS: Record<string, string> = {
  browser:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36',
  python: 'python-httpx/0.28.1',
  websocket: 'Python/3.13 websockets/15.0.1',
  uptime: 'GoogleStackdriverMonitoring-UptimeChecks(https://cloud.google.com/monitoring)',
  scanner: 'Mozilla/5.0 (compatible; CensysInspect/1.1; +https://about.censys.io/)',
  curl: 'curl/8.7.1',
};

/** Writes the request's entry, with its start as time, if it ends before the scenario does. */
export function emitRequest(world: World, origin: Origin, t: Micros, call: HttpCall, span: Span): void {
  const end = t + call.latency;
  if (end >= world.scenario.end) return;
  const { random } = origin.site;
  world.emit(t, {
    ...baseEntry(world, origin, 'requests', t),
    receiveTimestamp: withNanos(world, end + random.int(3_000, 240_000), random),
    httpRequest: httpRequest(call, origin, random),
    labels: labelsOf(origin),
    severity: severityOf(call.status),
    ...(call.text === undefined ? {} : { textPayload: call.text }),
    ...traceFields(world, span),
  });
}

function httpRequest(call: HttpCall, origin: Origin, random: Random): Record<string, unknown> {
  return {
    latency: `${(call.latency / 1_000_000).toFixed(9)}s`,
    protocol: 'HTTP/1.1',
    remoteIp: `203.0.113.${random.int(1, 254)}`,
    requestMethod: call.method,
    requestSize: String(random.int(380, 2_900)),
    requestUrl: `https://${origin.site.host}${call.path}`,
    responseSize: String(random.int(160, 24_000)),
    serverIp: '34.143.76.2',
    status: call.status,
    userAgent: AGENTS[call.agent] ?? call.agent,
  };
}

function severityOf(status: number): Severity {
  if (status >= 500) return 'ERROR';
  return status >= 400 ? 'WARNING' : 'INFO';
}
