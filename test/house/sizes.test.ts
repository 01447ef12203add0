import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../../src');

it('keeps files short: median at most 70 lines, none over 250', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const sizes = files.map((file) => ({ file, lines: readFileSync(join(SRC, file), 'utf8').split('\n').length - 1 }));
  sizes.sort((a, b) => a.lines - b.lines);
  expect(sizes[sizes.length >> 1]!.lines).toBeLessThanOrEqual(70);
  expect(sizes.filter(({ lines }) => lines > 250)).toEqual([]);
});
