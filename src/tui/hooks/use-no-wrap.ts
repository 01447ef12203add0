import { useStdout } from 'ink';
import { useLayoutEffect } from 'react';

const NO_WRAP = '\u001b[?7l';
const WRAP = '\u001b[?7h';

/**
 * Rows that are too long are cut at the terminal's edge, not continued on the next row. Terminals disagree on the width of some
 * characters in logs; without this, one of them would push the whole frame down. Undone when the screen closes, also by a signal.
 */
export function useNoWrap(): void {
  const { stdout } = useStdout();
  useLayoutEffect(() => {
    stdout.write(NO_WRAP);
    return () => void stdout.write(WRAP);
  }, [stdout]);
}
