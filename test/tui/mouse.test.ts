import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { MouseFilter } from '../../src/tui/mouse.ts';

/** What is left as keys of chunks that come one after the other, and what the wheel did. */
async function filtered(chunks: (string | Buffer)[]) {
  const stdin = new PassThrough();
  const mouse = new MouseFilter(stdin);
  const wheel: number[] = [];
  mouse.onWheel = (by) => void wheel.push(by);
  let keys = '';
  mouse.on('data', (text: string) => {
    keys += text;
  });
  for (const chunk of chunks) {
    stdin.write(chunk);
    await new Promise((resolve) => setImmediate(resolve));
  }
  mouse.close();
  return { keys, wheel };
}

const UP = '\u001b[<64;10;5M';
const DOWN = '\u001b[<65;10;5M';

const rows: [string, (string | Buffer)[], string, number[]][] = [
  ['the wheel', [DOWN + DOWN + UP], '', [1, 1, -1]],
  ['between keys', [`j${DOWN}k`], 'jk', [1]],
  ['in two pieces', ['a\u001b[<65;1', '0;5Mb'], 'ab', [1]],
  ['byte by byte, after its first two', ['\u001b[<', ...DOWN.slice(3)], '', [1]],
  ['clicks are swallowed', ['\u001b[<0;3;4M\u001b[<0;3;4m'], '', []],
  ['the old form too', ['\u001b[M`!!x'], 'x', []],
  ['Esc and arrows pass at once', ['\u001b', '\u001b[A', '\u001b[5~'], '\u001b\u001b[A\u001b[5~', []],
  ['a character cut in two', [Buffer.from('世').subarray(0, 1), Buffer.from('世').subarray(1)], '世', []],
];

describe('what the mouse reports is taken out of the keys', () => {
  for (const [name, chunks, keys, wheel] of rows) {
    it(name, async () => {
      expect(await filtered(chunks)).toEqual({ keys, wheel });
    });
  }
});
