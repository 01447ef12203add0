import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { OVERLAP, PIECE, secretlintSpans } from '../../src/text/redact/secretlint.ts';
import { createRedactor } from '../../src/text/redact.ts';
import { hostile } from './hostile.ts';

const redactor = await createRedactor();

// Joined here, so that nobody's scanner takes this file for a leak.
const key = (...parts: string[]) => parts.join('');
const jwt = key(
  'eyJ',
  'hbGciOiJIUzI1NiJ9',
  '.',
  'eyJzdWIiOiIxMjM0NTY3ODkwIn0',
  '.',
  'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P',
);
const base64 = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
const pem = key('-----BEGIN ', 'PRIVATE KEY-----');

describe('secrets are masked', () => {
  test.each<[string, string, string]>([
    ['JWT', `got ${jwt} here`, 'got [jwt] here'],
    ['bearer', 'Authorization: Bearer abcdef0123456789', 'Authorization: Bearer [credentials]'],
    ['bearer, short', 'authorization: bearer abcd', 'authorization: bearer [credentials]'],
    ['bearer in JSON', '{"Authorization":"Bearer abcdef0123456789"}', '{"Authorization":"Bearer [credentials]"}'],
    [
      'header as Python bytes',
      "(b'authorization', b'Bearer abc123def')",
      "(b'authorization', b'Bearer [credentials]')",
    ],
    ['basic', 'Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic [credentials]'],
    ['bearer alone', 'using bearer a1b2c3d4e5', 'using bearer [token]'],
    ['cookie', 'Cookie: sid=abc123; theme=dark rejected', 'Cookie: [cookie] rejected'],
    ['set-cookie', "'set-cookie': 'session=abc; Path=/'", "'set-cookie': '[cookie]'"],
    ['URL password', 'postgresql://app:hunter2@10.0.0.5:5432/chat', 'postgresql://app:[password]@10.0.0.5:5432/chat'],
    ['URL password with an at sign', 'redis://:p@ss@cache:6379/0', 'redis://:[password]@cache:6379/0'],
    [
      'URL password, mongodb',
      'mongodb+srv://u:s3cr3t@c.example.net/db?x=1',
      'mongodb+srv://u:[password]@c.example.net/db?x=1',
    ],
    ['token as the user', 'https://0123456789abcdef0123@sentry.example/4', 'https://[token]@sentry.example/4'],
    [
      'signed URL',
      'https://s.example/o?X-Goog-Signature=0a1b2c3d4e&x=1',
      'https://s.example/o?X-Goog-Signature=[signature]&x=1',
    ],
    ['assignment', 'DB_PASSWORD=hunter2 PORT=80', 'DB_PASSWORD=[secret] PORT=80'],
    ['assignment, quoted', "connect(password='correct horse', host='db')", "connect(password=[secret], host='db')"],
    ['assignment in JSON', '{"client_secret": "abc def", "id": "7"}', '{"client_secret": [secret], "id": "7"}'],
    [
      'assignment in escaped JSON',
      '{\\"api_key\\":\\"abc\\",\\"id\\":\\"7\\"}',
      '{\\"api_key\\":[secret],\\"id\\":\\"7\\"}',
    ],
    ['connection string', 'AccountName=a;AccountKey=Zm9vYmFy==;x=1', 'AccountName=a;AccountKey=[secret];x=1'],
    ['said', 'login with password: Hunter2!', 'login with password: [secret]'],
    ['said token', 'invalid token: 9f86d081884c7d65', 'invalid token: [secret]'],
    ['option', 'mysqldump --password hunter2 -h db', 'mysqldump --password [secret] -h db'],
    ['Google API key', key('key AI', 'zaSyA1234567890abcdefghijklmnopqrstuv'), 'key [api key]'],
    ['Google OAuth token', 'ya29.a0AfH6SMBx_abc-123', '[token]'],
    ['AWS access key', key('AK', 'IAQWERTYUIOPASDFGH denied'), '[api key] denied'],
    ['AWS secret', `aws_secret_access_key = ${'abcdefghij'.repeat(4)}`, 'aws_secret_access_key = [secret]'],
    ['GitHub', `remote: ${key('gh', 'p_')}${'aB3'.repeat(12)}`, 'remote: [token]'],
    ['GitHub, fine-grained', `${key('github', '_pat_')}${'a'.repeat(82)}`, '[token]'],
    ['Slack', key('xo', 'xb-123456789012-abcdefghij'), '[token]'],
    ['Slack webhook', key('https://hooks.slack.com', '/services/T00000000/B00000000/', 'x'.repeat(24)), '[secret]'],
    ['OpenAI', key('sk', '-proj-abcDEF0123456789abcdef'), '[api key]'],
    ['Anthropic', key('sk', `-ant-api03-${'aB3-'.repeat(8)}`), '[api key]'],
    ['Stripe', key('sk', '_live_abcdef0123456789'), '[api key]'],
    ['GitLab, which secretlint knows', key('glp', `at-${'aB3'.repeat(7)}`), '[secret]'],
    ['private key', `${pem}\n${base64}\nabc=\n${pem.replace('BEGIN', 'END')} then`, '[private key] then'],
    ['private key in JSON', `"${pem}\\n${base64}\\n${pem.replace('BEGIN', 'END')}\\n"`, '"[private key]\\n"'],
    ['private key cut short', `x ${pem}\n${base64}\n${base64.slice(0, 30)}`, 'x [private key]'],
    ['e-mail', 'user jane.doe+x@example.co.uk failed', 'user [email] failed'],
    ['two in one line', `password=a1 and ${jwt}`, 'password=[secret] and [jwt]'],
  ])('%s', (_name, text, expected) => {
    expect(redactor.text(text)).toBe(expected);
  });
});

test.each<[string, string]>([
  ['hex id', 'request 4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7'],
  ['UUID', 'thread 123e4567-e89b-12d3-a456-426614174000'],
  ['revision', 'netra-backend-staging-00042-abc'],
  ['digest', `gcr.io/p/app@sha256:${'0123456789abcdef'.repeat(4)}`],
  ['commit', 'commit-sha 3f2a9c1d77aa0123456789abcdef012345678901'],
  ['stack frame', 'File "/app/netra_backend/app/core/windows_asyncio_safe.py", line 75, in windows_safe_sleep'],
  [
    'JavaScript frame',
    '    at Object.<anonymous> (/app/node_modules/.pnpm/express@4.18.2/node_modules/express/lib/router.js:12:3)',
  ],
  ['Java object', 'com.example.Session@6d06d69c closed'],
  ['package', 'npm error react@19.3.1 requires left-pad@^1.0.0'],
  ['image file', 'GET /logo@2x.png 404'],
  ['service account', 'denied for run-sa@shop.iam.gserviceaccount.com'],
  ['git remote', 'git@github.com:owner/repo.git'],
  ['port', 'http://localhost:8080/path?x=a@b'],
  ['secret of Secret Manager', 'secret: projects/12/secrets/db-password/versions/3 not found'],
  ['secret of Secret Manager, assigned', 'secret=projects/12/secrets/db-password/versions/latest'],
  ['sentence about a password', 'password authentication failed for user "app"'],
  ['sentence about a password, colon', 'Invalid password: must have at least eight characters'],
  ['sentence about a token', 'SyntaxError: Unexpected token: punc (})'],
  ['bearer in a sentence', 'Bearer authentication required'],
  ['authorization in a sentence', 'Authorization: required header is missing'],
  ['token counts', 'prompt_tokens=123 max_tokens: 4096'],
  ['unset', 'password=None token=null api_key= secret=**** DB_PASSWORD=$DB_PASSWORD'],
  ['missing key', "KeyError: 'api_key'"],
  ['working directory', 'PWD=/workspace/app'],
  ['cookie in a sentence', 'cookie: not found'],
  [
    'incident A',
    "run_id contains 'websocket_factory_1757372478799' but thread_id is 'thread_websocket_factory_1757372478799_528_584ef8a5'",
  ],
  ['signature and fingerprint', 'v1:0123456789abcdef0123456789abcdef'],
  ['certificate', '-----BEGIN CERTIFICATE----- expected'],
])('ordinary text stays: %s', (_name, text) => {
  expect(redactor.text(text)).toBe(text);
});

test('a comment in the log cannot switch redaction off', () => {
  const token = key('glp', `at-${'aB3'.repeat(7)}`);
  expect(redactor.text(`/* secretlint-disable */\n${token}`)).not.toContain(token);
});

describe('value', () => {
  it('redacts strings at any depth, keeps keys, shape and the rest', () => {
    const raw = () => ({});
    const value = { a: ['x@example.com', 7, null], 'y@example.com': { b: true }, raw };
    expect(redactor.value(value)).toEqual({ a: ['[email]', 7, null], 'y@example.com': { b: true }, raw });
  });

  it('masks what stands under a secret key', () => {
    expect(redactor.value({ password: 'hunter', 'x-api-key': 'abc', token: '', userToken: 'None' })).toEqual({
      password: '[secret]',
      'x-api-key': '[secret]',
      token: '',
      userToken: 'None',
    });
  });

  it('keeps a key named __proto__ a key', () => {
    const copy = redactor.value(JSON.parse('{"__proto__": "x"}'));
    expect(Object.keys(copy)).toEqual(['__proto__']);
  });
});

describe('own patterns', () => {
  it('mask the group or the match', async () => {
    const own = await createRedactor(['order-(?P<secret>\\d+)', 'ACME-[A-Z]+']);
    expect(own.text('order-12 ACME-XY')).toBe('order-[redacted] [redacted]');
  });

  it('say what is wrong with them', async () => {
    await expect(createRedactor(['(?=x)'])).rejects.toThrow(/Redaction pattern "\(\?=x\)" is not valid RE2/);
  });
});

describe('hostile text', () => {
  it('is redacted to the same whether once or twice', () => {
    const secrets = fc.constantFrom(
      jwt,
      'password=',
      'token: ',
      'x@example.com',
      '://u:p@',
      'Cookie: ',
      'a=b;',
      pem,
      base64,
      '"',
      "'",
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(secrets, hostile), { maxLength: 8 }), (parts) => {
        const once = redactor.text(parts.join(''));
        expect(redactor.text(once)).toBe(once);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  const unit = [
    'eyJ',
    'eyJa.',
    'password=',
    'a@',
    'a.',
    '://a:',
    'Cookie: a=b;',
    pem,
    'xoxb-1-',
    '.',
    '"',
    'SG.a',
    'A',
    ' ',
  ];
  test.each(unit)('300 KB of %j is done in steps linear in its length', (part) => {
    const line = part.repeat(Math.ceil(300_000 / part.length));
    // The built-in patterns run on an automaton; secretlint's see bounded pieces.
    let seen = 0;
    secretlintSpans(`${line}${'x'.repeat(16)}`, [
      (piece) => {
        expect(piece.length).toBeLessThanOrEqual(PIECE);
        seen += piece.length;
      },
    ]);
    expect(seen).toBeLessThanOrEqual((line.length + PIECE) * (PIECE / (PIECE - OVERLAP)));
    expect(typeof redactor.text(line)).toBe('string');
  });

  it('finds a key across the border of two pieces', () => {
    const token = key('glp', `at-${'aB3'.repeat(7)}`);
    expect(redactor.text(`${'x '.repeat(PIECE / 2 - 5)}${token} end`)).toMatch(/x \[secret\] end$/);
  });
});
