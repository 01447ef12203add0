import { Box, Text } from 'ink';
import { useContext } from 'react';
import { cutLine, type Line, padLine } from '../lines/line.ts';
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
  return lines.map((spans, row) => {
    const inverse = row === selected;
    const shown = inverse ? padLine(spans, columns) : cutLine(spans, columns);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place, whatever it shows
      <Box key={row} height={1} flexShrink={0} overflow="hidden">
        <Text wrap="truncate-end" inverse={inverse}>
          {shown.length === 0
            ? ' '
            : shown.map(({ text, tone }, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: likewise
                <Text key={i} {...(inverse ? { bold: theme[tone].bold ?? false } : theme[tone])}>
                  {text}
                </Text>
              ))}
        </Text>
      </Box>
    );
  });
}
