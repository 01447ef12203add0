/** Where things are on a screen of a size: rows and columns of each pane. */
export interface Layout {
  /** Rows of the list, its heading not counted; 0 where no list is shown. */
  listRows: number;
  listColumns: number;
  /** Rows of the details; 0 where there is no room for them. */
  detailRows: number;
  detailColumns: number;
  /** List and details side by side, else one above the other. */
  beside: boolean;
}

/** Two rows of header, the tabs, and the keys at the bottom. */
const FRAME_ROWS = 4;
/** From here on there is room for two panes beside each other. */
const WIDE = 130;

export interface LayoutInput {
  columns: number;
  rows: number;
  /** How many items the list has. */
  items: number;
  /** One text on the whole screen. */
  full: boolean;
}

export function layoutOf({ columns, rows, items, full }: LayoutInput): Layout {
  const body = Math.max(1, rows - FRAME_ROWS);
  if (full) return { listRows: 0, listColumns: 0, detailRows: body, detailColumns: columns, beside: false };
  if (columns >= WIDE) {
    const listColumns = Math.min(Math.floor(columns * 0.54), 120);
    return {
      listRows: body - 1,
      listColumns,
      detailRows: body,
      detailColumns: columns - listColumns - 3,
      beside: true,
    };
  }
  if (body < 10)
    return {
      listRows: Math.max(1, body - 1),
      listColumns: columns,
      detailRows: 0,
      detailColumns: columns,
      beside: false,
    };
  const listRows = Math.min(Math.max(items, 3), Math.floor((body - 2) * 0.45));
  return { listRows, listColumns: columns, detailRows: body - 2 - listRows, detailColumns: columns, beside: false };
}
