import { describe, expect, test } from 'vitest';
import { type Fault, parseFault } from '../../src/emulator/index.ts';
import { UserError } from '../../src/errors.ts';

describe('parseFault', () => {
  const rows: [string, Fault][] = [
    ['empty-pages', { name: 'empty-pages', amount: 3 }],
    ['empty-pages=12', { name: 'empty-pages', amount: 12 }],
    ['quota', { name: 'quota', amount: 60 }],
    ['drop-tail=0.5', { name: 'drop-tail', amount: 0.5 }],
    ['permission-denied', { name: 'permission-denied', api: 'logging' }],
    ['permission-denied=run', { name: 'permission-denied', api: 'run' }],
    ['api-disabled', { name: 'api-disabled', api: 'run' }],
  ];
  test.each(rows)('%s', (text, fault) => expect(parseFault(text)).toEqual(fault));
});

describe('parseFault refuses', () => {
  const rows: [string, string, string][] = [
    ['emty-pages', "unknown fault 'emty-pages'", 'Did you mean empty-pages?'],
    ['drop', "unknown fault 'drop'", 'Did you mean drop-tail?'],
    ['zzz', "unknown fault 'zzz'", 'Faults are empty-pages, quota,'],
    ['toString', "unknown fault 'toString'", 'Faults are'],
    ['quota=', "fault 'quota' takes a number from 0 to 1000000000, not ''", 'Write quota=60.'],
    ['quota=-1', "not '-1'", 'Write quota=60.'],
    ['duplicate=101', 'takes a number from 0 to 100', 'Write duplicate=10.'],
    ['api-disabled=storage', "takes logging or run, not 'storage'", 'Write api-disabled=run.'],
  ];
  test.each(rows)('%s', (text, message, hint) => {
    const error = (() => {
      try {
        return parseFault(text);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toContain(message);
    expect((error as UserError).hint).toContain(hint);
  });
});
