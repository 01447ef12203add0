import { quote } from '../filter/index.ts';
import type { Report, SignatureReport } from '../model.ts';

/** Shorter text says too little to be looked for. */
const SHORTEST = 8;

/** A Logging filter that finds the entries of a failure: its cause's own, else by words that all its entries share, else its samples. */
export function filterFor(report: Report, target: { signature: string; service: string }): string | null {
  const fits = (item: { signature: string; service: string }) =>
    item.signature === target.signature && item.service === target.service;
  const queries = report.diagnoses.flatMap((diagnosis) => diagnosis.queries);
  const known = queries.find(fits)?.filter ?? report.diagnoses.find(fits)?.filters[0];
  if (known !== undefined) return known;
  const signature = report.signatures.find(fits);
  return signature ? filterOf(signature) : null;
}

function filterOf({ service, template, samples, first, last }: SignatureReport): string {
  const place = service === '' ? [] : [`resource.labels.service_name=${quote(service)}`];
  const words = sharedWords(
    template,
    samples.map(({ message }) => message),
  );
  if (words !== null) {
    const span = first === null || last === null ? [] : [`timestamp>=${quote(first)}`, `timestamp<=${quote(last)}`];
    return [...place, ...span, quote(words)].join(' AND ');
  }
  const ids = samples.map(({ insertId }) => insertId).filter((id) => id !== '');
  const those = ids.length === 0 ? [] : [`insertId=(${ids.map((id) => quote(id)).join(' OR ')})`];
  return [...place, ...those].join(' AND ');
}

/** The longest text between two masks of a template that every sample has as it stands. */
function sharedWords(template: string, messages: string[]): string | null {
  const parts = template.split(/<[\w-]+>|\n/).map((part) => part.trim());
  const shared = parts.filter(
    (part) => part.length >= SHORTEST && messages.length > 0 && messages.every((message) => message.includes(part)),
  );
  return shared.sort((a, b) => b.length - a.length)[0] ?? null;
}
