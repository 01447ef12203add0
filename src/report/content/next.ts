import type { Diagnosis, EntryQuery, Report, Scope } from '../../model.ts';
import { type Block, bullets, code, heading, type Inline, strong, text } from '../blocks.ts';
import { explorerLink } from '../explorer.ts';
import { cap, type Limits } from '../limits.ts';
import { readCommand } from '../shell.ts';
import { count, number, rankedTitle } from '../words.ts';

/** Commands and links that show the entries behind each diagnosis. */
export function whatToCheck(report: Report, limits: Limits): Block[] {
  const blocks = report.diagnoses
    .slice(0, limits.diagnoses)
    .flatMap((diagnosis) => checks(diagnosis, report.scope, limits));
  return blocks.length > 0 ? [heading(2, 'What to check next'), ...blocks] : [];
}

function checks(diagnosis: Diagnosis, { project, from, to }: Scope, limits: Limits): Block[] {
  const { queries, onset } = diagnosis;
  if (queries.length === 0) return [];
  const { shown, left } = cap(
    queries.map((query) => ({ ...query, filter: bounded(query.filter, from, to) })),
    limits.commands,
  );
  const fits = (line: string) => line.length <= limits.command;
  const commands = shown
    .map((query) => [countedOf(query, diagnosis), readCommand(query.filter, project)] as const)
    .filter(([, command]) => fits(command));
  const lines = commands.flat();
  const hrefs = project === null ? [] : shown.map(({ filter }) => explorerLink(filter, project, onset)).filter(fits);
  const missing = left + shown.length - commands.length;
  const links = hrefs.map((href, i) => ({ label: `Logs Explorer${hrefs.length > 1 ? ` ${i + 1}` : ''}`, href }));
  return [
    text(strong(rankedTitle(diagnosis))),
    ...(lines.length > 0 ? [{ kind: 'code' as const, lines, language: 'sh' as const }] : []),
    ...(links.length > 0 ? [{ kind: 'links' as const, links }] : []),
    ...(missing > 0 ? [text(`${count(missing, 'more filter')}: see filters in the JSON report.`)] : []),
  ];
}

/** How many of the entries that a filter finds a report counts, as a line of shell that does nothing. */
function countedOf({ signature, service, counted, found }: EntryQuery, { rule, ...root }: Diagnosis): string {
  const known = root.signature === signature ? rule : root.symptoms.find((one) => one.signature === signature)?.rule;
  const name = `${known ?? signature}${service === '' ? '' : ` in ${service}`}`;
  const amount =
    found === null ? 'some of its requests, whole' : `${number(counted)} of ${count(found, 'entry', 'entries')}`;
  return `# ${amount}: ${name.replace(/[^\w.:/ -]/g, '?').slice(0, 160)}`;
}

/** gcloud reads one day back unless the filter has a time. */
function bounded(filter: string, from: string | null, to: string | null): string {
  if (/\btimestamp\b/.test(filter) || from === null || to === null) return filter;
  return `(${filter}) AND timestamp>="${from}" AND timestamp<="${to}"`;
}

/** What the rules advise, per diagnosis. */
export function remedy({ diagnoses }: Report, limits: Limits): Block[] {
  const blocks = diagnoses.slice(0, limits.diagnoses).flatMap((diagnosis) => {
    const steps = cap(diagnosis.remedy, limits.items);
    const items: Inline[] = [
      ...steps.shown.map((step): Inline => [step]),
      ...(steps.left > 0 ? [[`… and ${steps.left} more`]] : []),
      ...diagnosis.references.slice(0, limits.items).map((reference): Inline => ['See ', code(reference)]),
    ];
    return items.length > 0 ? [text(strong(rankedTitle(diagnosis))), bullets(items)] : [];
  });
  return blocks.length > 0 ? [heading(2, 'Remedy'), ...blocks] : [];
}
