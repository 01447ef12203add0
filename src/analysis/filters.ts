import { and, quote } from '../filter/index.ts';
import { formatTime } from '../text/time.ts';
import type { ClusterRecord } from './clusters.ts';
import type { Window } from './window.ts';

/** The longest run of a template that every member has word for word, for a filter; '' where there is none worth searching. */
function constantPart(template: string): string {
  const parts = template
    .split('\n')[0]!
    .split(/<[\w-]+>/)
    .map((part) => part.replace(/^\W+|\s+$/g, ''));
  const longest = parts.sort((a, b) => b.length - a.length)[0] ?? '';
  return longest.length >= 4 ? longest.slice(0, 120) : '';
}

function textClause(cluster: ClusterRecord, needles: string[]): string {
  const sample = cluster.samples[0];
  const needle = needles.find((candidate) => sample?.message.includes(candidate)) ?? constantPart(cluster.template);
  if (sample?.log === 'request' && sample.http) return `httpRequest.status=${sample.http.status}`;
  if (!needle) return cluster.severity === 'DEFAULT' ? '' : `severity>=${cluster.severity}`;
  const phrase = quote(needle);
  if (!sample?.fields) return `textPayload:${phrase}`;
  if (sample.log === 'audit' || sample.log === 'system') return `protoPayload.status.message:${phrase}`;
  const key = Object.keys(sample.fields).find(
    (name) => /^\w+$/.test(name) && String(sample.fields![name]).includes(needle),
  );
  return key ? `jsonPayload.${key}:${phrase}` : phrase;
}

/** A Logging filter that finds a cluster's entries of the window. */
export function filterFor(cluster: ClusterRecord, window: Window, needles: string[]): string {
  if (cluster.expectation) return requestsFilter(cluster.expectation.traces, window);
  return and(
    'resource.type="cloud_run_revision"',
    cluster.service ? `resource.labels.service_name=${quote(cluster.service)}` : '',
    textClause(cluster, needles),
    `timestamp>=${quote(formatTime(window.from))}`,
    `timestamp<=${quote(formatTime(window.to))}`,
  );
}

/** All that some requests logged. */
function requestsFilter(traces: readonly string[], window: Window): string {
  return and(
    'resource.type="cloud_run_revision"',
    `(${traces.map((trace) => `trace:${quote(trace)}`).join(' OR ')})`,
    `timestamp>=${quote(formatTime(window.from))}`,
    `timestamp<=${quote(formatTime(window.to))}`,
  );
}
