import { describe, expect, it } from 'vitest';
import type { DeploymentFact } from '../../../src/model.ts';
import { MIN, ready, rule, T0 } from '../build.ts';
import { booms, minutes, named, row, twoRevisions, verified } from './ask.ts';

function fact(what: DeploymentFact['what'], at: number, more: Partial<DeploymentFact> = {}): DeploymentFact {
  const none = { author: null, image: null, commit: null, traffic: null, spec: null, message: '' };
  return { what, service: 'shop', revision: '', location: '', time: T0 + at, ...none, ...more };
}

describe('what a fix can be', () => {
  it('a rollback: the old revision again, from the shift on', () => {
    const items = [
      ...minutes('shop-1', -120, -60),
      ...booms(4, 'shop-1', -120, -60),
      ready(-60 * MIN, 'shop-2'),
      ...minutes('shop-2', -60, 0),
      ...booms(300, 'shop-2', -60, 0),
      ...minutes('shop-1', 0, 60),
    ];
    const facts = [
      fact('traffic', 0, { traffic: { 'shop-1': 100 } }),
      fact('ready', -300 * MIN, { revision: 'shop-1' }),
    ];
    const found = verified(items, { facts });
    expect(found.fixes).toMatchObject([{ revision: 'shop-1', kind: 'rollback', liveAt: '2025-09-09T19:00:00Z' }]);
    expect(found.signatures).toMatchObject([
      { verdict: 'fixed', before: { count: 304 }, after: { count: 0, exposure: 3000 } },
    ]);
  });

  it('a time, where it was no deployment', () => {
    const items = [...minutes('shop-1', -60, 60), ...booms(300, 'shop-1', -60, 0)];
    const found = verified(items, { facts: [fact('by-hand', 0)] });
    expect(found).toMatchObject({
      answer: 'fixed',
      signatures: [{ before: { count: 300, exposure: 3000 }, after: { exposure: 3000 } }],
    });
  });

  it('more and more traffic to one revision: one fix, from the first on', () => {
    const items = [
      ...minutes('shop-1', -60, 30),
      ready(0, 'shop-2'),
      ...minutes('shop-2', 2, 60),
      ...booms(300, 'shop-1', -60, 0),
      ...booms(150, 'shop-1', 0, 30),
    ];
    const facts = [
      fact('traffic', 1 * MIN, { traffic: { 'shop-1': 90, 'shop-2': 10 } }),
      fact('traffic', 30 * MIN, { traffic: { 'shop-2': 100 } }),
    ];
    expect(verified(items, { facts })).toMatchObject({
      answer: 'fixed',
      fixes: [{ liveAt: '2025-09-09T19:00:00Z' }],
      stragglers: [{ revision: 'shop-1', count: 150 }],
    });
  });

  it('not what went live before the failure began', () => {
    const items = [...twoRevisions(60), ...booms(300, 'shop-2', 20, 40)];
    const targets = [named('crash/boom', { rule: 'crash/boom', part: 'root' })];
    const found = verified(items, { question: { failingSince: T0 + 20 * MIN, targets } });
    expect(found).toMatchObject({ answer: 'inconclusive', newSignatures: [] });
    expect(found.headline).toContain('no fix has gone live yet');
  });
});

describe('the time before', () => {
  it('that was not read: what is there since is not called new', () => {
    const items = [...twoRevisions(), ...booms(7, 'shop-2', 5, 60)];
    const span = { from: '2025-09-09T18:00:00Z', to: '2025-09-09T19:00:00Z' };
    const loss = { reason: 'not-read' as const, count: 1, detail: 'in whatever words', ...span };
    expect(verified([...items, loss])).toMatchObject({
      answer: 'inconclusive',
      newSignatures: [{ verdict: 'no-baseline' }],
    });
    expect(verified(items)).toMatchObject({ answer: 'not-fixed', newSignatures: [{ verdict: 'new' }] });
  });

  it('is all that was read, of what shows less often than the baseline is long', () => {
    const seldom = [...booms(1, 'shop-1', -600, -599, 'odd'), ...booms(1, 'shop-2', 30, 31, 'odd')];
    const items = [...minutes('shop-1', -900, -60), ...twoRevisions(), ...booms(300, 'shop-1', -60, 0), ...seldom];
    const rules = [rule('crash/boom', 'boom'), rule('crash/odd', 'odd')];
    const found = verified(items, { rules });
    expect(found.signatures[1]).toMatchObject({ rule: 'crash/odd', verdict: 'still-failing', before: { count: 1 } });
    // It was there before shop-2, once in ten hours: nothing says that it regressed.
    expect(found.signatures[1]!.reason).not.toContain('back');
  });

  it('without counts of requests: rates rest on time', () => {
    const items = [...twoRevisions(), ...booms(300, 'shop-1', -60, 0)];
    const loss = {
      reason: 'not-read' as const,
      count: 1,
      detail: 'in whatever words',
      of: 'requests' as const,
    };
    const asking = { question: { seesHealthy: false, targets: [named('crash/boom', { rule: 'crash/boom' })] } };
    expect(row([...items, loss], asking)).toMatchObject({
      per: 'minutes',
      verdict: 'fixed',
      after: { exposure: null },
    });
    expect(row(items, asking)).toMatchObject({ per: 'requests', verdict: 'fixed', after: { exposure: 3000 } });
  });
});
