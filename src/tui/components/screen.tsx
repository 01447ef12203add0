import { Box } from 'ink';
import { span } from '../lines/line.ts';
import { layoutIn, pageIn, rowsIn } from '../select.ts';
import type { ScreenState } from '../state.ts';
import { Detail } from './detail.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { Lines } from './lines.tsx';
import { List } from './list.tsx';
import { Page } from './page.tsx';
import { SearchContext } from './search-context.ts';
import { Tabs } from './tabs.tsx';
import { Timeline } from './timeline.tsx';

/** One state in, one frame out: as high as the terminal, no wider. */
export function Screen({ state }: { state: ScreenState }) {
  return (
    <Box flexDirection="column" width="100%" height={state.rows} overflow="hidden">
      <Header state={state} />
      <Timeline state={state} />
      <Tabs state={state} />
      <Box flexGrow={1} flexShrink={1} flexDirection="column" overflow="hidden">
        <SearchContext value={state.search}>
          {pageIn(state) ? <Page state={state} /> : <Panes state={state} />}
        </SearchContext>
      </Box>
      <Footer state={state} />
    </Box>
  );
}

/** The list and the details of what is selected in it: beside each other where there is room. */
function Panes({ state }: { state: ScreenState }) {
  const { listRows, listColumns, detailRows, beside } = layoutIn(state);
  if (!beside) {
    const below = detailRows > 0 && rowsIn(state).length > 0;
    return (
      <>
        <Box flexDirection="column" height={listRows + 1} flexShrink={0}>
          <List state={state} />
        </Box>
        {below && <Lines lines={[[span('─'.repeat(state.columns), 'dim')]]} columns={state.columns} />}
        {below && <Detail state={state} />}
      </>
    );
  }
  const rule = Array.from({ length: detailRows }, () => [span(' │ ', 'dim')]);
  return (
    <Box flexDirection="row" overflow="hidden">
      <Box flexDirection="column" width={listColumns} flexShrink={0}>
        <List state={state} />
      </Box>
      <Box flexDirection="column" width={3} flexShrink={0}>
        <Lines lines={rule} columns={3} />
      </Box>
      <Box flexDirection="column" flexGrow={1} overflow="hidden">
        <Detail state={state} />
      </Box>
    </Box>
  );
}
