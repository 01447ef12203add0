import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model.ts';
import { reportOf, scanEmulator, scanFile } from './run.ts';

const SCENARIOS = [
  'leak',
  'two-causes',
  'recursion',
  'import',
  'leak-fixed',
  'recursion-fixed',
  'pre-existing',
  'first-revision',
  'draining',
  'live-before',
  'healthy',
  'oom',
  'startup-chain',
  'levels',
  'rollout-burst',
  'rollout-noise',
  'platform-fault',
  'two-reasons',
  'canary-shift',
  'config-only',
  'rolled-back',
  'no-deployment',
  'caller',
];

/** What has to be the same from every source. */
function essence({ diagnoses, signatures }: Report) {
  return {
    diagnoses: diagnoses.map(({ rule, signature, title, verdict, deployment, lagMs, count, chain, symptoms }) => ({
      rule,
      signature,
      title,
      verdict,
      deployment,
      lagMs,
      count,
      chain: chain.map((link) => [link.question, link.answer, link.signature]),
      symptoms,
    })),
    signatures: signatures.map(({ signature, service, count, verdict }) => ({ signature, service, count, verdict })),
  };
}

describe.each(SCENARIOS)('%s', (name) => {
  let scanned: ReturnType<typeof scanFile>;
  beforeAll(() => {
    scanned = scanFile(name, '--format', 'json');
  });

  it('is diagnosed as it was built', async () => {
    const outcome = await scanned;
    const report = JSON.parse(outcome.stdout) as Report;
    const found = report.diagnoses.map(({ rule, category, deployment, lagMs, verdict, symptoms }) => ({
      rule,
      category,
      deployment: deployment?.revision ?? null,
      lagMs,
      verdict,
      symptoms: symptoms.map((symptom) => symptom.rule),
    }));
    const expected = outcome.scenario.expect.diagnoses;
    for (const one of expected) {
      if (one.optional) continue;
      const match = found.find(({ rule, category }) => rule === one.rule || category === one.rule);
      expect(match, `${one.rule} among ${JSON.stringify(found)}`).toBeDefined();
      expect(match!.deployment).toBe(one.deployment);
      if (one.lagMs !== null) expect(Math.abs(match!.lagMs! - one.lagMs)).toBeLessThan(100);
      expect(match!.symptoms).toEqual(expect.arrayContaining(one.symptoms));
    }
    const known = (one: (typeof found)[number]) =>
      expected.some(({ rule }) => rule === one.rule || rule === one.category);
    expect(found.filter((one) => !known(one))).toEqual([]);
    expect(outcome.status).toBe(expected.some(({ optional }) => !optional) ? 1 : 0);
  });

  it('is diagnosed alike through the emulator', async () => {
    const file = await reportOf(scanned);
    const cloud = await reportOf(scanEmulator(name, '--format', 'json'));
    expect(essence(cloud)).toEqual(essence(file));
  });
});
