/** Reads the stack trace in a text, whatever language printed it. */
import type { StackTrace } from '../../model.ts';
import { stripColours } from '../../text/header/colours.ts';
import { foldFrames } from './fold.ts';
import type { Language } from './language.ts';
import { dotnet } from './languages/dotnet.ts';
import { go } from './languages/go.ts';
import { java } from './languages/java.ts';
import { javascript } from './languages/javascript.ts';
import { php } from './languages/php.ts';
import { python } from './languages/python.ts';
import { ruby } from './languages/ruby.ts';
import { rust } from './languages/rust.ts';

/** In the order of how sure their marks are; .NET's `at X(…)` is the vaguest. */
const LANGUAGES: Language[] = [python, rust, go, java, javascript, ruby, php, dotnet];

/** A log entry holds 256 KiB at most; a re-assembled trace may be longer, its ends tell enough. */
const MAX_TEXT = 1_000_000;
/** No frame and no exception's line is longer; what is behind is an argument or a message. */
const MAX_LINE = 2_000;

/**
 * The first stack trace in a text; null where it has none. A trace that is cut gives what is left of it: frames without an exception have
 * the type ''. Cycles of recursion are folded. Never throws, linear in the text.
 */
export function parseTrace(text: string): StackTrace | null {
  if (!text.includes('\n')) return null;
  const plain = stripColours(text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text);
  let lines: string[] | null = null;
  for (const { language, looks, parse } of LANGUAGES) {
    if (!looks(plain)) continue;
    lines ??= plain.split(/\r?\n/).map((line) => line.slice(0, MAX_LINE));
    const parsed = parse(lines);
    if (!parsed) continue;
    let folded = parsed.folded;
    const exceptions = parsed.exceptions.map((exception) => {
      const once = foldFrames(exception.frames);
      folded += once.folded;
      return { ...exception, frames: once.frames };
    });
    return { language, exceptions, folded };
  }
  return null;
}
