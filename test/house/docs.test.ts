import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { documents } from '../../scripts/docs.ts';

it.each(Object.entries(await documents()))('%s shows what the project has (npm run docs writes it)', (file, text) => {
  expect(readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8')).toBe(text);
});
