import { Box, Text } from 'ink';
import { useContext } from 'react';
import { cutLine, type Line, padLine } from '../lines/line.ts';
import { highlight } from '../search.ts';
import { SearchContext } from './search-context.ts';
import { ThemeContext } from './theme.ts';

interface Props {
  lines: Line[];
  columns: number;
  /** Shown in reverse over the whole width. */
  selected?: number | undefined;
}

/** Rows of text, each exactly one row high: whatever does not fit is cut. */
export function Lines({ lines, columns, selected }: Props) {
  const theme = useContext(ThemeContext);
  const search = useContext(SearchContext);
  return lines.map((spans, row) => {
    const inverse = row === selected;
    const shown = highlight(inverse ? padLine(spans, columns) : cutLine(spans, columns), search);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place, whatever it shows
      <Box key={row} height={1} flexShrink={0} overflow="hidden">
        <Text wrap="truncate-end">
          {shown.length === 0
            ? ' '
            : shown.map(({ text, tone, mark = false }, i) => {
                const look = inverse ? { bold: theme[tone].bold ?? false } : theme[tone];
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: likewise
                  <Text key={i} inverse={inverse !== mark} {...look}>
                    {text}
                  </Text>
                );
              })}
        </Text>
      </Box>
    );
  });
}
