import { expect, it } from 'vitest';
import { acquit } from '../../../src/analysis/expectations/accuse.ts';
import type { Suspect } from '../../../src/analysis/expectations/suspects.ts';
import type { Node } from '../../../src/analysis/nodes.ts';

const suspect = (service: string, score: number) => ({ service, score }) as Suspect;
const logged = (service: string, by: Suspect) => ({ services: [service], accused: { suspect: by } }) as Node;

it('what a service itself logs is not put down to another of whom less speaks', () => {
  const own = suspect('basic', 3.7);
  const [weaker, stronger, elsewhere] = [
    logged('basic', suspect('route', 0.9)),
    logged('basic', suspect('travel', 9)),
    logged('food', suspect('route', 0.9)),
  ];
  acquit(own, [weaker!, stronger!, elsewhere!]);
  expect([weaker, stronger, elsewhere].map((node) => node!.accused?.suspect.service)).toEqual([
    undefined,
    'travel',
    'route',
  ]);
});
