import type { TextProps } from 'ink';
import { createContext } from 'react';
import type { Tone } from '../lines/line.ts';

type Look = Pick<TextProps, 'color' | 'bold' | 'dimColor'>;

/** The terminal's own 16 colours: they suit its background, light or dark. */
export const COLOURS: Record<Tone, Look> = {
  plain: {},
  strong: { bold: true },
  heading: { bold: true, color: 'cyan' },
  dim: { dimColor: true },
  bad: { color: 'red' },
  warn: { color: 'yellow' },
  good: { color: 'green' },
  accent: { color: 'cyan' },
};

/** For NO_COLOR: weight alone. */
export const NO_COLOURS: Record<Tone, Look> = {
  plain: {},
  strong: { bold: true },
  heading: { bold: true },
  dim: {},
  bad: {},
  warn: {},
  good: {},
  accent: {},
};

export const ThemeContext = createContext<Record<Tone, Look>>(NO_COLOURS);
