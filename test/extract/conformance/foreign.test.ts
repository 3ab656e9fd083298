import { describe, expect, test } from 'vitest'
import { CATALOG, readThrough } from '../through.ts'
import { DEVICE, type Envelope, PATH, T } from './answers.ts'
import { FRAMINGS } from './framings.ts'
import {
  indented,
  inspect,
  inspectLines,
  javaResult,
  json,
  pprint,
  printR,
  python,
} from './notations.ts'

const NUMBERS = [...new Set(CATALOG.entries.map(({ code }) => code))].filter((code) =>
  /^\d+$/.test(code),
)
const NOTATIONS = [json, indented, python, pprint, inspect, inspectLines, javaResult, printR]

/** A line that makes a file one that speaks of the cloud. */
const NEARBY = '2026-03-01 07:59:59 DEBUG GET https://openapi.tuyaeu.com/v1.0/devices\n'

/** Whoever writes the line may be called after the cloud. */
const WRITERS = ['', 'tuya-bridge: ', '[Tuya] ', '2026-03-01 08:00:00 ERROR tuya.sync '] as const

function expectNone(text: string): void {
  expect(readThrough(`${text}\n`).responses, text).toEqual([])
}

describe('numbers of the table that mean something else', () => {
  test.for<[string, (number: string) => string]>([
    ['a port', (n) => `listening on port ${n}`],
    ['a refused port', (n) => `connect ECONNREFUSED 10.0.0.5:${n}`],
    ['a process', (n) => `started with pid ${n}`],
    ['a level and a process', (n) => `ERROR ${n} --- [main] app.Sync : failed`],
    ['nginx, a process and a connection', (n) => `[error] ${n}#${n}: *${n} upstream timed out`],
    ['a timing', (n) => `sync took ${n} ms`],
    ['a timing as a key', (n) => `{"msg":"done","durationMs":${n},"responseTime":${n}}`],
    ['a count', (n) => `found ${n} devices, ${n} online, ${n} errors`],
    ['a count of errors', (n) => `errors=${n} successes: ${n} error_count=${n}`],
    ['a size', (n) => `"GET /v1.0/devices HTTP/1.1" 200 ${n}`],
    ['a line of source', (n) => `    at sync (/srv/tuya/sync.js:${n}:${n})`],
    ['a line of Python', (n) => `  File "/srv/tuya/sync.py", line ${n}, in call`],
    ['a data point', (n) => `{"dps":{"1":true,"18":${n}},"t":${T}}`],
    ['a value', (n) => `{"code":"cur_power","value":${n}}`],
    ['a version', (n) => `tuya-sdk v1.${n}.0`],
    ['an exit', (n) => `child exited with code ${n}`],
    ['a signal', (n) => `process ended. Code: ${n}, Signal: null`],
    ['a status of HTTP', (n) => `Request failed with status code ${n}`],
    ['a response code of HTTP', (n) => `GET /v1.0/x response code=${n} text=`],
    ['the connector about HTTP', (n) => `Response error: code=${n}`],
    ['openHAB about HTTP', (n) => `Received from 'x': Code = {${n}}, Headers = {}`],
    ['a foreign key', (n) => `{"errcode":${n},"errmsg":"invalid credential"}`],
    ['a status key', (n) => `{"statusCode":${n},"message":"x"}`],
    ['a country', (n) => `login {'country_code': ${n}, 'schema': 'x'}`],
    ['a confirmation', (n) => `Your verification code is ${n}`],
    ['an area', (n) => `zip code: ${n}`],
    ['a comparison', (n) => `        if answer.code == ${n}:`],
    ['an identifier', (n) => `order ${n} and task #${n} and id=${n}`],
    ['MySQL', (n) => `ERROR ${n} (HY000): Unknown thing in table 'x'`],
    ['MySQL, a column', (n) => `Error ${n}: Unknown column 'tuya' in 'field list'`],
    ['Windows', (n) => `service-specific error ${n} (0x452)`],
    ['an infrared key', (n) => `{"key":"power","key_id":1,"code":${n}}`],
    ['an address', (n) => `peer 10.${n}.0.1 and fe80::${n}`],
    ['a date', (n) => `2026-03-01T08:00:00.${n}Z ok`],
  ])('%s', ([, say]) => {
    for (const number of NUMBERS) for (const writer of WRITERS) expectNone(writer + say(number))
  })
})

test('a WebSocket closes', () => {
  for (let code = 1000; code <= 1015; code++) {
    for (const writer of WRITERS) {
      expectNone(`${writer}WebSocket closed with code ${code}`)
      expectNone(`${writer}Connection closed, code=${code}, reason=gone`)
      expectNone(`${writer}socket disconnected (code: ${code})`)
      expectNone(`${writer}CloseEvent { type: 'close', code: ${code}, reason: '' }`)
      expectNone(`${writer}{"event":"ws_close","code":${code},"reason":""}`)
      expectNone(`${writer}websocket error: ${code} (going away)`)
      expectNone(`${NEARBY}closing websocket: code=${code}`)
    }
  }
})

/** Envelopes of others, with keys or numbers of the cloud's. */
const VENDORS: Readonly<Record<string, Envelope>> = {
  Zoom: { code: 1010, message: 'User does not belong to this account' },
  Ecovacs: { code: '1013', msg: 'Please update', time: T, data: null, success: false },
  Roborock: { api: null, code: 2010, msg: 'user not found', data: null },
  Dreame: { code: 10007, msg: 'token expired', success: false, data: null, timestamp: T },
  EZVIZ: { code: '10002', msg: 'accessToken invalid', data: null },
  Feishu: { code: 99991663, msg: 'Invalid access token for authorization.', error: {} },
  WeChat: { errcode: 40001, errmsg: 'invalid credential' },
  Meross: { apiStatus: 1004, sysStatus: 0, info: 'Wrong password' },
  Baidu: { error_code: 110, error_msg: 'Access token invalid or no longer valid' },
  Twilio: { code: 20003, message: 'Authenticate', status: 401 },
  Binance: { code: -1021, msg: 'Timestamp for this request was ahead.' },
  Bilibili: { code: -101, message: 'not logged in', ttl: 1 },
  eWeLink: { error: 406, msg: 'authentication failed', data: {} },
  Cloudflare: { success: false, errors: [{ code: 1004, message: 'DNS' }], messages: [] },
  Kubernetes: { kind: 'Status', status: 'Failure', reason: 'Forbidden', code: 403 },
  Google: { error: { code: 429, message: 'Quota exceeded', status: 'RESOURCE_EXHAUSTED' } },
  'a shop': { success: false, code: 4001, msg: 'basket is empty' },
  'a shop that is fine': { success: true, code: 0, data: { items: 2 } },
  'a queue': { success: true, result: 'synced', attempts: 1 },
  'Cloudflare that is fine': { success: true, result: [], errors: [], messages: [] },
}

describe.for(Object.entries(VENDORS))('%s', ([, envelope]) => {
  test.for(NOTATIONS)('as %o', (print) => {
    for (const { writes } of FRAMINGS) {
      expectNone(writes(print(envelope)).text)
      expectNone(NEARBY + writes(print(envelope)).text)
    }
  })
})

/** What the cloud's clients print beside its answers. */
const TRAFFIC: Readonly<Record<string, Envelope>> = {
  'a data point report': {
    dataId: 'a1',
    devId: DEVICE,
    productKey: 'k',
    status: [{ code: 'switch_1', value: false, t: T, '1': false }],
  },
  'a numeric data point': { status: [{ code: 1106, value: 2001, t: T }] },
  commands: { commands: [{ code: 'temp_set', value: 1010 }] },
  'a command with a number': { body: { commands: [{ code: 1010, value: true }] } },
  'a request': { request: { path: PATH, params: { code: 1106, type: 'ir' } } },
  'a specification': { functions: [{ code: 'bright', type: 'Integer', values: '{"max":1000}' }] },
  'a refused connection': { errno: -111, code: 'ECONNREFUSED', address: '10.0.0.5', port: 6668 },
  'a lost host': { code: 'ENOTFOUND', hostname: 'openapi.tuyaeu.com' },
  'a timeout of axios': { code: 'ECONNABORTED', message: 'timeout of 5000ms exceeded' },
  'a local error of tinytuya': { Error: 'Timeout Waiting for Device', Err: '902', Payload: null },
  'a hidden code': { success: false, msg: 'sign invalid' },
}

describe.for(Object.entries(TRAFFIC))('%s', ([, envelope]) => {
  test.for(NOTATIONS)('as %o', (print) => {
    for (const { writes } of FRAMINGS) {
      expectNone(NEARBY + writes(`tuya: ${print(envelope)}`).text)
    }
  })
})
