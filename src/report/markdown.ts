import { codeBlock, collapse, escapeMarkdown, inlineCode } from '../text/escape.ts';
import type { Block, Column, Content, Inline, Piece } from './blocks.ts';
import { text } from './blocks.ts';
import { LEVELS, type Limits } from './limits.ts';
import { cutLine } from './lines.ts';

/** What GitHub takes as an issue's body, in characters; UTF-16 units are never fewer. */
export const MAX_MARKDOWN = 65_536;

/** GitHub-flavoured Markdown, at most 65,536 characters: what matters least goes first, and the report says so. */
export function renderMarkdown(content: Content): string {
  const full = print(content(LEVELS[0]!), LEVELS[0]!);
  if (full.length <= MAX_MARKDOWN) return full;
  for (const limits of LEVELS.slice(1)) {
    const page = shortened(content, limits);
    if (page.length <= MAX_MARKDOWN) return page;
  }
  let limits = LEVELS.at(-1)!;
  while (limits.text > 10) {
    limits = { ...limits, text: Math.floor(limits.text / 2), fingerprints: Math.floor(limits.fingerprints / 2) };
    const page = shortened(content, limits);
    if (page.length <= MAX_MARKDOWN) return page;
  }
  throw new Error('a report within the smallest limits does not fit');
}

function shortened(content: Content, limits: Limits): string {
  const blocks = content(limits);
  const notice = text(
    `Shortened to fit the ${MAX_MARKDOWN.toLocaleString('en-US')} characters of an issue: the JSON report has everything.`,
  );
  const end = blocks.at(-1)?.kind === 'mark' ? -1 : blocks.length;
  return print([...blocks.slice(0, end), notice, ...blocks.slice(end)], limits);
}

function print(blocks: Block[], limits: Limits): string {
  return `${blocks.map((block) => printBlock(block, limits)).join('\n\n')}\n`;
}

function printBlock(block: Block, limits: Limits): string {
  const line = (inline: Inline) => printInline(inline, limits.text);
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level + 1)} ${line(block.content).trim()}`;
    case 'text':
      return line(block.content).trim();
    case 'list':
      return block.items
        .map((item, i) => printItem(block.from === null ? '-' : `${block.from + i}.`, item, line))
        .join('\n');
    case 'table':
      return printTable(
        block.columns,
        block.rows.map((row) => row.map((cell) => printCell(cell, limits.text))),
      );
    case 'code':
      return codeBlock(
        block.lines.map((l) => (block.language === 'sh' ? l : cutLine(l, limits.text))).join('\n'),
        block.language,
      );
    case 'links':
      return block.links.map(({ label, href }) => `- [${escapeMarkdown(label)}](${href})`).join('\n');
    case 'mark':
      return inlineCode(block.text);
  }
}

function printItem(
  mark: string,
  { content: inline, below }: { content: Inline; below: Inline[] },
  line: (inline: Inline) => string,
): string {
  const indent = ' '.repeat(mark.length + 1);
  return [`${mark} ${line(inline).trim()}`, ...below.map((sub) => `${indent}- ${line(sub).trim()}`)].join('\n');
}

function printTable(columns: Column[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ right }) => (right ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n');
}

/** A pipe ends a cell even inside code; there a backslash before it is taken away again. */
function printCell(inline: Inline, max: number): string {
  return printInline(
    inline.map((piece) =>
      typeof piece !== 'string' && piece.as === 'code' && piece.text.includes('|') ? piece.text : piece,
    ),
    max,
  ).trim();
}

function printInline(inline: Inline, max: number): string {
  return join(inline.map((piece) => printPiece(piece, max)));
}

/** Parts one after the other; a space keeps two backticks of different spans apart. */
function join(parts: string[]): string {
  return parts.reduce(
    (line, part) => (line.endsWith('`') && part.startsWith('`') ? `${line} ${part}` : line + part),
    '',
  );
}

/** What stands in backticks, in a rule's words or in a log line, becomes code; the rest is escaped: either way nothing is live. */
function prose(line: string): string {
  return join(line.split(/`([^`]+)`/).map((part, i) => (i % 2 === 1 ? inlineCode(part) : escapeMarkdown(part))));
}

function printPiece(piece: Piece, max: number): string {
  if (typeof piece === 'string') return prose(cutLine(piece, max));
  const { as, text: raw } = piece;
  if (as === 'code') return inlineCode(cutLine(raw, max));
  const escaped = escapeMarkdown(collapse(cutLine(raw, max)));
  return as === 'strong' && escaped !== '' ? `**${escaped}**` : escaped;
}
