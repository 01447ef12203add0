import type { ChainLink } from '../../model.ts';
import type { Line } from '../lines/line.ts';
import { paragraph } from '../lines/wrap.ts';
import { section } from './sections.ts';

/** The chain of whys, from what showed furthest out to where the logs stop, each step with its evidence. */
export function chainOfWhys(chain: ChainLink[], columns: number): Line[] {
  return section(
    'Why',
    chain.flatMap(({ question, answer, evidence }, i) => [
      ...paragraph(question, columns, { lead: `${String(i + 1).padStart(3)}. `, tone: 'strong' }),
      ...paragraph(answer, columns, { lead: '     ' }),
      ...evidence.flatMap((text) => paragraph(text, columns, { lead: '     · ', tone: 'dim' })),
    ]),
  );
}
