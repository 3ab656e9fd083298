import { expect, test } from 'vitest'
import { TUYA_NEAR_LINES } from '../../src/extract/context.ts'
import { REJECTIONS_MAX } from '../../src/extract/extract.ts'
import type { RejectReason } from '../../src/types/record.ts'
import { extractFrom, extractInTurn, T } from './support.ts'

test.for<{ text: string; reason: RejectReason; why: string }>([
  {
    text: '[tuya-openapi] Response error: code=1106',
    reason: 'http_status',
    why: 'an SDK prints the status of HTTP',
  },
  {
    text: 'URL=https://openapi.tuyaeu.com/v1.0/token response code=404 text=',
    reason: 'http_status',
    why: 'the same',
  },
  {
    text: 'ERROR Response(code=500, message=Internal) is not successful for requeset: tuya',
    reason: 'http_status',
    why: 'the same',
  },
  {
    text: "Received from 'https://openapi.tuyaeu.com/v1.0/x': Code = {200}, Headers = {}",
    reason: 'http_status',
    why: 'the same',
  },
  { text: 'tuya: Request failed with status code 1106', reason: 'http_status', why: 'the same' },
  {
    text: '{"code":401,"msg":"token invalid","success":false} tuya',
    reason: 'http_status',
    why: 'three digits are nobody’s in particular',
  },
  {
    text: '[tuya_connector] Connection closed, code=1006, reason=gone',
    reason: 'websocket_close',
    why: 'a WebSocket closed',
  },
  { text: 'Error: 1001: tuya websocket hung up', reason: 'websocket_close', why: 'the same' },
  { text: 'tuya-worker ended with exit code 1106', reason: 'local_error', why: 'a process ended' },
  { text: 'tuya setup code: 1002', reason: 'no_evidence', why: 'a code to type in' },
  {
    text: 'tuya_sharing on message error = 1002',
    reason: 'local_error',
    why: 'a KeyError of the SDK',
  },
  {
    text: "{'Error': 'Timeout Waiting for Device', 'Err': '902', 'Payload': None}",
    reason: 'local_error',
    why: 'tinytuya’s own number',
  },
  {
    text: "{ code: 'ENOTFOUND', hostname: 'openapi.tuyaeu.com' }",
    reason: 'local_error',
    why: 'the runtime’s word',
  },
  {
    text: '{"devId":"x","status":[{"code":"switch_1","value":true}]}',
    reason: 'data_point',
    why: 'a name of a data point',
  },
  {
    text: 'tuya {"status":[{"code":1002,"value":5}]}',
    reason: 'data_point',
    why: 'beside a value',
  },
  {
    text: '{"errcode":1004,"errmsg":"sign invalid"}',
    reason: 'foreign_vendor',
    why: 'WeChat’s keys',
  },
  { text: "tuya {'apiStatus': 1004, 'info': 'A'}", reason: 'foreign_vendor', why: 'Meross’s key' },
  {
    text: 'tuya {"success":false,"errors":[{"code":1004,"message":"DNS"}]}',
    reason: 'foreign_vendor',
    why: 'Cloudflare’s list',
  },
  {
    text: 'tuya request: { "body": { "code": 1107, "msg": "x" } }',
    reason: 'request',
    why: 'the application’s own words',
  },
  {
    text: '{"success":false,"msg":"sign invalid"}',
    reason: 'no_code',
    why: 'the client hides the code',
  },
  { text: 'error code: 1010', reason: 'no_evidence', why: 'Cloudflare has this number too' },
  {
    text: '{"code":1010,"message":"User not found"}',
    reason: 'no_evidence',
    why: 'Zoom has it too',
  },
  {
    text: "{'code': '1013', 'msg': 'Please update', 'time': 1, 'data': None, 'success': False}",
    reason: 'no_evidence',
    why: 'Ecovacs has the keys too',
  },
  { text: 'API error (code 1006): request fail', reason: 'no_evidence', why: 'another vendor' },
  { text: 'APIError(code=-1001): Internal error', reason: 'no_evidence', why: 'another number' },
  { text: '[tuya] error: 2023', reason: 'no_evidence', why: 'a year' },
  { text: 'tuya code=switchLed', reason: 'data_point', why: 'a name' },
  {
    text: 'tuya: code = Unavailable desc = x',
    reason: 'malformed',
    why: 'neither number nor word of capitals',
  },
])('$text is refused as $reason: $why', ({ text, reason }) => {
  const { responses, rejections } = extractFrom(text)
  expect(responses).toEqual([])
  expect(rejections.map((rejection) => rejection.reason)).toEqual([reason])
})

test.for([
  '2012-01-01 2020 devices found (2023)',
  'SQLSTATE[HY000] [2002] Connection refused (tuya)',
  '(2006, "MySQL server has gone away")',
  'tuya: listening on port 1106, pid 1010',
  '"country_code":1010 tuya',
  "{'dps': {'1': True, '18': 1010}, 't': 1718000000} tuya",
])('%s holds no candidate at all', (text) => {
  expect(extractFrom(text)).toMatchObject({ responses: [], rejections: [] })
})

test.for([
  {
    text: `{"code":1006,"msg":"closed","success":false,"t":${T}} websocket`,
    why: 'a time of the envelope',
  },
  { text: 'Response error: code=1106, msg=permission deny', why: 'the cloud’s own message' },
  {
    text: '{"code":40001234,"msg":"never seen","success":false} https://openapi.tuyaeu.com',
    why: 'a host of Tuya',
  },
])('$why outweighs what speaks against $text', ({ text }) => {
  expect(extractFrom(text).responses).toHaveLength(1)
})

test('an envelope without identity is believed in a file that spoke of Tuya lately', () => {
  const envelope = '{"code":1010,"msg":"a new text","success":false}'
  expect(extractFrom(envelope).responses).toEqual([])
  const [, second] = extractInTurn('DEBUG https://openapi.tuyaeu.com', envelope)
  expect(second?.responses).toEqual([
    expect.objectContaining({ evidence: ['envelope', 'known_code', 'tuya_nearby'] }),
  ])
})

test('a file that spoke of Tuya long ago is no sign any more', () => {
  const quiet = Array<string>(TUYA_NEAR_LINES).fill('nothing').join('\n')
  const last = extractInTurn('tuya', quiet, '{"code":1010,"msg":"a new text","success":false}').at(
    -1,
  )
  expect(last?.rejections.map(({ reason }) => reason)).toEqual(['no_evidence'])
})

test('a record of nothing but data points says so a limited number of times', () => {
  const points = Array.from({ length: 200 }, (_, n) => `{"code":"switch_${n}","value":true}`)
  expect(extractFrom(`[${points.join(',')}]`).rejections).toHaveLength(REJECTIONS_MAX)
})
