/** An error as a line of a scenario, written the way its service writes. */
import type { Random } from '../../../src/emulator/scenarios/random.ts';
import type { Line, Span } from '../draft.ts';
import { mark } from '../marks.ts';
import type { App } from '../texts/app.ts';
import type { ErrorText } from '../texts/request-errors.ts';
import { stackOf } from '../texts/stacks.ts';

/** Shapes whose lines show no level. */
const LEVELLESS = new Set(['plain']);

/** The error with its trace where it has one: in the log library's field, below its line, bare, or one entry a line. */
export function errorLine(app: App, random: Random, error: ErrorText, id: string, after: Span = [8_000, 30_000]): Line {
  const traced = random.chance(0.5);
  if (!error.trace) return { ...sayLine(app, 'ERROR', error.text, id, after), traced };
  const stack = mark(stackOf(app, random, error.text), id);
  const json = app.shape.includes('json');
  const bare = app.language === 'go' || (!json && random.chance(0.5));
  if (bare) return { after, text: stack, traced, ...(random.chance(0.5) ? { split: random.int(40, 300) } : {}) };
  const { domain } = app;
  const said = random.pick([
    `Unhandled exception while handling /${domain.name}`,
    `${domain.verb} ${domain.one} failed`,
    'Internal Server Error',
    'Exception in request handler',
  ]);
  const message = mark(LEVELLESS.has(app.shape) ? `ERROR ${said}` : said, id);
  return { after, level: 'ERROR', message, stack, traced };
}

/** A line with no trace. */
export function sayLine(app: App, level: string, text: string, id: string, after: Span): Line {
  return { after, level, message: mark(LEVELLESS.has(app.shape) ? `${level} ${text}` : text, id) };
}

/** A mark alone, for a request entry that says nothing more. */
export function silent(id: string): string {
  return mark('', id);
}
