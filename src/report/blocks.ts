/**
 * A report's content as blocks, without a format. Every string in them may hold log text: a printer escapes all of them and cuts
 * each to the limit, so that no content can forget to.
 */
import type { Limits } from './limits.ts';

/** A piece of running text; a plain string is one without emphasis. */
export type Piece = string | { as: 'strong' | 'code' | 'dim'; text: string };

export type Inline = Piece[];

export interface Item {
  content: Inline;
  /** Its sub-items. */
  below: Inline[];
}

export type Block =
  | { kind: 'heading'; level: 1 | 2; content: Inline }
  | { kind: 'text'; content: Inline }
  | { kind: 'list'; items: Item[] /** Number of the first item; null = bullets. */; from: number | null }
  | { kind: 'table'; columns: Column[]; rows: Inline[][] }
  /** Lines are never cut: content leaves out those that are too long. */
  | { kind: 'code'; lines: string[]; language: 'sh' | '' }
  | { kind: 'links'; links: { label: string; href: string }[] }
  /** The last line, by which an issue is found again. */
  | { kind: 'mark'; text: string };

/** What a page says within the limits that it has to fit into. */
export type Content = (limits: Limits) => Block[];

export interface Column {
  title: string;
  right: boolean;
}

export const strong = (text: string): Piece => ({ as: 'strong', text });
export const code = (text: string): Piece => ({ as: 'code', text });
export const dim = (text: string): Piece => ({ as: 'dim', text });

export const text = (...content: Inline): Block => ({ kind: 'text', content });
export const heading = (level: 1 | 2, ...content: Inline): Block => ({ kind: 'heading', level, content });
export const bullets = (items: Inline[]): Block => ({
  kind: 'list',
  items: items.map((content) => ({ content, below: [] })),
  from: null,
});

/** Columns from their titles; `>` in front means numbers, to the right. */
export function columns(...titles: string[]): Column[] {
  return titles.map((title) =>
    title.startsWith('>') ? { title: title.slice(1), right: true } : { title, right: false },
  );
}
