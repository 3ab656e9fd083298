import { expect, test } from 'vitest'
import { countSteps } from '../support/steps.ts'
import { readThrough } from './through.ts'

const FAILURE = '{"code":1106,"msg":"permission deny"}'

/** What a hostile or broken writer could repeat without end: everything that opens, looks ahead or looks back. */
const PIECES = [
  ...['{', '[', '(', '}', ')', '"', "'", '\\', '\\"', "'b", "'a", '"a ', "'b'", '\\\\', '\\n'],
  ...['{"a":', '[{', '<code>', '<a>', '</a>', '=>', '://', ':', '1.', '\t', ' ', '\0', '\ud800'],
  ...['code=', 'code:1106 ', '"code":1106,', '\\"code\\":1106,', 'code <', 'msg=', 'msg=a '],
  ...[
    'message: x: ',
    FAILURE,
    `${FAILURE} `,
    `/v1.0/a ${FAILURE}`,
    `{"a":${JSON.stringify(FAILURE)}}`,
  ],
  ...['error 1106 ', 'Error: 1106: permission deny ', '1106 permission deny ', 'Error: a '],
  ...['permission deny (1106) ', 'Exception: permission deny\n    at x ', 'Result(code=1106,'],
  ...['success:true ', '{"success":true,"result":1,"t":1772352000123}', 'tuya ', 'API fail: '],
  ...['"status":1106,"desc":"', '1106, a: ', '错误 1010 ', '涂鸦', 'is offline', 'failed (1010)'],
  ...['{"errcode":1106,', '{"message":"permission deny","a":', 'Int(', 'コード=1106 '],
  ...['%22', '&quot;', '\\u0022', '\u001b[31m', '“', '错误码：1106，', '[code] => 1106 '],
  ...['["code"]=> ', 'int(1', 'Tuya API error: ', 'network error:(', 'devId=abcdefgh12345678 '],
  ...['path = /v1.0/x ', 'code\n', '{\n', '"code": 1106,\n', '  "code": 1106,\n', 'code: 1106\n'],
  ...['[0] ', '> ', 'app-1  | {\n', 'x:\n', '{"code":1,"errors":[', '{"log":"', '  at x\n'],
  ...['t=1772352000123 ', 'tid=abcdef0123456789 ', '2026-03-01 08:00:00 ', '{"level":"x","msg":"'],
]

/** Where it stands: behind a sign of the cloud, in a string, in a container's line. */
const PLACES: Readonly<Record<string, (text: string) => string>> = {
  'behind a code': (text) => `tuya code=1 ${text}`,
  'in a string': (text) => `{"code":1106,"msg":"${text}`,
  'in a container’s line': (text) =>
    JSON.stringify({ log: `${text}\n`, stream: 'stdout', time: '2026-03-01T08:00:00Z' }),
}

const SIZE = 5_000

/** Twice the input may take twice the steps, and whatever it takes to begin. */
const GROWTH_MAX = 2.1
const BEGINNING = 6_000

/** Blocks run for each character, at most; of a plain answer it is six. */
const STEPS_PER_CHARACTER_MAX = 60

readThrough('the tables that are made once')

test.for(PIECES)('%j without end: twice the input, twice the steps', (piece) => {
  for (const [place, put] of Object.entries(PLACES)) {
    const [once, twice] = [SIZE, 2 * SIZE].map((size) =>
      countSteps(() => readThrough(`${put(piece.repeat(Math.ceil(size / piece.length)))}\n`)),
    )
    expect(twice, place).toBeLessThan((once ?? 0) * GROWTH_MAX + BEGINNING)
    expect(twice, place).toBeLessThan(2 * SIZE * STEPS_PER_CHARACTER_MAX)
  }
})
