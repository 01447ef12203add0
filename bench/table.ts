/** One line of a bench's table: what was measured, its value, its ratio to something measured in the same run, and the figure to reach. */
export interface Row {
  what: string;
  value: string;
  ratio: string;
  reach: string;
}

export function printTable(title: string, rows: Row[]): void {
  const columns = ['what', 'value', 'ratio', 'reach'] as const;
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  console.log(`\n${title}\n`);
  console.log(line(columns));
  console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  for (const row of rows) console.log(line(columns.map((column) => row[column])));
}
