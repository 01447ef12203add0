import { describe, expect, it } from 'vitest';
import type { ClusterRecord } from '../../src/analysis/clusters.ts';
import { Analyzer } from '../../src/analysis/index.ts';
import { regroup } from '../../src/analysis/regroup.ts';
import { aliasOf } from '../../src/analysis/signature.ts';
import { mask } from '../../src/text/mask.ts';
import { bookOf, entry, question, report, rule, S } from './build.ts';

const NAMES = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank'];
const MESSAGES = NAMES.map((name) => `session of ${name} was lost in transit`);

describe('failures that no rule knows', () => {
  it('are one signature where they turn out to be of one kind, with the alias of each message', () => {
    const { signatures } = report(
      MESSAGES.map((message, i) => entry(i * S, message)),
      [],
    );
    expect(signatures).toHaveLength(1);
    expect(signatures[0]).toMatchObject({
      rule: null,
      count: 6,
      title: MESSAGES[0],
      template: 'session of <*> was lost in transit',
    });
    expect(signatures[0]!.aliases).toEqual(MESSAGES.map((message) => aliasOf(mask(message))).sort());
    expect(signatures[0]!.perRevision['shop-2']!.count).toBe(6);
    expect(signatures[0]!.samples.map((sample) => sample.message)).toEqual(MESSAGES.slice(0, 3));
  });

  it('keep the signature of their group when one more value comes', () => {
    const one = report(
      MESSAGES.slice(0, 5).map((message, i) => entry(i * S, message)),
      [],
    );
    const more = report(
      MESSAGES.map((message, i) => entry(i * S, message)),
      [],
    );
    expect(more.signatures[0]!.signature).toBe(one.signatures[0]!.signature);
  });

  it('are muted by the alias of one of their messages', () => {
    const muted = new Set([aliasOf(mask(MESSAGES[4]!))]);
    const { signatures } = report(
      MESSAGES.map((message, i) => entry(i * S, message)),
      [],
      { muted },
    );
    expect(signatures[0]!.muted).toBe(true);
  });

  it('stay apart by service, and from what a rule knows', () => {
    const lost = rule('network/lost', 'session of alice was lost');
    const items = MESSAGES.flatMap((message, i) => [entry(i * S, message), entry(i * S, message, { service: 'pay' })]);
    const { signatures } = report(items, [lost]);
    expect(signatures.map(({ service, rule: id, count }) => [service, id, count]).sort()).toEqual([
      ['pay', null, 5],
      ['pay', 'network/lost', 1],
      ['shop', null, 5],
      ['shop', 'network/lost', 1],
    ]);
  });

  it('with traces are told apart by their frames, whatever their messages name', () => {
    const trace = (frame: string, name: string) =>
      `Traceback (most recent call last):\n  File "/app/a.py", line 3, in ${frame}\n    g()\nLookupError: session of ${name} was lost in transit`;
    const items = NAMES.flatMap((name, i) => [
      entry(i * S, trace('load', name)),
      entry(i * S + 1, trace('save', name)),
    ]);
    const { signatures } = report(items, []);
    expect(signatures.map(({ count }) => count)).toEqual([6, 6]);
    expect(signatures[0]!.signature).not.toBe(signatures[1]!.signature);
  });

  it('stand for themselves where there are more of them than are grouped', () => {
    const cluster = (template: string) =>
      ({
        template,
        name: template,
        service: 'shop',
        rule: null,
        shape: '',
        count: 1,
        samples: [],
        trace: null,
      }) as unknown as ClusterRecord;
    const found = regroup(['alpha one', 'beta two', 'gamma three', 'delta four'].map(cluster), { held: 2, total: 100 });
    expect(new Set(found.map(({ signature }) => signature)).size).toBe(4);
  });

  it('are the same however often it was asked before', () => {
    // Of the same words; the shorter text shows the group, whichever service said it.
    const long = NAMES.slice(0, 3).map((name, i) => entry(i * S, `session of ${name}: was lost, in transit`));
    const short = entry(9 * S, 'session of dave was lost in transit', { service: 'pay' });
    const analyzer = new Analyzer(bookOf([]));
    for (const item of long) analyzer.add(item);
    const before = analyzer.snapshot(question())!;
    analyzer.add(short);
    const after = analyzer.snapshot(question())!;
    expect(before.signatures[0]!.template).not.toBe(after.signatures[0]!.template);
    expect(after).toEqual(report([...long, short], []));
  });

  it('are the same whatever the order', () => {
    const items = MESSAGES.map((message, i) => entry(i * S, message, { id: `x${i}` }));
    expect(report(items.toReversed(), [])).toEqual(report(items, []));
  });
});
