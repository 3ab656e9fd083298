import { describe, expect, test } from 'vitest'
import { recordsOf, spansOf, stepsOf, textsOf } from './records.ts'

const BODY = ['{', '  "code": 1010,', '  "msg": "token invalid",', '  "success": false', '}']
const ANSWER = '{"code":1010,"msg":"token invalid","success":false}'

describe('which lines are one record', () => {
  test.for<[name: string, lines: string[], spans: string[]]>([
    ['a line alone', ['before', ANSWER, 'after'], ['2']],
    ['a body that a line opens', ['10:00:00 Response: {', ...BODY.slice(1), 'x'], ['1-5']],
    ['a body at the margin', ['Response: {', '"success": true,', '"t": 1', '}', 'x'], ['1-4']],
    [
      'a body behind its heading',
      ['[x] tuya Response:', 'path = /v1.0/token', 'data = {', '  "code": 1', '}', 'x'],
      ['1-5'],
    ],
    ['an object behind its heading', ['tuya says:', ANSWER, 'x'], ['1-2']],
    ['a heading that nothing follows', ['tuya says:', 'x', ANSWER], ['1', '3']],
    ['an array around objects', ['[', '  {', '    "code": 1', '  }', ']', 'x'], ['1-5']],
    [
      'an old inspect',
      ['{ code: 1106,', "  msg: 'permission deny',", '  success: false }', 'x'],
      ['1-3'],
    ],
    [
      'a pprint',
      ["{'code': 1106,", " 'msg': 'permission deny',", " 'success': False}", 'x'],
      ['1-3'],
    ],
    [
      'print_r',
      ['Array', '(', '    [code] => 1106', "    [msg] => don't", '    [success] =>', ')', 'x'],
      ['2-6'],
    ],
    ['var_dump', ['array(1) {', '  ["code"]=>', '  int(1106)', '}', 'x'], ['1-4']],
    ['brackets within strings', ['{', '  "code": 1,', '  "msg": "}{)("', '}', 'x'], ['1-4']],
    [
      'an exception and its code',
      [
        'TuyaCloudSDKException [Error]: token invalid',
        '    at f (a.js:1:2)',
        '    at g',
        '  code: 1010',
        'x',
      ],
      ['1-4'],
    ],
    [
      'an exception with properties',
      ['TuyaError: token invalid', '    at f (a.js:1:2) {', '  code: 1010', '}', 'x'],
      ['1-4'],
    ],
    [
      'an old exception',
      ['{ TuyaError: token invalid', '    at f (a.js:1:2)', '  code: 1010 }', 'x'],
      ['1-3'],
    ],
    [
      'a dump of errors',
      [
        '[',
        '  Error: 1106: permission deny',
        '      at f (a.js:1:2),',
        '  Error: 2406: skill id invalid',
        '      at f (a.js:1:2)',
        ']',
        'x',
      ],
      ['1-6'],
    ],
    [
      'members cut out of a body',
      ['"code": 28841106,', '  "msg": "No permissions."', 'x'],
      ['1-2'],
    ],
    ['members and the end of their body', ['  code: 1106,', '  success: false', '}', 'x'], ['1-3']],
    ['members of a print_r', ['[code] => 1106', '[msg] => permission deny', '', 'x'], ['1-2']],
    ['a message and its code', ['Message: token invalid', 'Code: 1010', '', 'x'], ['1-2']],
    [
      'a body cut off before a new entry',
      ['data = {', '  "code": 1,', '', `[10/29/2023, 12:37:11 AM] [T] code=1`],
      ['1-3', '4'],
    ],
    [
      'a dict cut off before prose',
      ["{'code': 1010, 'msg': 'x'", 'Then it went on.', ANSWER],
      ['1', '3'],
    ],
    ['a foreign body that never ends', ['listening on {', '10:00:00 fine', ANSWER], ['1', '3']],
    ['a foreign body before a whole object', ['listening on {', ANSWER, ANSWER], ['1', '2', '3']],
    ['blank lines within a body', ['{', '', '  "code": 1', '', '}', 'x'], ['1-5']],
    ['an exception within an object', ['{"message":"TuyaError: code 1"}', '  x'], ['1']],
    ['two bodies', [...BODY, ...BODY], ['1-5', '6-10']],
  ])('%s', ([, lines, spans]) => {
    expect(spansOf(`${lines.join('\n')}\n`)).toEqual(spans)
  })

  test.for([
    'plain head',
    '2024-05-01 10:00:00 INFO x',
    '2024-05-01T10:00:00.123Z x',
    '[01/May/2024:10:00:00 +0000] x',
    '05/01/2024, 10:00:00 AM x',
    '[5/1/2024, 8:49:53 AM] [T] x',
    '10:00:00.123 x',
    'May  1 10:00:00 host app[12]: x',
    'Wed, 01 May 2024 10:00:00 GMT x',
    'ERROR:root:x',
    '[INFO] x',
    '[Nest] 12 x',
    'I0501 10:00:00.123456 12 x.cc:1] x',
    'tuya.0 | 2024-05-01 10:00:00.123 | debug | x',
    'tuya.0\t2024-05-01 10:00:00.123\tdebug\tx',
  ])('the head of an entry ends an open body: %s', (head) => {
    expect(spansOf(`x {\n${head}\n  indented\n`)[0]).toBe('1')
  })
})

describe('lines that repeat their prefix', () => {
  test.for([
    ['syslog', 'May  1 10:00:00 web app[12]: '],
    ['journald with its own time', '2024-05-01T10:00:00+0000 web app[12]: '],
    ['docker logs -t', '2024-05-01T10:00:00.123456789Z '],
    ['a logger', '2024-05-01 10:00:00,123 INFO [main] '],
    ['debug', '  @tuyapi/cloud '],
    ['kubectl', '[pod/app-1/web] '],
  ])('%s', ([, prefix]) => {
    const texts = textsOf(`${[...BODY, 'x'].map((line) => prefix + line).join('\n')}\n`)
    expect(texts[0]).toEqual([`${prefix}{`, ...BODY.slice(1)])
  })

  test('another clock does not matter, another level does', () => {
    const lines = ['10:00:00.1 INFO {', '10:00:00.2 INFO   "code": 1,', '10:00:00.3 WARN   x']
    expect(spansOf(`${lines.join('\n')}\n`)).toEqual(['1-2'])
  })

  test('the next entry of the same logger is no continuation', () => {
    const line = `2024-05-01 10:00:00 INFO ${ANSWER.slice(0, -1)}\n`
    expect(spansOf(line + line)).toEqual(['1', '2'])
  })

  test('an aligned level is no indentation', () => {
    expect(spansOf('10:00:00 ERROR code {\n10:00:00  INFO x\n')).toEqual(['1'])
  })
})

test('a one-line record carries its place and its text', () => {
  expect(recordsOf(`x\r\n${ANSWER}\r\n`)).toEqual([
    { start: 3, lines: [{ text: ANSWER, offset: 3, number: 2 }], ended: 'whole' },
  ])
})

test('a record without its closers at the end of the file is cut', () => {
  expect(recordsOf("{'code': 1010").map((record) => record.ended)).toEqual(['cut'])
})

test('a long answer stays whole on its line', () => {
  const devices = '{"id":"x","online":true},'.repeat(20_000)
  const line = `{"result":[${devices}],"success":true,"t":1}`
  expect(textsOf(`${line}\n`)).toEqual([[line]])
})

test('foreign lines cost no step', () => {
  const foreign = 'GET /index.html 200\n'.repeat(10_000)
  expect(stepsOf(`${foreign + ANSWER}\n${foreign}`)).toHaveLength(4)
})

test('a dense file costs two steps a line', () => {
  expect(stepsOf(`${ANSWER}\n`.repeat(1_000)).length).toBeLessThanOrEqual(2_002)
})
