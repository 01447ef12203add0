/** Lines that are the same text for more than one reason: then no reader can tell one occurrence from another. */
import type { RawEntry } from '../../src/model.ts';
import type { Label } from './truth.ts';

/** Gives each label the ids of the others whose lines say the same in the same service. */
export function noteShared(labelled: { entry: RawEntry; label: Label }[]): void {
  const sayers = new Map<string, Set<string>>();
  for (const { entry, label } of labelled) {
    const key = saying(entry);
    sayers.set(key, (sayers.get(key) ?? new Set()).add(label.of));
  }
  for (const { entry, label } of labelled) {
    label.also = [...sayers.get(saying(entry))!].filter((of) => of !== label.of);
  }
}

/** Service and text with its numbers and ids blotted out; of a request method, status and the platform's remark. */
function saying(entry: RawEntry): string {
  const { labels } = entry.resource as { labels: { service_name: string } };
  const http = entry.httpRequest as { requestMethod: string; status: number } | undefined;
  const payload = entry.jsonPayload as { message?: string } | undefined;
  const text = String(entry.textPayload ?? payload?.message ?? '').replace(/[0-9a-f]*\d[0-9a-f]*/g, '#');
  return `${labels.service_name} ${http ? `${http.requestMethod} ${http.status} ` : ''}${text}`;
}
