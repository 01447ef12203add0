import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/model.ts';
import { loadBuiltInRules } from '../../src/rules/load.ts';

const rules = new Map((await loadBuiltInRules()).map((rule) => [rule.id, rule]));

function leads(from: Rule, to: Rule): boolean {
  return from.leadsTo.some((target) => target === to.id || target === `${to.category}/*`);
}

describe('leadsTo', () => {
  it.each([
    ['A: the leak behind a 1011', ['application/id-mismatch', 'limits/websocket-managers', 'websocket/close-1011']],
    ['B: a log call that raises', ['serialization/json-not-serializable', 'websocket/close-1011']],
    ['B: a client that waits', ['application/unknown-message-type', 'cloud-run/request-timeout']],
    ['C: the recursion behind a 1011', ['recursion/python', 'websocket/close-1011']],
    ['C: the recursion behind a handshake', ['recursion/python', 'timeout/opening-handshake']],
    ['C: the recursion behind tasks', ['recursion/python', 'application/background-task-failed']],
    ['C: the placeholder id', ['application/invalid-id-format', 'websocket/close-1011']],
    ['D: the import', ['imports/python-cannot-import-name', 'websocket/close-1011']],
    [
      'a failed start',
      [
        'imports/python-no-module',
        'application/startup-failed',
        'cloud-run/container-exit',
        'cloud-run/startup-probe-process-exited',
        'cloud-run/container-failed-to-listen',
        'cloud-run/revision-not-ready',
        'cloud-run/readiness-failed',
        'cloud-run/http-5xx',
      ],
    ],
    ['out of memory', ['memory/cloud-run-limit-exceeded', 'memory/request-killed', 'cloud-run/malformed-response']],
    ['out of memory behind a cut body', ['memory/cloud-run-limit-exceeded', 'cloud-run/truncated-response']],
    ['out of memory behind a 1011', ['memory/cloud-run-limit-exceeded', 'websocket/close-1011']],
    ['out of memory behind a signal', ['memory/cloud-run-limit-exceeded', 'cloud-run/signal', 'cloud-run/http-5xx']],
  ])('%s', (_, chain) => {
    const ids = chain as string[];
    ids.slice(1).forEach((id, index) => {
      expect(leads(rules.get(ids[index]!)!, rules.get(id)!), `${ids[index]} leads to ${id}`).toBe(true);
    });
  });

  it('never goes in a circle among rules that are no causes', () => {
    const symptoms = [...rules.values()].filter((rule) => rule.role === 'symptom');
    const reaches = (from: Rule, seen: Set<string>): boolean =>
      symptoms.some((to) => leads(from, to) && (seen.has(to.id) || reaches(to, new Set([...seen, to.id]))));
    for (const rule of symptoms) expect(reaches(rule, new Set([rule.id])), rule.id).toBe(false);
  });

  it('keeps independent causes apart', () => {
    const pairs = [
      ['application/unknown-message-type', 'serialization/json-not-serializable'],
      ['recursion/python', 'application/invalid-id-format'],
    ];
    for (const [a, b] of pairs) {
      expect(leads(rules.get(a!)!, rules.get(b!)!)).toBe(false);
      expect(leads(rules.get(b!)!, rules.get(a!)!)).toBe(false);
    }
    expect(leads(rules.get('application/unknown-message-type')!, rules.get('websocket/close-1011')!)).toBe(false);
  });
});
