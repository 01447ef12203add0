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
  headerRows: number;
  /** Rows of the counts over time, their clock among them; 0 where none are shown. */
  timelineRows: number;
  /** Deployments in a row of their own above the clock. */
  markersApart: boolean;
}

/** The tabs, and the keys at the bottom. */
const FRAME_ROWS = 2;
/** How many services the timeline shows on a terminal of so many rows, and from how many on its markers have a row of their own. */
const SERVICE_ROWS: [rows: number, services: number][] = [
  [60, 6],
  [45, 4],
  [32, 3],
  [24, 2],
  [18, 1],
];
const MARKERS_APART = 32;
/** From here on there is room for two panes beside each other. */
const WIDE = 130;
/** Columns of a list in which a title can be read beside whole phrases. */
const ROOMY = 106;

export interface LayoutInput {
  columns: number;
  rows: number;
  /** How many items the list has. */
  items: number;
  /** One text on the whole screen. */
  full: boolean;
  /** What is read is followed: a row says how the newest deployment stands. */
  live: boolean;
  /** Services that failed over time; null where nothing is known of that. */
  services: number | null;
}

export function layoutOf(input: LayoutInput): Layout {
  const { columns, rows, full } = input;
  const headerRows = input.live ? 3 : 2;
  const markersApart = rows >= MARKERS_APART;
  const timelineRows = full ? 0 : timelineOf(input, markersApart);
  const body = Math.max(1, rows - FRAME_ROWS - headerRows - timelineRows);
  const panes = full
    ? { listRows: 0, listColumns: 0, detailRows: body, detailColumns: columns, beside: false }
    : panesOf(input, body);
  return { ...panes, headerRows, timelineRows, markersApart };
}

function timelineOf({ rows, services }: LayoutInput, markersApart: boolean): number {
  const [, most] = SERVICE_ROWS.find(([least]) => rows >= least) ?? [0, 0];
  if (services === null || most === 0) return 0;
  return Math.min(Math.max(services, 1), most) + (markersApart ? 2 : 1);
}

function listColumnsOf(columns: number): number {
  return columns >= WIDE ? Math.min(Math.floor(columns * 0.56), 130) : columns;
}

/** Whether rows of the list have room for more words. */
export function isRoomy(columns: number): boolean {
  return listColumnsOf(columns) >= ROOMY;
}

type Panes = Pick<Layout, 'listRows' | 'listColumns' | 'detailRows' | 'detailColumns' | 'beside'>;

function panesOf({ columns, items }: LayoutInput, body: number): Panes {
  if (columns >= WIDE) {
    const listColumns = listColumnsOf(columns);
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
  const listRows = Math.min(Math.max(items, 3), Math.floor((body - 2) * 0.5));
  return { listRows, listColumns: columns, detailRows: body - 2 - listRows, detailColumns: columns, beside: false };
}
