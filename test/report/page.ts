import { expect } from 'vitest';
import { MAX_MARKDOWN } from '../../src/report/index.ts';
import { liveParts } from '../text/live.ts';

/** Holds a page to what every page promises: it fits, its fences and tables are whole, and nothing from a log is alive in it. */
export function expectCalm(page: string): void {
  expect(page.length).toBeLessThanOrEqual(MAX_MARKDOWN);
  const { prose, open } = withoutFences(page);
  expect(open).toBe(false);
  expect(unequalRows(prose)).toEqual([]);
  const live = prose.flatMap((line) => liveParts(inner(line), '**').map((what) => `${what}: ${line}`));
  expect(live).toEqual([]);
}

function withoutFences(page: string): { prose: string[]; open: boolean } {
  const prose: string[] = [];
  let fence = '';
  for (const line of page.split('\n')) {
    const run = /^ {0,3}(`{3,})(.*)$/.exec(line);
    if (fence === '' && run && !run[2]!.includes('`')) fence = run[1]!;
    else if (fence !== '' && run && run[1]!.length >= fence.length && run[2]!.trim() === '') fence = '';
    else if (fence === '') prose.push(line);
  }
  return { prose, open: fence !== '' };
}

/** Rows whose number of cells is not that of their table's head. */
function unequalRows(lines: string[]): string[] {
  let cells = 0;
  return lines.filter((line) => {
    if (!line.startsWith('| ')) {
      cells = 0;
      return false;
    }
    const n = line.replace(/\\./g, '').split('|').length;
    if (cells === 0) cells = n;
    return n !== cells;
  });
}

/** A line without the marks that the printer itself puts in: list, heading, table, strong, and links to the Logs Explorer. */
function inner(line: string): string {
  if (/^\|(?: ---:? \|)+$/.test(line)) return '';
  return line
    .replace(/^- \[Logs Explorer(?: \d)?\]\(https:\/\/console\.cloud\.google\.com\/logs\/query;[\w.%;=?~-]+\)$/, '')
    .replace(/^ *(?:- |\d+\. )/, '')
    .replace(/^#{2,3} /, '')
    .replace(/^\| (.*) \|$/, '$1')
    .replaceAll(' | ', ' ');
}
