import { describe, expect, test } from 'vitest'
import { readThrough } from '../through.ts'
import { DEVICE, envelopeOf, PATH, T, UNKNOWN } from './answers.ts'
import { FRAMINGS } from './framings.ts'
import { json } from './notations.ts'

const URL = `https://openapi.tuyaeu.com${PATH}`

/** How clients log the call before its answer. */
const REQUESTS: Readonly<Record<string, string>> = {
  // tuya/tuya-connector-python, tuya/tuya-iot-python-sdk
  'Python SDKs': `Request: method = POST, url = ${URL}, params = None, body = {'commands': [{'code': 'switch_1', 'value': True}]}, t = ${T}`,
  // tuya/tuya-homebridge lib/tuyaopenapi.js
  'tuya-homebridge': `TuyaOpenAPI request: method = post, endpoint = https://openapi.tuyaeu.com, path = ${PATH}, params = null, body = {"commands":[{"code":"switch_1","value":true}]}`,
  // 0x5e/homebridge-tuya-platform src/core/TuyaOpenAPI.ts
  'homebridge-tuya-platform': `Request:\nmethod = POST\nendpoint = https://openapi.tuyaeu.com\npath = ${PATH}\nquery = null`,
  OkHttp: `--> POST ${URL} (112-byte body)`,
  curl: `> POST ${PATH} HTTP/2`,
  'Go connector': `[INFO] -> [ProxyHttp] req:&{Method:POST URL:${URL} Proto:HTTP/1.1}`,
  axios: `{ method: 'post', url: '${URL}', headers: { t: ${T} } }`,
  httpx: `HTTP Request: POST ${URL} "HTTP/1.1 200 OK"`,
}

describe.for(Object.entries(REQUESTS))('a request as %s logs it', ([, request]) => {
  test.for(FRAMINGS)('in $framing', ({ writes }) => {
    const text = `${writes(request).text}\n${writes(`answer: ${json(envelopeOf(UNKNOWN))}`).text}\n`
    // A method on a line of its own, above the path, is not looked at.
    const method = request.includes('\nmethod') ? {} : { method: 'POST' }
    expect(readThrough(text).responses, text).toEqual([
      expect.objectContaining({ code: UNKNOWN.code, path: PATH, device: DEVICE, ...method }),
    ])
  })
})

test.for([
  ['/v1.0/devices', undefined],
  ['/v2.0/cloud/thing/vdevo1234567890abcdef/shadow/actions', 'vdevo1234567890abcdef'],
  ['/v2.0/infrareds/bf3a1b2c4d5e6f7a8b9c0d/air-conditioners/1/command', 'bf3a1b2c4d5e6f7a8b9c0d'],
  ['/v1.0/door-locks/bf3a1b2c4d5e6f7a8b9c0d/open', 'bf3a1b2c4d5e6f7a8b9c0d'],
  ['/v1.0/iot-03/devices/bf3a1b2c4d5e6f7a8b9c0d/status', 'bf3a1b2c4d5e6f7a8b9c0d'],
  ['/v1.0/m/thing/bf3a1b2c4d5e6f7a8b9c0d/commands', 'bf3a1b2c4d5e6f7a8b9c0d'],
  ['/v1.0/token', undefined],
] as const)('the device of %s is %s', ([path, device]) => {
  const text = `GET https://openapi.tuyaus.com${path}?size=20 answered ${json(envelopeOf(UNKNOWN))}\n`
  const [response] = readThrough(text).responses
  expect([response?.path, response?.method, response?.device]).toEqual([path, 'GET', device])
})

test.for([
  ['a key of JSON', `"device_id":"${DEVICE}"`],
  ['a key of Python', `'devId': '${DEVICE}'`],
  ['an assignment', `deviceId=${DEVICE}`],
  ['a sentence', `device ${DEVICE}`],
  ['a Go field', `DeviceID:${DEVICE}`],
])('a device named by %s', ([, named]) => {
  const [response] = readThrough(`cloud ${named} ${json(envelopeOf(UNKNOWN))}\n`).responses
  expect(response?.device).toBe(DEVICE)
})
