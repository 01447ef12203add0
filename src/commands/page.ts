import { collapse, escapeTerminal } from '../text/escape.ts';
import type { Io } from './io.ts';

/** Whether a terminal that did not refuse colours reads what is printed. */
export function hasColor({ stdout, env }: Pick<Io, 'stdout' | 'env'>): boolean {
  return stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}

const SGR = { strong: '1', dim: '2', head: '1;36', bad: '31', good: '32' };

/** What text is laid out for. */
export interface Page {
  /** Columns. */
  width: number;
  /** Whether a person reads it; else a pipe, which gets one whole row a thing. */
  terminal: boolean;
  paint(kind: keyof typeof SGR, text: string): string;
}

/** A page for standard output. */
export function pageOf(io: Pick<Io, 'stdout' | 'env'>): Page {
  const color = hasColor(io);
  return {
    width: Math.max(40, io.stdout.columns || 100),
    terminal: io.stdout.isTTY === true,
    paint: (kind, text) => (color && text !== '' ? `\u001b[${SGR[kind]}m${text}\u001b[0m` : text),
  };
}

/** Text on one line, inert for a terminal. */
export function inert(text: string): string {
  return collapse(escapeTerminal(text));
}

/** Text on one line as it is, its blanks too, inert for a terminal. */
export function verbatim(text: string): string {
  return escapeTerminal(text).replaceAll('\n', '\\n');
}

/** `1 rule`, `2 rules`. */
export function count(amount: number, thing: string, things = `${thing}s`): string {
  return `${amount} ${amount === 1 ? thing : things}`;
}
