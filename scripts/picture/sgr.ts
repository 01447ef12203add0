/** A terminal's row, as `tmux capture-pane -e` prints it, read into pieces of one look each. */

export interface Look {
  /** 0-15; null = the terminal's own. */
  colour: number | null;
  bold: boolean;
  dim: boolean;
  inverse: boolean;
}

export interface Piece extends Look {
  text: string;
}

const PLAIN: Look = { colour: null, bold: false, dim: false, inverse: false };

/** The codes that a screen of 16 colours has; what else there may be is left out. */
function apply(look: Look, code: number): Look {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...look, bold: true };
  if (code === 2) return { ...look, dim: true };
  if (code === 7) return { ...look, inverse: true };
  if (code === 22) return { ...look, bold: false, dim: false };
  if (code === 27) return { ...look, inverse: false };
  if (code >= 30 && code <= 37) return { ...look, colour: code - 30 };
  if (code >= 90 && code <= 97) return { ...look, colour: code - 82 };
  if (code === 39) return { ...look, colour: null };
  return look;
}

/** @param before the look that the row above ended with */
export function readRow(row: string, before: Look = PLAIN): { pieces: Piece[]; after: Look } {
  const pieces: Piece[] = [];
  let look = before;
  for (const part of row.split(/(\u001b\[[\d;]*m)/)) {
    const codes = /^\u001b\[([\d;]*)m$/.exec(part);
    if (!codes) {
      if (part !== '') pieces.push({ ...look, text: part });
      continue;
    }
    for (const code of codes[1]!.split(';')) look = apply(look, Number(code));
  }
  return { pieces, after: look };
}
