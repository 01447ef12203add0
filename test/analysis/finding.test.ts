import { describe, expect, it } from 'vitest';
import { isCertain } from '../../src/analysis/index.ts';
import type { SignatureReport } from '../../src/model.ts';
import { incidentC } from '../tui/fixtures/incident-c.ts';

const base = incidentC();
const live = base.deployments.find(({ revision }) => revision === 'netra-backend-staging-00042-abc')!;
const from = (ms: number) => new Date(Date.parse(live.liveAt!) + ms).toISOString();
const failure = (own: Partial<SignatureReport>): SignatureReport => ({
  ...base.signatures.find(({ verdict }) => verdict === 'new')!,
  service: live.service,
  rule: null,
  count: 5,
  first: from(2_000),
  last: from(20_000),
  ...own,
});
const report = { deployments: [live] };

describe('when a gate need not wait any longer', () => {
  it.each<[string, Partial<SignatureReport>, boolean]>([
    ['what may be noise of the roll-out', {}, false],
    ['what goes on after it', { last: from(95_000) }, true],
    ['what began long after it', { first: from(200_000), last: from(201_000) }, true],
    ['what only code does', { rule: 'recursion/python' }, true],
    ['two entries', { rule: 'recursion/python', count: 2 }, false],
    ['what was there before', { rule: 'recursion/python', verdict: 'unchanged' }, false],
    ['what is muted', { rule: 'recursion/python', muted: true }, false],
    ['what has no time', { first: null, last: null }, true],
  ])('%s', (_, own, certain) => {
    expect(isCertain(failure(own), report)).toBe(certain);
  });

  it('what kept a revision from starting, with one entry', () => {
    const failed = { ...live, kind: 'failed' as const, liveAt: null };
    const own = failure({ count: 1, deployment: { service: live.service, revision: live.revision } });
    expect(isCertain(own, { deployments: [failed] })).toBe(true);
  });

  it('old failures, where any is asked for', () => {
    expect(isCertain(failure({ verdict: 'unchanged' }), report, true)).toBe(true);
  });
});
