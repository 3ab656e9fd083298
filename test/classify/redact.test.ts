import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { builtinCatalogFiles } from '../../src/catalog/builtin.ts'
import { loadCatalog } from '../../src/catalog/load.ts'
import { redact } from '../../src/classify/redact.ts'

const SECRET_KEYS = [
  'access_token',
  'accessToken',
  'refresh_token',
  'easy_access_token',
  'token',
  'secret',
  'client_secret',
  'access_secret',
  'TUYA_ACCESS_SECRET',
  'secretKey',
  'sign',
  'Sign',
  'X-Signature',
  'local_key',
  'localKey',
  'password',
  'smtp_password',
  'passwd',
  'pwd',
  'uid',
  'sid',
  'mobile',
]

/** How loggers print a pair: the notation's opening, the pair in it, and its end. */
const FORMS: readonly {
  readonly name: string
  readonly write: (key: string, secret: string) => string
}[] = [
  { name: 'JSON', write: (key, secret) => JSON.stringify({ t: 1, [key]: secret, code: 1010 }) },
  {
    name: 'indented JSON',
    write: (key, secret) => JSON.stringify({ [key]: secret, msg: 'token invalid' }, undefined, 2),
  },
  {
    name: 'JSON within JSON',
    write: (key, secret) => JSON.stringify({ body: JSON.stringify({ [key]: secret, code: 1 }) }),
  },
  {
    name: 'JSON cut off',
    write: (key, secret) => `{"code":1,"${key}":${JSON.stringify(secret).slice(0, -1)}`,
  },
  { name: 'Python dict', write: (key, secret) => `{'${key}': ${python(secret)}, 'code': 1010}` },
  { name: 'Python bytes', write: (key, secret) => `{'${key}': b${python(secret)}}` },
  { name: 'JS inspect', write: (key, secret) => `{ '${key}': ${python(secret)}, code: 1010 }` },
  {
    name: 'query',
    write: (key, secret) =>
      `GET https://openapi.tuyaeu.com/v1.0/x?a=1&${key}=${encodeURIComponent(secret)}&t=5`,
  },
  {
    name: 'encoded JSON',
    write: (key, secret) => `q=${encodeURIComponent(JSON.stringify({ [key]: secret }))}`,
  },
]

/** Notations without quotes take no secret with a space in it. */
const BARE_FORMS: typeof FORMS = [
  { name: 'header', write: (key, secret) => `${key}: ${secret}\nt: 1700000000000` },
  {
    name: 'raw header',
    write: (key, secret) => `send: b'GET /v1.0/x HTTP/1.1\\r\\n${key}: ${secret}\\r\\nt: 1'`,
  },
  { name: 'assignment', write: (key, secret) => `${key} = ${secret}, code = 1010` },
  { name: 'environment', write: (key, secret) => `${key}=${secret} node app.js` },
  {
    name: 'print_r',
    write: (key, secret) => `Array\n(\n    [${key}] => ${secret}\n    [code] => 1010\n)`,
  },
  { name: 'Java', write: (key, secret) => `Result(code=1010, ${key}=${secret}, t=5)` },
  { name: 'Go struct', write: (key, secret) => `{${key}:${secret} ExpireTime:7200}` },
  { name: 'Go header', write: (key, secret) => `map[${key}:[${secret}] T:[5]]` },
]

const printable = fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 })
const hex = fc.stringMatching(/^[0-9a-f]{32}$/)
const word = fc.stringMatching(/^[A-Za-z0-9$_+/.~-]{8,40}$/)
/** The random text around holds nothing that could be half of a pair. */
const prose = fc.stringMatching(/^[a-z0-9 .]{0,60}$/)

describe('no secret is left', () => {
  test.for(FORMS)('in $name, whatever characters it has', ({ write }) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SECRET_KEYS),
        fc.oneof(printable, hex, word),
        prose,
        (key, secret, noise) => {
          expectGone(write, key, `Zq${secret}`, noise)
        },
      ),
    )
  })

  test.for(BARE_FORMS)('in $name, if it is one word', ({ write }) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SECRET_KEYS),
        fc.oneof(hex, word),
        prose,
        (key, secret, noise) => {
          expectGone(write, key, `Zq${secret}`, noise)
        },
      ),
    )
  })

  test.for([
    { text: 'Authorization: Bearer eyJhbGciOi.eyJzdWIiOi.sig', gone: ['eyJ', 'sig'] },
    { text: 'GET /v1.0/token/0123456789abcdef0123456789abcdef failed', gone: ['0123456789'] },
    {
      text: 'GET /login?next=https%3A%2F%2Fx%3Faccess_token%3Dabcdef%26sign%3DABCDEF%26t%3D1',
      gone: ['abcdef', 'ABCDEF'],
    },
    { text: 'smtp://mailer:hunter2@relay.example.com', gone: ['hunter2', 'mailer'] },
    { text: 'GET /users?name=ada.lovelace%40example.com&n=1', gone: ['ada', 'example'] },
    { text: '{"username":"ada.lovelace@example.com","country_code":44}', gone: ['ada', 'example'] },
    { text: "login of '86-13812345678' refused", gone: ['138123'] },
    { text: 'user 13812345678 not exist', gone: ['138123'] },
    { text: 'call +49 (30) 1234 5678 or +1-202-555-0143', gone: ['1234', '555'] },
    { text: '{"mobile": 13812345678, "code": 2022}', gone: ['138123'] },
    { text: `{"id":"bf1","key":"a1B2$c3D4;e5F6g7"}`, gone: ['a1B2'] },
    { text: '9f1c0a7733d2","expire_time":7200,"code":1', gone: ['9f1c'] },
    { text: `stringToSign hashed to ${'A5'.repeat(32)}`, gone: ['A5A5'] },
    { text: 'acc\u200bess_tok\u001b[31men: abcdef123', gone: ['abcdef'] },
  ])('in $text', ({ text, gone }) => {
    for (const part of gone) expect(redact(text)).not.toContain(part)
  })
})

describe('what a person needs stays', () => {
  const catalog = loadCatalog(builtinCatalogFiles())
  const messages = catalog.ok ? catalog.value.entries.flatMap((entry) => entry.messages) : []

  test.for(messages)('the message %s', (message) => {
    expect(redact(message)).toBe(message)
  })

  test.for(messages)('the envelope of %s, in four notations', (message) => {
    for (const text of [
      JSON.stringify({
        code: 1010,
        msg: message,
        success: false,
        t: 1700000000000,
        tid: 'd'.repeat(32),
      }),
      `{'code': 1010, 'msg': ${python(message)}, 'success': False}`,
      `Result(code=1010,msg=${message},t=1700000000000,tid=${'d'.repeat(32)}) is not successful`,
      `Refresh access_token failed. code = 1010, msg = ${message}`,
    ]) {
      expect(redact(text)).toBe(text)
    }
  })

  test.for([
    'GET_TOKEN_FAILED 1010, token invalid',
    'Error getting token: 1010: token invalid',
    'Refresh token: code = 1010, msg = token invalid',
    'sign: sign invalid, tid: 0123456789abcdef0123456789abcdef',
    "token = None, secret = ''",
    '"access_token": "", "code": 1002',
    'your ip(203.0.113.7) cross-region access is not allowed',
    '2026-11-24 10:00:00 +1030 28841004 No permissions',
    'GET /v1.0/token?grant_type=1 and GET /v1.0/devices/bf6054cl5k0030r58wsnoa/status',
    'a compass: north, a design: blue',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text)
  })
})

test('redacting twice changes nothing', () => {
  const form = fc.constantFrom(...FORMS, ...BARE_FORMS)
  fc.assert(
    fc.property(form, fc.constantFrom(...SECRET_KEYS), printable, ({ write }, key, secret) => {
      const once = redact(write(key, secret))
      expect(redact(once)).toBe(once)
    }),
  )
})

test('no control, escape, bidi or invisible character stays, and lines stay lines', () => {
  const text = 'a\u001b[31mb\u0007\u202ec\u2066\u200d\r\nd\te\u2028f\ud800'
  expect(redact(text)).toBe('abc\nd\te\nf\ufffd')
})

/** Longer pieces than these are part of no other word of the forms. */
const PIECE_CHARS = 7

function expectGone(
  write: (key: string, secret: string) => string,
  key: string,
  secret: string,
  noise: string,
): void {
  const left = redact(`${noise} ${write(key, secret)} ${noise}`)
  const rest = `${noise} ${write(key, '')} ${noise}`
  for (const written of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
    for (let i = 0; i + PIECE_CHARS <= written.length; i++) {
      const piece = written.slice(i, i + PIECE_CHARS)
      if (!rest.includes(piece)) expect(left).not.toContain(piece)
    }
  }
}

function python(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`
}
