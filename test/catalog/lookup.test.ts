import { expect, test } from 'vitest'
import { builtinCatalogFiles } from '../../src/catalog/builtin.ts'
import { loadCatalog } from '../../src/catalog/load.ts'

const loaded = loadCatalog(builtinCatalogFiles())
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
const catalog = loaded.value

test.for([
  { code: '2007', message: 'IP cross-region', kind: 'network_region', why: "the table's text" },
  {
    code: '2007',
    message: 'your ip(203.0.113.7) cross-region access is not allowed',
    kind: 'network_region',
    why: "the wire's text",
  },
  { code: '2007', message: 'device token expired', kind: 'auth_token', why: 'the other text' },
  {
    code: '2007',
    message: 'device token expired',
    path: '/v1.0/token',
    kind: 'auth_token',
    why: 'a known message goes before the path',
  },
  { code: '2007', message: '?', path: '/v1.0/token', kind: 'network_region', why: 'the path' },
  { code: '2007', path: '/v1.0/iot-03/users/login', kind: 'network_region', why: 'the path' },
  {
    code: '2007',
    path: '/v1.0/iot-03/device-registration/token',
    kind: 'auth_token',
    why: 'pairing',
  },
  { code: '2007', kind: 'auth_token', why: 'nothing else is known' },
  { code: '2009', message: 'clientId is invalid', kind: 'auth_credentials', why: 'the message' },
  { code: '2009', message: 'not support this device', kind: 'unsupported', why: 'the message' },
  {
    code: '1113',
    message: 'Please upgrade to the commercial version',
    kind: 'quota',
    why: 'an older table',
  },
  { code: '1113', message: '', kind: 'rate_limit', why: 'the table' },
])('$code "$message" on "$path" is $kind: $why', ({ code, message, path, kind }) => {
  expect(catalog.find(code, message, path)?.kind).toBe(kind)
})

test.for([
  { message: 'PARAM IS ILLEGAL ,please check it', codes: ['1109'] },
  { message: 'param is illegal,please check it', codes: ['1109'] },
  { message: '请求参数非法，请检查', codes: ['1109'] },
  { message: 'No permissions.', codes: ['28841001'] },
  { message: 'No permissions. This API is not subscribed.', codes: ['28841101', '28841106'] },
  { message: "your ip(203.0.113.7) don't have access to this API", codes: ['1114'] },
  { message: 'your ip(2001:db8::7) don’t have access to this API', codes: ['1114'] },
  { message: "your IP 203.0.113.7 don't have access to this api", codes: ['1114'] },
  { message: 'your ip xxx.xxx.xxx.xxx don’t have access to this API', codes: ['1114'] },
  { message: 'token invalid', codes: ['1010', '1011', '1400'] },
  { message: 'Sign invalid', codes: ['-9999999', '1004'] },
  { message: 'The number of passwords has reached the limit!', codes: ['2303'] },
  {
    message: 'API permission package error. For the solution, see https://example.org/x',
    codes: ['60009001'],
  },
  { message: 'no such words', codes: [] },
  { message: '', codes: [] },
])('"$message" is the text of $codes', ({ message, codes }) => {
  const found = catalog.findByMessage(message).map(({ code }) => code)
  expect(found.toSorted()).toEqual(codes)
})

test('a code without an entry is not found', () => {
  expect(catalog.find('501')).toBeUndefined()
})
