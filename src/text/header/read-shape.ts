/** Reads one shape of a table, at one place of a line. */
import type { Micros, Severity } from '../../model.ts';
import type { Shape } from './shapes.ts';
import { readStamp, type Stamp } from './stamp.ts';
import { readLevel, statedIn } from './words.ts';

export interface Header {
  /** null where the text states none. */
  level: Severity | null;
  time: Micros | null;
  /** The time had no offset and was read as UTC. */
  naive: boolean;
  logger: string;
  /** The text without its header and without colour marks; of several lines the later ones stay. */
  rest: string;
}

/** A header that states nothing, before the rest of the line from `at` on. */
export function unstated(line: string, at: number): Header {
  return { level: null, time: null, naive: false, logger: '', rest: line.slice(at) };
}

/** The first shape of the table that matches at `at`. */
export function readShape(shapes: Shape[], line: string, at: number): Header | null {
  for (const { pattern } of shapes) {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (!match) continue;
    const groups = match.groups;
    const stamp = groups?.stamp ? readStamp(groups.stamp, 0) : null;
    const logger = groups?.logger ?? '';
    const isSaid = isException(logger, line.slice(at, pattern.lastIndex));
    const rest = line.slice(pattern.lastIndex);
    return {
      level: groups ? statedIn(groups) : null,
      time: stamp?.time ?? null,
      naive: stamp?.naive ?? false,
      logger: isSaid ? '' : logger,
      rest: isSaid ? `${logger}: ${rest}` : rest,
    };
  }
  return null;
}

/** Whether what stands where loggers do is the class of the exception that is reported: `ERROR [worker-1] KeyError: 'tenant'`. */
function isException(logger: string, header: string): boolean {
  return /(?:Error|Exception|Interrupt|Exit|Timeout)$/.test(logger) && header.trimEnd().endsWith(`${logger}:`);
}

/** A pattern that names a level and is part of the message itself: all of the line stays. */
export function readKind(pattern: RegExp, line: string, at: number): Header | null {
  pattern.lastIndex = at;
  const kind = pattern.exec(line);
  return kind && { ...unstated(line, at), level: readLevel(kind[1]!) };
}

export function withStamp(header: Header, stamp: Stamp): Header {
  return { ...header, time: stamp.time ?? header.time, naive: stamp.time === null ? header.naive : stamp.naive };
}
