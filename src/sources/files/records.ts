import { record } from '../entry-values.ts';
import { isLogEntry, toCamelCase, wrapPayload } from './app-json.ts';
import type { Intake } from './intake.ts';
import type { ZoneShift } from './zone.ts';

/** What a reader needs to know of the input that it reads. */
export interface InputContext {
  intake: Intake;
  /** The service of lines that name none. */
  service: string;
  shift: ZoneShift;
}

/** Tells parsed JSON values apart: LogEntries, a page of them as the API returns it, an application's own objects. */
export class Records {
  /** Whether the input has LogEntries: then a line that is no JSON is a broken one, not text. */
  hasEntries = false;
  private readonly context: InputContext;

  constructor(context: InputContext) {
    this.context = context;
  }

  /** False: not an object, nothing was taken. */
  take(value: unknown): boolean {
    const object = record(value);
    if (!object) return false;
    const { intake, service, shift } = this.context;
    if (isLogEntry(object)) {
      this.hasEntries = true;
      intake.entry(toCamelCase(object));
    } else if (Array.isArray(object.entries) && record(object.entries[0])) {
      for (const entry of object.entries) this.take(entry);
    } else {
      intake.entry(wrapPayload(object, service, shift));
    }
    return true;
  }
}
