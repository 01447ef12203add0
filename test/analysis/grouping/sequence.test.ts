import { describe, expect, it } from 'vitest';
import { foldPrinted } from '../../../src/analysis/grouping/printed.ts';
import { identityOf, readSequence, replaceWords } from '../../../src/analysis/grouping/sequence.ts';
import { mask } from '../../../src/text/mask.ts';

const words = (message: string) => readSequence(mask(message)).words.join(' ');

describe('a message as a sequence of words', () => {
  it.each([
    ['values become one marker', 'user 42 paid 17.50 for 3 items', 'user * paid * for * items'],
    ['values in a row are one', 'ids 1 2 3 4 done', 'ids * done'],
    ['punctuation says nothing', 'Retrying (attempt 2/5)...', 'Retrying attempt *'],
    ['a word with a number keeps its letters', 'worker12 took shard-7', 'worker* took shard-*'],
    ['so does one with a dot', 'wrote core.4711', 'wrote core.*'],
    ['a list of any length reads the same', 'deleting blk_1 blk_2 blk_3', 'deleting blk_*'],
    ['a repeated phrase too', 'pid 7 done, pid 8 done, pid 9 done', 'pid * done'],
    ['a repeated word without a value stays', 'very very slow', 'very very slow'],
    ['words of other scripts are words', 'ошибка при запуске 42 und größer', 'ошибка при запуске * und größer'],
    ['marks that belong to letters do not cut them', 'हिन्दी text 1', 'हिन्दी text *'],
    ['a line of signs', '==========', '='],
    ['nothing', '', ''],
    ['only numbers', '17 18 19', '<num>'],
    ['only values', '/a/b.txt 10.0.0.1', '<path> <ip>'],
  ])('%s', (_, message, expected) => expect(words(message)).toBe(expected));

  it.each([
    ['the whole value of a key', 'station: zurich', [1]],
    ['in brackets', '[query][name=shop]', [2]],
    ['a value followed by more text', 'station: zurich is closed', []],
    ['a key that tells the kind', 'reason: refused', []],
    ['a key that varies', 'user7: refused', []],
  ])('knows %s', (_, message, expected) => expect(readSequence(mask(message)).keyed).toEqual(expected));

  it('reads no more than its first words', () => {
    expect(readSequence('word '.repeat(10_000)).words).toHaveLength(120);
  });

  it('folds what replacing words makes a list', () => {
    const { words: made, keyed } = replaceWords(
      { words: ['seen', 'a', 'b', 'at', 'host'], keyed: [4] },
      new Map([
        [1, '*'],
        [2, '*'],
      ]),
    );
    expect(made).toEqual(['seen', '*', 'at', 'host']);
    expect(keyed).toEqual([3]);
  });

  it('tells groups apart by their constant words', () => {
    expect(identityOf(['user', '*', 'paid', '*'])).toBe('user paid');
    expect(identityOf(['*'])).toBe('*');
  });
});

describe('printed data', () => {
  it.each([
    ['fields of an object', 'got Seat(from=zurich, to=bern)', 'got Seat(<str>)'],
    ['JSON', 'sent {"id": <num>, "name": "x"}', 'sent {<str>}'],
    ['a single field of JSON', 'sent {"id": <num>}', 'sent {id=<str>}'],
    ['fields without commas', 'START {act=main flg=<hex>} now', 'START {act=<str>, flg=<str>} now'],
    ['what is nested in a value', 'r=Response(status=<num>, data=User(a=b, c=d))', 'r=Response(<str>)'],
    ['a message in it stays', 'failed {code=<num>, message=no such host}', 'failed {message=no such host, <str>}'],
    ['a list of words', 'queues [alpha, beta, gamma]', 'queues [<str>]'],
    ['a list of objects', 'trips [Trip(id=<num>), Trip(id=<num>)]', 'trips [<str>]'],
    ['of an object that was cut', 'got Seat(from=zurich, to=be', 'got Seat(<str>'],
  ])('is folded: %s', (_, masked, expected) => expect(foldPrinted(masked)).toBe(expected));

  it.each([
    ['a remark', 'saved (see the log for more)'],
    ['one pair', 'closed (uid=<num>)'],
    ['words in round brackets', 'answered (slow, cold)'],
    ['brackets that close nothing', 'a) b] c}'],
    ['a sentence with a colon', 'done (note: this is the end: really)'],
  ])('is not: %s', (_, masked) => expect(foldPrinted(masked)).toBe(masked));

  it.each([
    ['brackets without end', '('.repeat(4000)],
    ['objects without end', '{a='.repeat(1500)],
    ['pairs without end', `{${'key=value '.repeat(400)}}`],
    ['closing ones', ')]}'.repeat(1300)],
    ['lists in lists', '[a, '.repeat(1000)],
  ])('ends on %s', (_, masked) => expect(foldPrinted(masked).length).toBeLessThanOrEqual(masked.length + 4000));
});
