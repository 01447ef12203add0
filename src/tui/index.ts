export { openTui, type TuiOptions } from './open.tsx';
export type { ScreenData, ScreenStore } from './store.ts';
