import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model.ts';
import { scanFile } from './run.ts';

async function scan(name: string): Promise<Report> {
  return JSON.parse((await scanFile(name, '--format', 'json')).stdout) as Report;
}

const page = async (name: string) => (await scanFile(name)).stdout;

describe('what a roll-out brings and takes away again', () => {
  it('is gone, not a finding: once', async () => {
    const outcome = await scanFile('rollout-burst', '--format', 'json');
    const { diagnoses, signatures } = JSON.parse(outcome.stdout) as Report;
    expect([outcome.status, diagnoses]).toEqual([0, []]);
    expect(signatures).toMatchObject([{ rule: 'database/unreachable', verdict: 'gone', deployment: null }]);
    expect(signatures[0]!.note).toMatch(/^roll-out noise: \d+ entries within \S+ s around the go-live of checkout-/);
  });

  it.each(['markdown', 'text'])('is named as such, with its numbers: %s', async (format) => {
    const page = (await scanFile('rollout-burst', '--format', format)).stdout.replace(/\s+/g, ' ').replaceAll('*', '');
    expect(page).toMatch(/Over with the roll-out: .+: roll-out noise: \d+ entries within \S+ s around the go-live of/);
    expect(page).not.toContain('Gone:');
  });

  it('is no news: every time', async () => {
    const outcome = await scanFile('rollout-noise', '--format', 'json');
    const { diagnoses, signatures } = JSON.parse(outcome.stdout) as Report;
    expect([outcome.status, diagnoses]).toEqual([0, []]);
    expect(signatures).toMatchObject([
      { rule: 'network/connection-reset', verdict: expect.stringMatching(/gone|unchanged/), deployment: null },
    ]);
  });
});

describe('a fault of the platform', () => {
  it('is none of the code that was deployed two minutes before, with the count of services', async () => {
    const [found, ...others] = (await scan('platform-fault')).diagnoses;
    expect(others).toEqual([]);
    expect(found!.services).toHaveLength(6);
    expect(found!.evidence.find(({ kind }) => kind === 'other-services')!.text).toContain(
      'not your code: it also began at the same time on 5 services that were not deployed',
    );
    expect(found!.chain.at(-1)!.answer).toContain('in the platform or in what these services share');
    expect(found!.wayBack).toBeNull();
  });

  it('is as sure as there are services that show it', async () => {
    const [found] = (await scan('platform-fault')).diagnoses;
    const evidence = found!.evidence.find(({ kind }) => kind === 'together');
    expect(evidence).toEqual({
      kind: 'together',
      weight: 2.5,
      text: '6 services began to fail so within minutes: no code of one of them does that',
    });
    expect(found!.confidence).not.toBe('low');
  });
});

describe('a 1011', () => {
  it('with two reasons has two signatures, and only the new one is blamed on the deployment', async () => {
    const { signatures } = await scan('two-reasons');
    const closes = signatures.filter(({ rule }) => rule === 'websocket/close-1011');
    expect(new Set(closes.map(({ signature }) => signature)).size).toBe(2);
    expect(closes.map(({ title }) => title).sort()).toEqual([
      'A WebSocket was closed with 1011: Bad Gateway',
      'A WebSocket was closed with 1011: keepalive ping timeout',
    ]);
    expect(
      closes.map(({ template, verdict, deployment }) => [
        /Bad Gateway/.test(template),
        verdict,
        deployment?.revision ?? null,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [true, 'new', 'checkout-00042-pfn'],
        [false, 'unchanged', null],
      ]),
    );
  });
});

describe('a deployment that is not a commit', () => {
  it('a shift of traffic: the revision shifted to, the time of the shift, and no commit anywhere', async () => {
    const text = await page('canary-shift');
    expect(text).toContain('after checkout-00042-pfn got its traffic');
    expect(text).toContain('traffic sent to it by `lou@shop.example`');
    expect(text).not.toMatch(/commit|9f2d6b84/);
  });

  it('a configuration: the changed keys without their values, and no commit anywhere', async () => {
    const text = await page('config-only');
    expect(text).toContain('environment variable PAYMENTS_URL changed');
    expect(text).toContain('environment variable RETRIES added');
    expect(text).toContain('concurrency 80 -> 200');
    expect(text).not.toMatch(/commit|41c07e2d|payments-eu|sk-second/);
  });
});

describe('a roll-back', () => {
  it('that ends it is evidence', async () => {
    const [found] = (await scan('rolled-back')).diagnoses;
    const evidence = found!.evidence.find(({ kind }) => kind === 'rollback');
    expect(evidence!.weight).toBeGreaterThan(0);
    expect(evidence!.text).toMatch(
      /^it ended when checkout-00041-hbs got the traffic back at \S+: none in \d+ requests since/,
    );
    // It was rolled back already.
    expect(found!.wayBack).toBeNull();
  });
});

describe('a callee that was not deployed', () => {
  it('fails by what its caller sends since the deployment of the caller', async () => {
    const [found] = (await scan('caller')).diagnoses;
    expect(found).toMatchObject({
      service: 'catalog',
      deployment: { service: 'checkout', revision: 'checkout-00042-pfn' },
    });
    expect(found!.evidence.map(({ kind }) => kind)).toContain('caller');
    expect(found!.chain.at(-1)!.answer).toContain('what checkout-00042-pfn (commit 9f2d6b84');
  });
});
