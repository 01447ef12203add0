import type { Report } from '../../model.ts';
import type { Line } from '../lines/line.ts';
import type { Column, Row } from '../lines/table.ts';
import type { ScreenData } from '../store.ts';

/** A list of things with the details of the selected one beside or below it. */
export interface ListView {
  label: string;
  columns: Column[];
  /** In the order shown; `wide` says that there is room for whole sentences. The same array for the same report. */
  rows(report: Report, wide: boolean): Row[];
  detail(report: Report, key: string, columns: number): Line[];
  /** What to say where there are no rows. */
  empty(data: ScreenData): string;
}

/** A page of text. */
export interface PageView {
  label: string;
  page(data: ScreenData, columns: number): Line[];
}
