import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Grouper, OTHER } from '../../../src/analysis/grouping/index.ts';
import { mask } from '../../../src/text/mask.ts';

/** The group of each message, named by its template. */
function groupsOf(messages: readonly string[]): string[] {
  const grouper = new Grouper();
  const handles = messages.map((message) => grouper.add(mask(message)));
  const { groupOf } = grouper.groups();
  return handles.map((handle) => groupOf(handle).template);
}

const one = (messages: string[]) => expect(new Set(groupsOf(messages)).size).toBe(1);
const apart = (messages: string[]) => expect(new Set(groupsOf(messages)).size).toBe(messages.length);
const NAMES = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank'];

describe('one group', () => {
  it.each([
    ['other numbers', ['took 12 ms', 'took 7 ms']],
    ['another number of values', ['deleted 1', 'deleted 1, 2, 3']],
    ['an open set of names', NAMES.map((name) => `session of ${name} was moved to the archive`)],
    [
      'several names at once',
      NAMES.map((name, i) => `moved ${name} from ${NAMES[(i + 1) % 6]} to ${NAMES[(i + 2) % 6]} for good now`),
    ],
    ['a name twice in a line', NAMES.map((name) => `copy ${name} over the old ${name} in storage`)],
    ['two names behind a word for a name', ['password changed for user alice', 'password changed for user bob']],
    ['two values of a key', ['loading plan [tier: gold]', 'loading plan [tier: silver]']],
    [
      'a word where numbers stand too',
      ['wait for lock 12 of job', 'wait for lock 13 of job', 'wait for lock idle of job'],
    ],
    ['an end that varies', ['core.12 written to disk', 'core.abc written to disk']],
    ['fields with words as values', ['saved id=1 tenant=acme', 'saved id=2 tenant=globex']],
    [
      'three names in a long enough message',
      ['queue of mailers now full again', 'queue of reports now full again', 'queue of billing-eu now full again'],
    ],
    ['the host of an address', ['left by db[10.0.0.1]', 'left by localhost[127.0.0.1]', 'left by [10.0.0.2]']],
    ['an object with and without an optional field', ['got {id=1, size=2}', 'got {id=1, size=2, owner=x}']],
    ['printed objects', ['seat is Seat(from=bern, to=thun)', 'seat is Seat(from=basel, to=chur)']],
    ['lists of words', ['ready: [alpha, beta]', 'ready: [gamma]'.replace('[gamma]', '[gamma, delta, eps]')]],
  ])('%s', (_, messages) => one(messages as string[]));

  it('two names are a pool where they stand together in several messages', () => {
    const messages = ['mailers', 'reports'].flatMap((queue) => [
      `queue of ${queue} now full again`,
      `moved the first job to ${queue} for now`,
    ]);
    expect(new Set(groupsOf(messages)).size).toBe(2);
    expect(new Set(groupsOf(messages.filter((message) => message.startsWith('queue')))).size).toBe(2);
  });

  it('where names stand in one message they stand in another with the same words around', () => {
    const many = NAMES.map((name) => `worker ${name} picked up its first job`);
    const [a, b] = groupsOf([...many, 'worker zoe picked nothing today', 'worker yann picked nothing today']).slice(-2);
    expect(a).toBe(b);
  });
});

describe('groups of their own', () => {
  it.each([
    ['another word', ['session opened', 'session closed']],
    [
      'a few states',
      ['the job of the day is queued', 'the job of the day is running', 'the job of the day is DEFERRED'],
    ],
    ['how it ended', ['login of user failed', 'login of user succeeded']],
    ['two reasons', ['upload rejected [reason: size]', 'upload rejected [reason: virus]']],
    ['other keys of blank-separated fields', ['got {id=1 size=2}', 'got {id=1 owner=2}']],
    ['another single key', ['got {"port": 1}', 'got {"address": 1}']],
    ['two messages in an object', ['failed {code=1, message=no such host}', 'failed {code=1, message=access denied}']],
    ['many verbs with little around them', ['start it', 'stop it', 'kill it', 'pause it', 'list it', 'show it']],
  ])('%s', (_, messages) => apart(messages as string[]));

  it('a closed set of words that come again and again', () => {
    const states = ['red', 'green', 'blue', 'amber', 'white', 'black'];
    const lines = states.flatMap((state) =>
      Array.from({ length: 60 }, () => `the lamp of the door is ${state} at the moment`),
    );
    expect(new Set(groupsOf(lines)).size).toBe(6);
  });
});

describe('order', () => {
  const words = fc.constantFrom(
    ...NAMES,
    'job',
    'queue',
    'failed',
    'for',
    'user',
    'host:',
    '12',
    '7.5',
    'x9',
    '[a, b]',
    'k=v,',
  );
  const corpus = fc.array(
    fc.array(words, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(' ')),
    { maxLength: 80 },
  );

  it('plays no part', () => {
    const holds = ([messages, seed]: [string[], number]) => {
      const order = messages.map((_, i) => i).sort((a, b) => ((a * 7919 + seed) % 101) - ((b * 7919 + seed) % 101));
      const straight = groupsOf(messages);
      const mixed = groupsOf(order.map((i) => messages[i]!));
      expect(order.map((i) => straight[i])).toEqual(mixed);
    };
    fc.assert(fc.property(fc.tuple(corpus, fc.nat(100)), holds), { seed: 1011, numRuns: 300 });
  });
});

describe('limits', () => {
  const noise = (i: number) =>
    [3, 5, 7, 11]
      .map((step) => `w${(i * step + 13) % 997}q${'abcdefgh'[i % 8]}`.replace(/\d/g, (d) => 'klmnopqrst'[+d]!))
      .join(' ');

  it('put what comes behind them into the group of others, and count it', () => {
    const grouper = new Grouper({ held: 100, total: 1000 });
    const handles = Array.from({ length: 900 }, (_, i) => grouper.add(noise(i)));
    const lost = handles.filter((handle) => handle === OTHER).length;
    expect(lost).toBeGreaterThan(700);
    expect(grouper.others).toBe(lost);
    const { groups, groupOf } = grouper.groups();
    expect(groupOf(OTHER)).toMatchObject({ template: 'other messages', lines: lost });
    expect(groups.reduce((sum, { lines }) => sum + lines, 0)).toBe(900);
    expect(grouper.add(noise(0))).toBe(handles[0]);
  });

  it('let in what comes again and again', () => {
    const grouper = new Grouper({ held: 100, total: 1000 });
    for (let i = 0; i < 900; i++) grouper.add(noise(i));
    const others = grouper.others;
    const handles = Array.from({ length: 10 }, () => grouper.add('could not reserve stock for order <num>'));
    expect(handles.filter((handle) => handle === OTHER)).toHaveLength(2);
    expect(grouper.others).toBe(others + 2);
    const { groupOf } = grouper.groups();
    expect(groupOf(handles[9]!)).toMatchObject({ template: 'could not reserve stock for order <num>', lines: 8 });
  });

  it('are not reached by one message with ever new values', () => {
    const grouper = new Grouper({ held: 100, total: 100_000 });
    const handles = Array.from({ length: 5000 }, (_, i) =>
      grouper.add(`session of ${noise(i).split(' ')[0]}${noise(i * 31).split(' ')[1]} was moved to the archive`),
    );
    expect(grouper.others).toBe(0);
    const { groups, groupOf } = grouper.groups();
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ template: 'session of <*> was moved to the archive', lines: 5000 });
    expect(groupOf(handles[0]!)).toBe(groups[0]);
  });
});

describe('hostile messages', () => {
  it.each([
    ['nothing but digits', (i: number) => `${i}${i * 7}`],
    ['nothing but signs', (i: number) => '!?.,;:-_()[]{}'.slice(i % 12).repeat(1 + (i % 40))],
    ['nothing at all', () => ''],
    ['right to left and zero width', (i: number) => `\u202eابجد \u200b${i}\u200d שלום`],
    ['halves of characters', (i: number) => `\ud83d ${i} \udc00`],
    ['replaced bytes', (i: number) => `\ufffd\ufffd${i} \ufffd`],
    ['one very long word', (i: number) => 'x'.repeat(10_000 + (i % 3))],
  ])('%s', (_, make) => {
    const groups = groupsOf(Array.from({ length: 500 }, (_unused, i) => make(i)));
    expect(new Set(groups).size).toBeLessThanOrEqual(13);
  });
});
