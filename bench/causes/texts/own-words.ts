// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is what scenarios write
/** Errors in an application's own words, which no list of known messages holds. */
import type { Random } from '../../../src/emulator/scenarios/random.ts';
import { type App, pascal } from './app.ts';
import type { ErrorText } from './request-errors.ts';

const THINGS = [
  'ledger',
  'tariff',
  'basket',
  'manifest',
  'roster',
  'snapshot',
  'mandate',
  'batch',
  'envelope',
  'cursor',
];
const STATES = [
  'drifted',
  'diverged',
  'stalled',
  'collapsed',
  'went stale',
  'lost its anchor',
  'came back empty',
  'was rejected',
];
const PARTS = ['checksum', 'sequence', 'balance', 'region', 'owner', 'horizon', 'weight', 'epoch'];

/** The error itself: an exception of the application, or a plain line. */
export function ownError(app: App, random: Random): ErrorText {
  const [thing, state, part] = [random.pick(THINGS), random.pick(STATES), random.pick(PARTS)];
  const about = `${thing} ${part} ${state} for ${app.domain.one} \${int:1000:90000}`;
  const kind = `${pascal(thing)}${pascal(part)}Error`;
  const raised: Record<App['language'], string> = {
    python: `${app.domain.name}.errors.${kind}: ${about}`,
    node: `${kind}: ${about}`,
    java: `com.example.${app.domain.name}.${kind.replace(/Error$/, 'Exception')}: ${about}`,
    go: `panic: ${about} [recovered]`,
  };
  const trace = random.chance(0.6);
  return {
    text: trace
      ? raised[app.language]
      : `${pascal(thing)} ${part} ${state}, ${app.domain.one} \${int:1000:90000} left alone`,
    trace,
  };
}

/** What follows from it in the same service or a caller's. */
export function ownSymptom(app: App, random: Random): string {
  return random.pick([
    `Parked ${app.domain.one} \${int:1000:90000}, will be looked at by hand`,
    `Giving up on ${app.domain.one} after 3 tries`,
    `Customer sees the sorry page instead of ${app.domain.name}`,
    `${pascal(app.domain.one)} stage skipped: nothing usable came out of the step before`,
    `No answer fit to show for ${app.domain.one} \${int:1000:90000}`,
  ]);
}
