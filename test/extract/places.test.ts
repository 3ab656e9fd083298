import { expect, test } from 'vitest'
import { extract } from '../../src/extract/extract.ts'
import { REQUEST_LINES } from '../../src/extract/places.ts'
import { SAMPLE_CHARS_MAX } from '../../src/extract/sample.ts'
import { EMPTY_CONTEXT } from '../../src/types/record.ts'
import { extractFrom, extractInTurn, FAILURE, OPTIONS, recordOf, T, TID } from './support.ts'

const DEVICE = 'bf0123456789abcdefghij'

test.for([
  {
    text: `${FAILURE} path = /v1.0/devices/${DEVICE}/commands`,
    path: `/v1.0/devices/${DEVICE}/commands`,
    device: DEVICE,
  },
  {
    text: `GET https://openapi.tuyaeu.com/v1.1/devices/${DEVICE}?x=1 ${FAILURE}`,
    path: `/v1.1/devices/${DEVICE}`,
    device: DEVICE,
    method: 'GET',
  },
  {
    text: `Response:\nmethod = post\npath = /v1.0/token\ndata = ${FAILURE}`,
    path: '/v1.0/token',
    method: 'POST',
  },
  {
    text: `{'url': '/v2.0/infrareds/${DEVICE}/remotes/x/ac', 'response': ${FAILURE}}`,
    path: `/v2.0/infrareds/${DEVICE}/remotes/x/ac`,
    device: DEVICE,
  },
  { text: `devId = ${DEVICE}, code = 1106, msg = permission deny`, device: DEVICE },
  { text: `{"device_id":"${DEVICE}","answer":${FAILURE}}`, device: DEVICE },
  { text: `${FAILURE} deviceId = NaN` },
])('$text', ({ text, path, device, method }) => {
  const [response] = extractFrom(text).responses
  expect([response?.path, response?.device, response?.method]).toEqual([path, device, method])
})

const REQUEST = `Request: method = POST, url = https://openapi.tuyaeu.com/v1.0/devices/${DEVICE}/commands, params = None`

test('an answer without a path belongs to the request before it', () => {
  const found = extractInTurn(REQUEST, `Response: ${FAILURE}`).at(-1)?.responses
  expect(found).toEqual([
    expect.objectContaining({
      path: `/v1.0/devices/${DEVICE}/commands`,
      method: 'POST',
      device: DEVICE,
    }),
  ])
})

test('a request too far above is another’s', () => {
  const far = extractInTurn(REQUEST, ...Array<string>(REQUEST_LINES).fill('x'), FAILURE)
  expect(far.at(-1)?.responses[0]).not.toHaveProperty('path')
})

test('line and offset are those of the code, the sample is the text around it', () => {
  const text = `Response: {\n  "code": 1106,\n  "msg": "permission deny",\n  "t": ${T}\n}`
  const [response] = extractFrom(text).responses
  expect(response).toMatchObject({ start: 0, line: 2, offset: 12, t: T })
  expect(response?.text).toContain('"code": 1106')
})

test('the sample of a long line is bounded and holds the code', () => {
  const [response] = extractFrom(`${'x'.repeat(5_000)} ${FAILURE}${'y'.repeat(5_000)}`).responses
  expect(response?.text).toHaveLength(SAMPLE_CHARS_MAX)
  expect(response?.text).toContain('1106')
  expect(response?.tid).toBe(TID)
})

test('the runtime’s timestamp is the time of a line that has none', () => {
  const record = { ...recordOf(FAILURE), wrapTime: T }
  expect(extract(record, EMPTY_CONTEXT, OPTIONS).responses[0]?.lineTime).toBe(T)
})
