import { expect, it } from 'vitest';
import { fragmentOf } from '../../src/analysis/fragments.ts';
import type { Node } from '../../src/analysis/nodes.ts';

/** A failure with the in-app frames of its trace, as `file function`. */
function node(count: number, frames: string[]): Node {
  const parsed = frames.map((frame) => {
    const [file, name = ''] = frame.split(' ');
    return { file, line: 1, function: name, inApp: true };
  });
  const trace = { exceptions: [{ type: 'panic', message: '', frames: parsed }] };
  const rule = { id: 'crash/go', identity: ['frames'] };
  return { rule, count, services: ['stock'], parts: [{ cluster: { trace } }] } as unknown as Node;
}

const whole = node(40, ['/src/server.go http.handle', '/src/service.go stock.Count']);

it('a trace of which a call was lost is a fragment of the whole', () => {
  expect(fragmentOf(whole, node(5, ['/src/server.go', '/src/service.go stock.Count']))).toMatchObject({ cause: whole });
});

it('a trace of other calls in the same files is one of its own', () => {
  expect(fragmentOf(whole, node(5, ['/src/server.go http.list', '/src/service.go stock.Find']))).toBeNull();
});
