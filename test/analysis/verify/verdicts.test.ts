import { describe, expect, it } from 'vitest';
import type { Loss } from '../../../src/model.ts';
import { MIN, ready, rule } from '../build.ts';
import { ask, booms, minutes, named, row, twoRevisions, verified } from './ask.ts';

const HUNDREDS = booms(300, 'shop-1', -60, 0);

describe('the verdict on a signature', () => {
  it('fixed: none, where the old rate would have brought many', () => {
    const found = row([...twoRevisions(), ...HUNDREDS]);
    expect(found).toMatchObject({
      verdict: 'fixed',
      counts: true,
      before: { count: 300, exposure: 3000, exposureKind: 'requests', rate: 0.1, revisions: ['shop-1'] },
      after: { count: 0, exposure: 3000, exposureKind: 'requests', from: '2025-09-09T19:00:00Z', revisions: [] },
      expected: 300,
      missing: null,
      ratio: { value: 0 },
    });
    expect(found.upperBound).toBeCloseTo(2.9957 / 3000, 7);
    expect(found.chance).toBeLessThan(1e-100);
  });

  it('still failing: at the old rate', () => {
    expect(row([...twoRevisions(), ...HUNDREDS, ...booms(280, 'shop-2', 0, 60)])).toMatchObject({
      verdict: 'still-failing',
      after: { count: 280 },
      ratio: { value: 280 / 300 },
    });
  });

  it('better: clearly rarer is not gone', () => {
    const items = [...twoRevisions(), ...HUNDREDS, ...booms(5, 'shop-2', 0, 60)];
    expect(row(items)).toMatchObject({
      verdict: 'better',
      reason: '5 in 3,000 requests since, 300 in 3,000 requests before, ×0.017',
    });
    expect(verified(items).answer).toBe('not-fixed');
  });

  it('regressed: more often than before', () => {
    expect(row([...twoRevisions(), ...booms(30, 'shop-1', -60, 0), ...booms(200, 'shop-2', 0, 60)])).toMatchObject({
      verdict: 'regressed',
      reason: expect.stringMatching(/^more often than before: 200 in 3,0/),
    });
  });

  it('regressed: back, when the revision before had fixed it', () => {
    const items = [
      ...minutes('shop-1', -120, -60),
      ...booms(300, 'shop-1', -120, -60),
      ready(-60 * MIN, 'shop-2'),
      ...minutes('shop-2', -60, 0),
      ready(0, 'shop-3'),
      ...minutes('shop-3', 0, 60),
      ...booms(300, 'shop-3', 0, 60),
    ];
    expect(row(items)).toMatchObject({ verdict: 'regressed', reason: expect.stringMatching(/^back: shop-2 did not/) });
  });

  it('regressed: named, and only there since', () => {
    const { signatures, newSignatures } = verified([...twoRevisions(), ...booms(9, 'shop-2', 0, 60)], {
      question: { targets: [named('crash/boom', { rule: 'crash/boom' })] },
    });
    expect(signatures).toMatchObject([
      { verdict: 'regressed', reason: '9 in 3,000 requests since, none in 3,000 requests just before' },
    ]);
    expect(newSignatures).toEqual([]);
  });

  it('not enough traffic: none since, and at the old rate none need have come', () => {
    const items = [...twoRevisions(1), ...booms(30, 'shop-1', -60, 0)];
    expect(row(items)).toMatchObject({
      verdict: 'not-enough-traffic',
      expected: 0.5,
      missing: expect.closeTo(249.6, 1),
      reason: expect.stringContaining('about 250 requests more'),
    });
    expect(verified(items).answer).toBe('inconclusive');
  });

  it('not enough traffic: none at all', () => {
    const items = [...minutes('shop-1', -60, 0), ...HUNDREDS, ready(0, 'shop-2')];
    expect(verified(items)).toMatchObject({
      answer: 'inconclusive',
      signatures: [{ verdict: 'not-enough-traffic', reason: 'no traffic since: about 30 requests more are needed' }],
    });
  });

  it('not seen: neither before nor since', () => {
    expect(
      verified(twoRevisions(), { question: { targets: [named('crash/boom', { rule: 'crash/boom' })] } }),
    ).toMatchObject({ answer: 'inconclusive', signatures: [{ verdict: 'not-seen' }] });
  });

  it('not all was read: then none does not mean fixed', () => {
    const loss = (reason: 'quota' | 'not-read' | 'over-cap', more: Partial<Loss> = {}) => ({
      ...{ reason, count: 1, detail: 'in whatever words' },
      ...more,
    });
    const items = [...twoRevisions(), ...HUNDREDS];
    for (const reason of ['quota', 'not-read', 'over-cap'] as const) {
      const found = verified([...items, loss(reason)]);
      expect(found).toMatchObject({ answer: 'inconclusive', signatures: [{ verdict: 'read-in-part' }] });
    }
    const harmless = [
      loss('not-read', { of: 'deployments' }),
      loss('over-cap', { of: 'texts' }),
      loss('quota', { from: '2025-09-09T17:00:00Z', to: '2025-09-09T18:59:00Z' }),
    ];
    expect(verified([...items, ...harmless]).answer).toBe('fixed');
  });

  it('a known rate is not needed: then enough has to be seen for a bound of its own', () => {
    const before = { count: 40, exposure: null, exposureKind: null, from: 0, to: 1, revision: 'shop-1' };
    const asking = (after: number) =>
      row([...minutes('shop-2', 0, after)], {
        question: { targets: [named('v1:0123456789abcdef', { part: 'root', service: 'shop', before })] },
        facts: [
          {
            what: 'by-hand',
            service: 'shop',
            revision: '',
            location: '',
            time: ready(0, '').time!,
            author: null,
            image: null,
            commit: null,
            traffic: null,
            spec: null,
            message: '',
          },
        ],
      });
    expect(asking(3)).toMatchObject({ verdict: 'not-enough-traffic', reason: expect.stringContaining('not known') });
    expect(asking(30)).toMatchObject({ verdict: 'fixed', beforeFrom: 'report', chance: null });
  });
});

describe('what counts as before and as after', () => {
  it('stragglers of the old revision are noted, not counted', () => {
    const items = [...twoRevisions(), ...HUNDREDS, ...booms(12, 'shop-1', 0, 3)];
    expect(verified(items)).toMatchObject({
      answer: 'fixed',
      signatures: [{ verdict: 'fixed', after: { count: 0 }, stragglers: 12 }],
      stragglers: [{ service: 'shop', revision: 'shop-1', count: 12 }],
    });
  });

  it('a failure while the fix starts is the fix’s, before it is live', () => {
    const items = [...twoRevisions(), ...HUNDREDS, ...booms(2, 'shop-2', -0.5, 0)];
    expect(row(items)).toMatchObject({ after: { count: 2 } });
  });

  describe('a fix that is named', () => {
    const items = [
      ...twoRevisions(30),
      ...HUNDREDS,
      ready(30 * MIN, 'shop-3'),
      ...minutes('shop-3', 30, 60),
      ...booms(270, 'shop-3', 30, 60),
    ];
    const asked = { question: { revision: 'shop-2' } };

    it('is compared by what it served itself, and what went live later is said', () => {
      const found = verified(items, asked);
      expect(found).toMatchObject({ answer: 'fixed', stragglers: [], newSignatures: [] });
      expect(found.fixes).toMatchObject([{ revision: 'shop-2', requests: 1500 }]);
      expect(found.signatures).toMatchObject([
        { verdict: 'fixed', after: { count: 0, exposure: 1500, to: '2025-09-09T19:30:00Z' } },
      ]);
      expect(found.scope.notes).toEqual([
        'shop-3 went live at 2025-09-09T19:30:00Z, after shop-2: what it does is not counted; without --revision the last go-live is verified',
      ]);
    });

    it('still fails by its own, and an older revision that drains stays a straggler', () => {
      const failing = [...items, ...booms(200, 'shop-2', 0, 30), ...booms(5, 'shop-1', 0, 5)];
      expect(verified(failing, asked)).toMatchObject({
        signatures: [{ verdict: 'still-failing', after: { count: 200, revisions: ['shop-2'] }, stragglers: 5 }],
        stragglers: [{ revision: 'shop-1', count: 5 }],
      });
    });

    it('is the last that went live where none is named', () => {
      expect(row(items)).toMatchObject({ after: { count: 270, exposure: 1500 }, verdict: 'regressed' });
      expect(verified(items).scope.notes).toEqual([]);
    });
  });

  it('what was there before the revision before goes on: it does not decide', () => {
    const chronic = rule('network/reset', 'reset by peer');
    const items = [
      ...minutes('shop-0', -180, -60),
      ...booms(20, 'shop-0', -180, -60, 'reset by peer'),
      ready(-60 * MIN, 'shop-1'),
      ...twoRevisions(),
      ...HUNDREDS,
      ...booms(10, 'shop-1', -60, 0, 'reset by peer'),
      ...booms(10, 'shop-2', 0, 60, 'reset by peer'),
    ];
    const found = verified(items, { rules: [rule('crash/boom', 'boom'), chronic] });
    expect(found.answer).toBe('fixed');
    expect(found.signatures).toMatchObject([
      { rule: 'crash/boom', verdict: 'fixed', counts: true },
      { rule: 'network/reset', verdict: 'still-failing', counts: false },
    ]);
    const asked = verified(items, {
      rules: [chronic],
      question: { targets: [named('network/reset', { rule: 'network/reset' })] },
    });
    expect(asked.answer).toBe('not-fixed');
  });

  it('what came once before is too rare to decide, unless nothing else is there', () => {
    const rare = booms(1, 'shop-1', -30, -29, 'odd');
    const rules = [rule('crash/boom', 'boom'), rule('crash/odd', 'odd')];
    const found = verified([...twoRevisions(), ...HUNDREDS, ...rare], { rules });
    expect(found.answer).toBe('fixed');
    expect(found.signatures[1]).toMatchObject({ verdict: 'not-enough-traffic', counts: false });
    expect(verified([...twoRevisions(), ...rare], { rules })).toMatchObject({
      answer: 'inconclusive',
      signatures: [{ verdict: 'not-enough-traffic', counts: true }],
    });
  });

  it('a failure that came with the fix: not verified', () => {
    const rules = [rule('crash/boom', 'boom'), rule('crash/bang', 'bang')];
    const found = verified([...twoRevisions(), ...HUNDREDS, ...booms(7, 'shop-2', 5, 60, 'bang')], { rules });
    expect(found).toMatchObject({
      answer: 'not-fixed',
      signatures: [{ verdict: 'fixed' }],
      newSignatures: [{ rule: 'crash/bang', verdict: 'new', after: { count: 7 } }],
    });
    expect(found.headline).toBe(
      'Not verified: 1 new failure signature since shop-2 went live at 2025-09-09T19:00:00Z: “crash/bang”, 7 in 3,000 requests; 1 of 1 old signature fixed',
    );
  });

  it('nothing failed before, nothing fails since', () => {
    expect(verified(twoRevisions())).toMatchObject({ answer: 'fixed', signatures: [], newSignatures: [] });
  });

  it('no go-live: nothing to verify', () => {
    expect(ask([...minutes('shop-1', -60, 0), ...HUNDREDS])).toBeNull();
  });

  it('the revision that is to blame is no fix', () => {
    const items = [...twoRevisions(), ...booms(300, 'shop-2', 0, 60)];
    const targets = [named('crash/boom', { rule: 'crash/boom' })];
    const found = verified([...twoRevisions()], {
      question: {
        blamed: new Set(['shop-2']),
        targets: [
          named('crash/boom', {
            rule: 'crash/boom',
            part: 'root',
            service: 'shop',
            before: { count: 9, exposure: 10, exposureKind: 'requests', from: 0, to: 1, revision: 'shop-2' },
          }),
        ],
      },
    });
    expect(found).toMatchObject({ answer: 'inconclusive' });
    expect(found.headline).toContain('no fix has gone live yet');
    expect(verified(items, { question: { blamed: new Set(['shop-2']), targets } }).answer).toBe('inconclusive');
  });

  it('a service that was not deployed is compared by time', () => {
    const other = { service: 'auth' };
    const items = [
      ...twoRevisions(),
      ...minutes('auth-1', -60, 60, other),
      ...booms(300, 'auth-1', -60, 0).map((one) => ({ ...one, ...other })),
    ];
    expect(row(items, { question: { targets: [named('crash/boom', { rule: 'crash/boom' })] } })).toMatchObject({
      service: 'auth',
      verdict: 'fixed',
      before: { count: 300, exposure: 3000 },
      after: { count: 0, exposure: 3000 },
    });
  });

  it('without traffic counts time decides, of a revision that was seen at work', () => {
    const asking = { question: { seesHealthy: false } };
    const live = [...booms(1, 'shop-1', -90, -89, 'x'), ready(0, 'shop-2'), ...HUNDREDS];
    const alive = booms(30, 'shop-2', 0, 60, 'slow').map((one) => ({ ...one, severity: 'WARNING' as const }));
    expect(row([...live, ...alive], { ...asking, rules: [rule('crash/boom', 'boom')] })).toMatchObject({
      verdict: 'fixed',
      per: 'minutes',
      after: { count: 0, exposure: null },
    });
  });
});

describe('the order of entries', () => {
  it('plays no part', () => {
    const items = [...twoRevisions(), ...HUNDREDS, ...booms(12, 'shop-1', 0, 3), ...booms(3, 'shop-2', 5, 60, 'bang')];
    const rules = [rule('crash/boom', 'boom'), rule('crash/bang', 'bang')];
    expect(verified([...items].reverse(), { rules })).toEqual(verified(items, { rules }));
  });
});

describe('the headline', () => {
  it('is the statement with its numbers', () => {
    expect(verified([...twoRevisions(), ...HUNDREDS]).headline).toBe(
      'Fixed: no “crash/boom” in 59 min 59 s and 3,000 requests since shop-2 went live at 2025-09-09T19:00:00Z, where there had been 300 in 3,000 requests; at most 1 in 1,001 requests is left (95 % certain)',
    );
  });

  it.each([
    [
      'fails',
      booms(290, 'shop-2', 0, 60),
      /^Not fixed: “crash\/boom” still fails, 290 in 3,000 requests since shop-2 /,
    ],
    ['is rarer', booms(3, 'shop-2', 0, 60), /^Not fixed: “crash\/boom” is clearly rarer, but not gone, 3 in 3,000 /],
  ])('says that it %s', (_, more, pattern) => {
    expect(verified([...twoRevisions(), ...HUNDREDS, ...more]).headline).toMatch(pattern);
  });
});

describe('names', () => {
  const items = [...twoRevisions(), ...HUNDREDS];
  const { signature, aliases } = row(items);

  it.each([
    ['a signature', signature],
    ['its beginning', signature.slice(0, 9)],
    ['an alias', aliases[0]!],
    ['the beginning of an alias', aliases[0]!.slice(0, 9)],
  ])('%s', (_, name) => {
    expect(verified(items, { question: { targets: [named(name)] } }).signatures).toMatchObject([
      { signature, verdict: 'fixed' },
    ]);
  });

  it('an alias of a signature that is regrouped', () => {
    const target = named('v1:0000000000000000', { aliases: [aliases[0]!] });
    expect(verified(items, { question: { targets: [target] } }).signatures).toMatchObject([{ signature }]);
  });

  it('of nothing', () => {
    expect(ask(items, { question: { targets: [named('v1:0000000000000000')] } })).toMatchObject({
      unseen: [{ name: 'v1:0000000000000000' }],
      seen: [{ signature }],
    });
  });

  it('each once, however it is named', () => {
    const targets = [named(signature), named(aliases[0]!)];
    expect(verified(items, { question: { targets } }).signatures).toHaveLength(1);
  });
});
