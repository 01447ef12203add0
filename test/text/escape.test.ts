import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { codeBlock, escapeJson, escapeMarkdown, escapeTerminal, inlineCode, oneLine } from '../../src/text/escape.ts';
import { hostile } from './hostile.ts';
import { liveParts } from './live.ts';

describe('escapeTerminal', () => {
  test.each<[string, string, string]>([
    ['plain text is untouched', 'a\nb', 'a\nb'],
    ['tabs', 'a\tb', 'a  b'],
    ['colours are dropped', '\u001b[1;31mred\u001b[0m', 'red'],
    ['a sequence hidden in a colour stays inert', '\u001b\u001b[0m[2J', '␛[2J'],
    ['cursor movement is shown', '\u001b[2J', '␛[2J'],
    ['a terminal link is shown', '\u001b]8;;http://x\u0007', '␛]8;;http://x␇'],
    ['NUL and DEL', 'a\u0000b\u007f', 'a␀b␡'],
    ['C1 control sequence introducer', '\u009b31m', '\\u009b31m'],
    ['carriage return cannot overwrite', 'good\rbad\r\nend', 'good\nbad\nend'],
    ['right-to-left override', '\u202egnp', '\\u202egnp'],
    ['zero-width', 'a\u200bb\ufeffc\u2060', 'abc'],
    ['invisible tag letters', 'a\u{e0041}b', 'ab'],
    ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
    ['right-to-left letters stay', 'שלום', 'שלום'],
  ])('%s', (_name, text, expected) => {
    expect(escapeTerminal(text)).toBe(expected);
  });

  it('leaves no control behind, whatever comes in', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(escapeTerminal(text)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]/);
      }),
      { seed: 3 },
    );
  });
});

test.each<[string, string, number, string]>([
  ['rules and blanks are skipped', '\n=====\n  first   words \nsecond', 40, 'first words'],
  ['only marks', '\n---\n', 40, '---'],
  ['cut', 'abcdefgh', 5, 'abcd…'],
  ['wide characters', '日本語', 5, '日本…'],
  ['empty', '', 5, ''],
])('oneLine: %s', (_name, text, max, expected) => {
  expect(oneLine(text, max)).toBe(expected);
});

test('oneLine of a 300 KB line, and of 300,000 combining marks, is short', () => {
  expect(oneLine('x'.repeat(300_000), 80)).toHaveLength(80);
  expect(oneLine(`e${'\u0301'.repeat(300_000)}`, 80).length).toBeLessThan(80 * 16);
});

describe('escapeMarkdown', () => {
  test.each<[string, string, string]>([
    ['ordinary words stay readable', 'run_id (5) user-1 a.b:c', 'run_id (5) user-1 a.b:c'],
    ['mention', 'thanks @octocat!', 'thanks `@octocat`!'],
    ['issue', 'see #12', 'see `#12`'],
    ['issue elsewhere', 'owner/repo#1', '`owner/repo#1`'],
    ['GH-1', 'GH-1 gh-2', '`GH-1` `gh-2`'],
    ['commit hash', 'at 3f2a9c1d', 'at `3f2a9c1d`'],
    ['trace id', '4bf92f3577b34da6a3ce929d0e0e4736', '`4bf92f3577b34da6a3ce929d0e0e4736`'],
    ['hash within a name', 'factory_1757372478799_x', 'factory_1757372478799_x'],
    ['address', 'http://evil.example/x', '`http://evil.example/x`'],
    ['www', 'www.evil.example', '`www.evil.example`'],
    ['html', '<img src=x> &lt; <!-- -->', '&lt;img src=x> \\&lt; &lt;!-- -->'],
    ['link', '[a](javascript:x)', '\\[a\\](javascript:x)'],
    ['image', '![a](x)', '!\\[a\\](x)'],
    ['footnote', '[^1]: x', '\\[^1\\]: x'],
    ['emphasis', '**b** _i_ ~~s~~', '\\*\\*b\\*\\* \\_i\\_ \\~\\~s\\~\\~'],
    ['dunder', '__init__', '\\_\\_init\\_\\_'],
    ['table', 'a | b', 'a \\| b'],
    ['live words in a table', '@a|@b', '`@a`\\|`@b`'],
    ['math', '$x^2$ costs', '`$x^2$` costs'],
    ['money', 'P1, chat, $120K MRR', 'P1, chat, $120K MRR'],
    ['punctuation around', '(see #12), "@a".', '(see `#12`), "`@a`".'],
    ['time of day', '2025-09-09T19:09:36Z', '2025-09-09T19:09:36Z'],
    ['emoji', ':tada:', '`:tada`:'],
    ['heading', '# x', '`#` x'],
    ['list marker', '- x', '\\- x'],
    ['a number with a sign', '-1.2 s +2.0 s', '-1.2 s +2.0 s'],
    ['numbered', '12. x', '12\\. x'],
    ['quote after a blank', ' > x', ' \\> x'],
    ['setext underline', 'x\n===', 'x ==='],
    ['setext underline alone', '===', '\\==='],
    ['fence', '```js', '\\`\\`\\`js'],
    ['backtick in a live word', '@a`b', '``@a`b``'],
  ])('%s', (_name, text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  it('leaves nothing live, whatever comes in', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(liveParts(escapeMarkdown(text))).toEqual([]);
      }),
      { seed: 4, numRuns: 2000 },
    );
  });
});

test.each<[string, string, string]>([
  ['plain', 'a b', '`a b`'],
  ['backticks within', 'a``b', '```a``b```'],
  ['backtick at the end', 'a`', '`` a` ``'],
  ['lines', 'a\n\nb', '`a b`'],
  ['blank', ' \n', ''],
])('inlineCode: %s', (_name, text, expected) => {
  expect(inlineCode(text)).toBe(expected);
});

test.each<[string, string, string, string]>([
  ['plain', 'a\nb\n', '', '```\na\nb\n```'],
  ['fence within', '````\n@x', 'python', '`````python\n````\n@x\n`````'],
  ['a hostile language', 'a', 'x\n<b>', '```xb\na\n```'],
])('codeBlock: %s', (_name, text, info, expected) => {
  expect(codeBlock(text, info)).toBe(expected);
});

test('escapeJson reads back as the same value and shows no control', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const json = escapeJson({ text }, 2);
      expect(JSON.parse(json)).toEqual({ text });
      expect(json).not.toMatch(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/);
    }),
    { seed: 5 },
  );
});
