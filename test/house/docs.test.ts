import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readme } from '../../scripts/docs.ts';

it('README.md shows what the project has (npm run docs writes it)', () => {
  expect(readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8')).toBe(readme());
});
