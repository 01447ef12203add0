import { expect, test } from 'vitest';
import { loggingTypes } from '../../src/emulator/descriptors.ts';
import { FaultPlan } from '../../src/emulator/fault-plan.ts';
import { StoredEntry } from '../../src/emulator/stored-entry.ts';
import { TailSession } from '../../src/emulator/tail-session.ts';
import { decodeJson } from '../../src/emulator/wire.ts';
import { entry } from './clients.ts';

const Response = loggingTypes().lookupType('google.logging.v2.TailLogEntriesResponse');

interface Sent {
  entries?: { textPayload: string }[];
  suppressionInfo?: { reason: string; suppressedCount: number }[];
}

/** A client that reads when it is told to. */
function slowClient() {
  const sent: Sent[] = [];
  let drain = () => {};
  const stream = {
    write(response: Uint8Array) {
      sent.push(decodeJson(Response, response));
      return false;
    },
    once(_event: 'drain', listener: () => void) {
      drain = listener;
    },
  };
  return { stream, sent, read: () => drain() };
}

const stored = (second: number) => new StoredEntry(entry(second, String(second)), second, null, 0);

test('a client that does not keep up gets the newest; the rest are counted as not consumed', () => {
  const client = slowClient();
  const query = { accepts: () => true, from: null, to: null };
  const session = new TailSession(client.stream, { query, windowMs: 0 }, new FaultPlan([]), null);
  session.add([stored(0)]);
  expect(client.sent).toHaveLength(1);
  session.add(Array.from({ length: 10_005 }, (_, i) => stored(i + 1)).reverse());
  expect(client.sent).toHaveLength(1);
  for (let i = 0; i < 20; i++) client.read();
  expect(client.sent[1]!.suppressionInfo).toEqual([{ reason: 'NOT_CONSUMED', suppressedCount: 5 }]);
  const texts = client.sent.flatMap((response) => response.entries ?? []).map((one) => Number(one.textPayload));
  expect(texts).toEqual([0, ...Array.from({ length: 10_000 }, (_, i) => i + 6)]);
  expect(client.sent.slice(2).every((response) => response.suppressionInfo === undefined)).toBe(true);
});

test('nothing is sent once it stopped', () => {
  const client = slowClient();
  const query = { accepts: () => true, from: null, to: null };
  const session = new TailSession(client.stream, { query, windowMs: 0 }, new FaultPlan([]), null);
  session.add([stored(0)]);
  session.stop();
  client.read();
  session.add([stored(1)]);
  expect(client.sent).toHaveLength(1);
});
