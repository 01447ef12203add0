import type { Report } from '../../model.ts';
import { counted } from '../detail/words.ts';
import { servicesOf } from '../filters.ts';
import { type Line, line, span } from '../lines/line.ts';
import type { ServicesPage } from './overlay.ts';

/** Rows before the first service. */
export const SERVICES_TOP = 1;

/** All services, then each: one is chosen. */
export function servicesLines({ selected }: ServicesPage, report: Report): Line[] {
  const failures = (service: string | null) =>
    report.signatures.filter((item) => item.count > 0 && (service === null || item.service === service)).length;
  const rows = [null, ...servicesOf(report)].map((service, i): Line => {
    const tone = i === selected ? 'strong' : 'plain';
    const mark = i === selected ? '> ' : '  ';
    return [
      span(`${mark}${i < 10 ? i : ' '}  ${service ?? 'all services'}`, tone),
      span(`  ${counted(failures(service), 'failure')}`, 'dim'),
    ];
  });
  return [line('Show the failures of', 'heading'), ...rows];
}
