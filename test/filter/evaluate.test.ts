import { describe, expect, test } from 'vitest';
import { compile, matches, parseFilter } from '../../src/filter/index.ts';
import type { RawEntry } from '../../src/model.ts';
import { AUDIT, NOW, PLAIN, REQUEST, STRUCTURED } from './entries.ts';

type Row = [filter: string, entry: RawEntry, expected: boolean];

function check(title: string, rows: Row[]): void {
  describe(title, () => {
    test.each(rows)('%s', (filter, entry, expected) => {
      expect(matches(parseFilter(filter), entry, { now: NOW })).toBe(expected);
    });
  });
}

check('strings', [
  ['insertId="abc123"', STRUCTURED, true],
  ['insertId=ABC123', STRUCTURED, true],
  ['insertId="abc"', STRUCTURED, false],
  ['insertId!="abc"', STRUCTURED, true],
  ['insertId>"abc"', STRUCTURED, true],
  ['insertId<abc', STRUCTURED, false],
  ['insertId>=ABC123', STRUCTURED, true],
  ['insertId<=abc123', STRUCTURED, true],
  ['textPayload:exited', PLAIN, true],
  ['textPayload:"7 exited"', PLAIN, true],
  ['textPayload:"exited second"', PLAIN, false],
  ['textPayload:"EXITED\\nsecond"', PLAIN, true],
  ['textPayload:""', PLAIN, true],
  ['textPayload=~"EXIT"', PLAIN, true],
  ['textPayload=~"exit"', PLAIN, false],
  ['textPayload=~"(?i)exit"', PLAIN, true],
  ['textPayload=~"^Worker \\d+ "', PLAIN, true],
  ['textPayload=~"^Worker \\\\d+ "', PLAIN, true],
  ['textPayload=~"\\bEXITED\\b"', PLAIN, true],
  ['textPayload=~("nope" OR "^Worker")', PLAIN, true],
  ['textPayload!~"exit"', PLAIN, true],
  ['textPayload!~"EXIT"', PLAIN, false],
  ['jsonPayload.message:"STRASSE"', STRUCTURED, true],
  ['jsonPayload.message:"ｓｔｒａｓｓｅ"', STRUCTURED, true],
  ['jsonPayload.message=~"STRASSE"', STRUCTURED, false],
]);

check('severity by order, in any case, by number', [
  ['severity=error', STRUCTURED, true],
  ['severity>=WARNING', STRUCTURED, true],
  ['severity>"ERROR"', STRUCTURED, false],
  ['severity<CRITICAL', STRUCTURED, true],
  ['severity>=400 severity<600', STRUCTURED, true],
  ['severity=500', STRUCTURED, true],
  ['severity:ERROR', STRUCTURED, true],
  ['severity!=INFO', STRUCTURED, true],
  ['severity=(ERROR OR CRITICAL)', STRUCTURED, true],
  ['severity=(INFO OR CRITICAL)', STRUCTURED, false],
  ['severity=DEFAULT', PLAIN, true],
  ['severity>=DEBUG', PLAIN, false],
  ['severity=WARNING', { severity: 400 }, true],
  ['severity=DEFAULT', { severity: 'strange' }, true],
]);

check('timestamps to the nanosecond, relative ones, other spellings', [
  ['timestamp>="2025-09-09T19:09:34Z"', STRUCTURED, true],
  ['timestamp="2025-09-09T21:09:34.123456789+02:00"', STRUCTURED, true],
  ['timestamp>"2025-09-09T19:09:34.123456788Z"', STRUCTURED, true],
  ['timestamp>"2025-09-09T19:09:34.123456789Z"', STRUCTURED, false],
  ['timestamp<"2025-09-09T19:09:34.123456790Z"', STRUCTURED, true],
  ['timestamp>="2025-09-09"', STRUCTURED, true],
  ['timestamp>2025-09-10', STRUCTURED, false],
  ['timestamp<"2025-09-09T19:10"', STRUCTURED, true],
  ['timestamp>="now-1d"', STRUCTURED, true],
  ['timestamp>=now-4h', STRUCTURED, false],
  ['timestamp<now', STRUCTURED, true],
  ['timestamp<"now-4h50m"', STRUCTURED, true],
  ['timestamp<"now+5m"', STRUCTURED, true],
  ['receive_timestamp>"2025-09-09T19:09:34.9Z"', STRUCTURED, true],
  ['timestamp<"2099-01-01"', PLAIN, false],
  ['NOT timestamp>"2000-01-01"', PLAIN, true],
]);

check('numbers, booleans, durations, null', [
  ['httpRequest.status>=500', REQUEST, true],
  ['httpRequest.status="503"', REQUEST, true],
  ['httpRequest.status:503', REQUEST, true],
  ['httpRequest.status:50', REQUEST, false],
  ['httpRequest.status>=5e2', REQUEST, true],
  ['httpRequest.responseSize>999', REQUEST, true],
  ['sourceLocation.line=42', STRUCTURED, true],
  ['httpRequest.latency>"1.2s"', REQUEST, true],
  ['httpRequest.latency>1249ms', REQUEST, true],
  ['httpRequest.latency="1.25s"', REQUEST, true],
  ['httpRequest.latency<1m', REQUEST, true],
  ['httpRequest.latency<1m', PLAIN, false],
  ['httpRequest.cacheHit=TRUE', REQUEST, true],
  ['httpRequest.cacheHit!=false', REQUEST, true],
  ['operation.first=true', STRUCTURED, true],
  ['traceSampled>false', STRUCTURED, true],
  ['jsonPayload.code=404', STRUCTURED, true],
  ['jsonPayload.code="404"', STRUCTURED, true],
  ['jsonPayload.code=4.04e2', STRUCTURED, true],
  ['jsonPayload.code>-5', STRUCTURED, true],
  ['jsonPayload.code<Infinity', STRUCTURED, true],
  ['jsonPayload.code=abc', STRUCTURED, false],
  ['jsonPayload.code!=abc', STRUCTURED, false],
  ['jsonPayload.code=~"4"', STRUCTURED, false],
  ['jsonPayload.code!~"4"', STRUCTURED, false],
  ['jsonPayload.ratio=.5', STRUCTURED, true],
  ['jsonPayload.big="9223372036854775807"', STRUCTURED, true],
  ['jsonPayload.big="9223372036854775806"', STRUCTURED, false],
  ['jsonPayload.retry=False', STRUCTURED, true],
  ['jsonPayload.retry=0', STRUCTURED, false],
  ['jsonPayload.latency="1500ms"', STRUCTURED, false],
  ['jsonPayload.nothing=NULL_VALUE', STRUCTURED, true],
  ['jsonPayload.nothing="NULL_VALUE"', STRUCTURED, false],
  ['jsonPayload.code=NULL_VALUE', STRUCTURED, false],
  ['jsonPayload.code!=NULL_VALUE', STRUCTURED, true],
  ['jsonPayload.missing=NULL_VALUE', STRUCTURED, false],
]);

check('missing fields as documented: payload and labels missing, the others defaulted', [
  ['jsonPayload.missing=foo', STRUCTURED, false],
  ['jsonPayload.missing!=foo', STRUCTURED, false],
  ['jsonPayload.missing!~"foo"', STRUCTURED, false],
  ['jsonPayload.missing<5', STRUCTURED, false],
  ['NOT jsonPayload.missing=foo', STRUCTURED, true],
  ['-jsonPayload.missing:foo', PLAIN, true],
  ['labels.missing!=foo', STRUCTURED, false],
  ['resource.labels.service_name!=foo', PLAIN, false],
  ['jsonPayload.message.deeper:x', STRUCTURED, false],
  ['httpRequest.status=0', PLAIN, true],
  ['httpRequest.status<400', PLAIN, true],
  ['trace=""', PLAIN, true],
  ['trace!="x"', PLAIN, true],
  ['trace!~"x"', PLAIN, true],
  ['textPayload=~"x"', STRUCTURED, false],
  ['operation.first=false', PLAIN, true],
  ['textPayload=""', { textPayload: null }, true],
]);

check('presence', [
  ['operation.id:*', STRUCTURED, true],
  ['operation.id:*', PLAIN, false],
  ['httpRequest:*', REQUEST, true],
  ['httpRequest:*', STRUCTURED, false],
  ['jsonPayload:*', STRUCTURED, true],
  ['jsonPayload.nothing:*', STRUCTURED, true],
  ['jsonPayload.empty:*', STRUCTURED, false],
  ['jsonPayload.errors.at:*', STRUCTURED, true],
  ['NOT (labels.x:*)', STRUCTURED, true],
  ['textPayload:"*"', PLAIN, false],
]);

check('field names', [
  ['log_name:stderr', STRUCTURED, true],
  ['LOGNAME:stderr', STRUCTURED, true],
  ['text_payload:worker', PLAIN, true],
  ['http_request.request_method=get', REQUEST, true],
  ['json_payload.code=404', STRUCTURED, true],
  ['resource.labels.service_name=checkout', STRUCTURED, true],
  ['resource.labels.serviceName=checkout', STRUCTURED, false],
  ['"resource"."labels"."service_name"="checkout"', STRUCTURED, true],
  ['labels."commit-sha"=deadbeef', STRUCTURED, true],
  ['labels.commit-sha=deadbeef', STRUCTURED, true],
  ['labels."run.googleapis.com/base"=x', STRUCTURED, true],
  ['jsonPayload.userId="u-1"', STRUCTURED, true],
  ['jsonPayload.user_id="u-2"', STRUCTURED, true],
  ['jsonPayload.userid="u-1"', STRUCTURED, false],
  ['jsonPayload."http"."request".path:"a?b"', STRUCTURED, true],
  ['jsonPayload.constructor=own', STRUCTURED, true],
  ['jsonPayload.toString:*', STRUCTURED, false],
  ['jsonPayload.__proto__:*', STRUCTURED, false],
  ['protoPayload.methodName:UpdateService', AUDIT, true],
  ['protoPayload.method_name:updateservice', AUDIT, true],
  ['proto_payload.methodname:updateservice', AUDIT, true],
  ['protoPayload.@type:AuditLog', AUDIT, true],
  ['protoPayload."@type":AuditLog', AUDIT, true],
]);

check('objects, arrays and protoPayload', [
  ['jsonPayload:refused', STRUCTURED, true],
  ['jsonPayload:"nowhere"', STRUCTURED, false],
  ['jsonPayload:404', STRUCTURED, true],
  ['jsonPayload.http:"two"', STRUCTURED, true],
  ['jsonPayload.http="two"', STRUCTURED, false],
  ['labels:deadbeef', STRUCTURED, true],
  ['resource:checkout', STRUCTURED, true],
  ['protoPayload:denied', AUDIT, true],
  ['jsonPayload.shoeSize<7', STRUCTURED, true],
  ['jsonPayload.shoeSize>9', STRUCTURED, false],
  ['jsonPayload.shoeSize!=9', STRUCTURED, true],
  ['NOT jsonPayload.shoeSize=9', STRUCTURED, false],
  ['jsonPayload.errors.reason=timeout', STRUCTURED, true],
  ['jsonPayload.errors.reason=~"^quota$"', STRUCTURED, true],
  ['jsonPayload.errors.reason=other', STRUCTURED, false],
  ['jsonPayload.empty!=x', STRUCTURED, false],
  ['protoPayload.status.code=7', AUDIT, true],
  ['protoPayload.authorizationInfo.granted=false', AUDIT, true],
  ['protoPayload.startTime<"2025-09-09T20:59:00.501+02:00"', AUDIT, true],
  ['protoPayload.timeout="5m"', AUDIT, true],
  ['protoPayload.generation>9', AUDIT, true],
  ['protoPayload.generation>abc', AUDIT, false],
  ['protoPayload.methodName>"2025-01-01"', AUDIT, true],
]);

check('global restrictions', [
  ['refused', STRUCTURED, true],
  ['"DB-7 REFUSED"', STRUCTURED, true],
  ['checkout deadbeef', STRUCTURED, true],
  ['checkout absent', STRUCTURED, false],
  ['checkout OR absent', STRUCTURED, true],
  ['404', STRUCTURED, true],
  ['40', STRUCTURED, false],
  ['error', STRUCTURED, true],
  ['err', { severity: 'ERROR' }, false],
  ['2025', STRUCTURED, false],
  ['worker and exited', PLAIN, false],
  ['run.googleapis.com', STRUCTURED, true],
  ['-absent', PLAIN, true],
  ['', PLAIN, true],
  ['  -- a comment alone', PLAIN, true],
]);

check('precedence: NOT, then OR, then AND; juxtaposition is AND', [
  ['absent AND worker OR exited', PLAIN, false],
  ['worker OR absent AND exited', PLAIN, true],
  ['worker OR exited absent', PLAIN, false],
  ['NOT absent OR absent', PLAIN, true],
  ['NOT (absent OR worker)', PLAIN, false],
  ['NOT NOT worker', PLAIN, true],
  ['-(absent)', PLAIN, true],
  ['textPayload:("worker" AND "exited")', PLAIN, true],
  ['textPayload:("worker" "absent")', PLAIN, false],
  ['textPayload:("absent" OR ("worker" AND NOT "gone"))', PLAIN, true],
  ['textPayload:(worker -exited)', PLAIN, false],
  ['jsonPayload.code=(-404 OR 404)', STRUCTURED, true],
  ['insertId!=(a OR abc123)', STRUCTURED, true],
  ['textPayload:worker -- exited? AND absent\nAND second', PLAIN, true],
]);

check('functions', [
  ['log_id("run.googleapis.com/stderr")', STRUCTURED, true],
  ['LOG_ID("run.googleapis.com%2Fstderr")', STRUCTURED, true],
  ['log_id("stderr")', STRUCTURED, false],
  ['log_id("run.googleapis.com/stdout")', STRUCTURED, false],
  ['log_id("x")', PLAIN, false],
  ['SEARCH("refused")', STRUCTURED, true],
  ['search ("Refused DB CHECKOUT")', STRUCTURED, true],
  ['SEARCH("refuse")', STRUCTURED, false],
  ['SEARCH("refused absent")', STRUCTURED, false],
  ['SEARCH(jsonPayload, "two")', STRUCTURED, true],
  ['SEARCH(jsonPayload.message, "checkout")', STRUCTURED, false],
  ['SEARCH(textPayload, "exited worker")', PLAIN, true],
  ['SEARCH("`worker 7`")', PLAIN, true],
  ['SEARCH("`7 worker`")', PLAIN, false],
  ['SEARCH("`orker 7`")', PLAIN, false],
  ['sample(insertId, 1)', STRUCTURED, true],
  ['sample(jsonPayload.absent, 1)', STRUCTURED, false],
  ['sample(trace, 1)', PLAIN, true],
  ['ip_in_net(httpRequest.remoteIp, "10.1.0.0/16")', REQUEST, true],
  ['ip_in_net(httpRequest.remoteIp, "10.2.0.0/16")', REQUEST, false],
  ['ip_in_net(httpRequest.remoteIp, "10.1.2.3")', REQUEST, true],
  ['ip_in_net(httpRequest.remoteIp, "0.0.0.0/0")', REQUEST, true],
  ['ip_in_net(httpRequest.serverIp, "2001:db8::/32")', REQUEST, true],
  ['ip_in_net(httpRequest.serverIp, "2001:db9::/32")', REQUEST, false],
  ['ip_in_net(httpRequest.serverIp, "10.0.0.0/8")', REQUEST, false],
  ['ip_in_net(httpRequest.remoteIp, "0.0.0.0/0")', PLAIN, false],
  ['ip_in_net(jsonPayload.net, "10.0.0.0/8")', { jsonPayload: { net: ['no', '10.9.0.0/16'] } }, true],
  ['ip_in_net(jsonPayload.net, "10.0.0.0/8")', { jsonPayload: { net: '10.0.0.0/7' } }, false],
  ['ip_in_net(jsonPayload.net, "fe80::/10")', { jsonPayload: { net: 'fe80::1%eth0' } }, false],
]);

test('sample keeps the fraction, and always the same entries', () => {
  const passes = compile(parseFilter('sample(insertId, 0.1)'));
  const kept = Array.from({ length: 20_000 }, (_, i) => i).filter((i) => passes({ insertId: `id${i}` }));
  expect(kept.length).toBeGreaterThan(1850);
  expect(kept.length).toBeLessThan(2150);
  expect(kept.slice(0, 4)).toEqual([4, 9, 11, 13]);
});

test('payloads nested deeper than the stack are searched, arrays in arrays are not', () => {
  let deep: unknown = 'bottom';
  for (let i = 0; i < 200_000; i++) deep = [deep];
  const raw = { jsonPayload: { deep } };
  expect(matches(parseFilter('bottom'), raw)).toBe(true);
  expect(matches(parseFilter('jsonPayload.deep=bottom'), raw)).toBe(false);
});
