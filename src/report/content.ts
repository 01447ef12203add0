import type { Report } from '../model.ts';
import { cutToWidth } from '../text/width.ts';
import { type Block, text } from './blocks.ts';
import { diagnosisBlocks } from './content/diagnosis.ts';
import { lossLedger } from './content/losses.ts';
import { remedy, whatToCheck } from './content/next.ts';
import { opening } from './content/opening.ts';
import { otherSignatures, symptoms } from './content/signatures.ts';
import { timeline } from './content/timeline.ts';
import { cap, type Limits } from './limits.ts';

/** What a report says, in the order in which it is read, within the limits. The same for every format. */
export function content(report: Report, limits: Limits): Block[] {
  const { shown, left } = cap(report.diagnoses, limits.diagnoses);
  return [
    ...opening(report, limits),
    ...shown.flatMap((diagnosis) => diagnosisBlocks(diagnosis, report, limits)),
    ...(left > 0 ? [text(`… and ${left} more diagnoses, of lower rank: see the JSON report.`)] : []),
    ...timeline(report, limits),
    ...symptoms(report, limits),
    ...otherSignatures(report, limits),
    ...whatToCheck(report, limits),
    ...remedy(report, limits),
    ...lossLedger(report, limits),
    ...fingerprints(report, limits),
  ];
}

function fingerprints({ diagnoses }: Report, limits: Limits): Block[] {
  const all = [...new Set(diagnoses.map(({ fingerprint }) => cutToWidth(fingerprint, 80)))];
  const { shown, left } = cap(all, limits.fingerprints);
  const more = left > 0 ? ` and ${left} more` : '';
  return all.length > 0 ? [{ kind: 'mark', text: `rca fingerprint: ${shown.join(' ')}${more}` }] : [];
}
