import type { Place } from './run-facts.ts';
import type { ProtoEntry } from './to-raw.ts';

/** Which services were seen in which regions. */
export class Places {
  readonly #places = new Map<string, Place>();

  /** Revisions of which the logs say that they failed: what the Run API says of it would be the same again. */
  readonly failed = new Set<string>();

  note(entry: ProtoEntry): void {
    const labels = entry.resource?.labels ?? {};
    this.add({ service: labels.service_name || labels.job_name || '', location: labels.location ?? '' });
  }

  add(place: Place): void {
    if (place.service) this.#places.set(`${place.service} ${place.location}`, place);
  }

  /** In the order in which they were seen first, which is newest first. */
  list(): Place[] {
    return [...this.#places.values()];
  }

  services(): string[] {
    return unique(this.list().map((place) => place.service));
  }

  regions(): string[] {
    return unique(this.list().map((place) => place.location)).filter(Boolean);
  }
}

function unique(values: string[]): string[] {
  return [...new Set(values)].sort();
}
