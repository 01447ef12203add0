/** Go panics with the first goroutine of their dump, and the traces that pkg/errors and zap print. */
import type { Frame, TraceException } from '../../../model.ts';
import { makeFrame } from '../frames.ts';
import { joinMessage, type Language, type Parsed } from '../language.ts';

const PANIC =
  /^\s*(?:panic: |(?:.*? )?http: panic serving \S+: |(?:\S+ \S+ )?panic recovered: )(.*?)(?: \[recovered\].*)?$/;
const FATAL = /^fatal error: (.*)$/;
const GOROUTINE = /^goroutine \d+ \[/;
const PLACE = /^\s+(\S.*\.(?:go|s)):(\d+)(?: \+0x[0-9a-f]+)?\s*$/;
const CREATED = /^created by (\S+)/;

interface Reader {
  panics: TraceException[];
  /** Innermost call first. */
  frames: Frame[];
  goroutines: number;
}

function parse(lines: string[]): Parsed | null {
  const reader: Reader = { panics: [], frames: [], goroutines: 0 };
  for (let i = 0; i < lines.length && reader.goroutines < 2; i++) readLine(reader, lines, i);
  const { panics, frames } = reader;
  if (frames.length === 0 && !(panics.length > 0 && reader.goroutines > 0)) return null;
  if (panics.length === 0) panics.push({ type: panicked(frames) ? 'panic' : '', message: '', frames: [] });
  panics.at(-1)!.frames = frames.reverse();
  return { exceptions: panics.flatMap(unwrap), folded: 0 };
}

function readLine(reader: Reader, lines: string[], i: number): void {
  const line = lines[i]!;
  const place = PLACE.exec(line);
  if (place) reader.frames.push(makeFrame('go', place[1]!, place[2], functionName(lines[i - 1] ?? '')));
  else if (GOROUTINE.test(line)) reader.goroutines++;
  else if (reader.frames.length === 0) {
    const panic = PANIC.exec(line);
    const fatal = panic ? null : FATAL.exec(line);
    if (panic) reader.panics.push(named(panic[1]!));
    else if (fatal) reader.panics.push({ type: 'fatal error', message: fatal[1]!, frames: [] });
  }
}

function named(message: string): TraceException {
  const runtime = message.startsWith('runtime error: ');
  return {
    type: runtime ? 'runtime error' : 'panic',
    message: joinMessage([message.slice(runtime ? 15 : 0)]),
    frames: [],
  };
}

/** `main.(*Server).handle` of `main.(*Server).handle(0xc000, {0x1, 0x2})`. */
function functionName(line: string): string {
  const created = CREATED.exec(line);
  if (created) return created[1]!;
  // The line of the call is missing.
  if (GOROUTINE.test(line) || PLACE.test(line)) return '';
  const call = line.trim();
  const open = call.lastIndexOf('(');
  return open > 0 && call.endsWith(')') ? call.slice(0, open) : call;
}

function panicked(frames: Frame[]): boolean {
  return frames.some((frame) => frame.function === 'panic' || frame.function === 'runtime.gopanic');
}

/** A panic with a wrapped error (`load user: query: connection refused`) was caused by the innermost. */
function unwrap(panic: TraceException): TraceException[] {
  const parts = panic.message.split(': ');
  if (panic.type !== 'panic' || parts.length < 2) return [panic];
  return [{ type: 'error', message: parts.at(-1)!, frames: panic.frames }, panic];
}

export const go: Language = {
  language: 'go',
  looks: (text) => text.includes('goroutine ') || /^[ \t]+\S.*\.go:\d+(?: \+0x[0-9a-f]+)?\r?$/m.test(text),
  parse,
};
