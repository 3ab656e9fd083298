import { describe, expect, test } from 'vitest'
import { quietOf, recordsOf, spansOf, textsOf } from './records.ts'

const ANSWER = '{"code":1010,"msg":"token invalid"}'
const TIME = '2024-05-01T10:00:00.123456789Z'
const MILLIS = Date.UTC(2024, 4, 1, 10, 0, 0, 123)

const docker = (log: string, stream = 'stdout') =>
  `${JSON.stringify({ log, stream, time: TIME })}\n`
const cri = (text: string, stream = 'stdout', tag = 'F') => `${TIME} ${stream} ${tag} ${text}\n`

describe('what is taken off a line', () => {
  test.for([
    ['nothing', ANSWER],
    ['a final CR', `${ANSWER}\r`],
    ['colour codes', `\x1b[37m${ANSWER.replace('1010', '\x1b[33;1m1010\x1b[39m')}\x1b[0m`],
    ['colour codes of cat -v', `^[[36m${ANSWER}^[[39m`],
    ['colour codes of syslog', `#033[36m${ANSWER}#033[0m`],
    ['a window title', `\x1b]0;title\x07${ANSWER}`],
    ['a byte order mark', `\ufeff${ANSWER}`],
    ['the hole of a truncation', `\0\0\0\0${ANSWER}`],
    ['docker compose', `app-1  | ${ANSWER}`],
    ['old docker compose', `my.app_12 | ${ANSWER}`],
    ['a container with a name of its own', `billing  | ${ANSWER}`],
    ['pm2', `0|billing  | ${ANSWER}`],
    ['concurrently', `[0] ${ANSWER}`],
    ['quoting', `> > ${ANSWER}`],
    ['Docker', docker(`${ANSWER}\n`).trimEnd()],
    ['Docker with CRLF', docker(`${ANSWER}\r\n`).trimEnd()],
    ['CRI', cri(ANSWER).trimEnd()],
    ['CRI with more tags', cri(ANSWER, 'stderr', 'F:x').trimEnd()],
    ['CRI with an offset', `2024-05-01T10:00:00+02:00 stderr F ${ANSWER}`],
  ] as const)('%s', ([, line]) => {
    expect(textsOf(`${line}\n`)).toEqual([[ANSWER]])
  })

  test.for([
    ['columns of ioBroker', `tuya.0 | 2019-07-09 17:29:23.058 | debug | ${ANSWER}`],
    ['a row of a table', ` code | 1010 | ${ANSWER}`],
    ['a JSON logger with a key log', `{"log":5,"code":1010}`],
    ['a JSON logger with a text log', `{"log":"code=5","level":"info"}`],
    ['a Docker line that is broken', `{"log":"${ANSWER.slice(0, 20)}`],
    ['an RFC 3339 time alone', `${TIME} ${ANSWER}`],
  ] as const)('but not from %s', ([, line]) => {
    expect(textsOf(`${line}\n`)).toEqual([[line]])
  })
})

test.for([
  ['docker', `{"stream":"stdout","log":"code=1\\n"}`, 'code=1'],
  ['docker', cri('code=1'), cri('code=1').trimEnd()],
  ['cri', docker('code=1\n'), docker('code=1\n').trimEnd()],
  ['plain', cri('code=1'), cri('code=1').trimEnd()],
] as const)('the format %s is kept to: %s', ([format, line, text]) => {
  expect(textsOf(line, 'final', { format })).toEqual([[text]])
})

test('bytes that are no UTF-8 become replacement characters', () => {
  const line = Buffer.concat([Buffer.from('code=1 '), Buffer.from([0xff]), Buffer.from(' x\n')])
  expect(textsOf(line)).toEqual([['code=1 \ufffd x']])
})

test('line feeds that syslog escaped are blanks', () => {
  expect(textsOf('{#012  "code": 1#012}\n')).toEqual([['{   "code": 1 }']])
})

test("the runtime's own time is kept", () => {
  expect(recordsOf(cri(ANSWER) + docker(`${ANSWER}\n`)).map((record) => record.wrapTime)).toEqual([
    MILLIS,
    MILLIS,
  ])
})

describe('parts of a long line', () => {
  test('Docker splits after 16 KiB', () => {
    expect(textsOf(docker('{"result":[],') + docker('"succ') + docker('ess":true}\n'))).toEqual([
      ['{"result":[],"success":true}'],
    ])
  })

  test('CRI splits anywhere, even within a character', () => {
    const text = Buffer.from('code=1 msg=權限拒絕')
    const parts = Buffer.concat([
      Buffer.from(`${TIME} stdout P `),
      text.subarray(0, 12),
      Buffer.from(`\n${TIME} stdout F `),
      text.subarray(12),
      Buffer.from('\n'),
    ])
    expect(textsOf(parts)).toEqual([[text.toString()]])
  })

  test('a record of parts has the place of the first', () => {
    expect(recordsOf(`x\n${cri('code', 'stdout', 'P')}${cri('=1')}`)).toMatchObject([
      { start: 2, lines: [{ offset: 2, number: 2, text: 'code=1' }] },
    ])
  })

  test('the streams do not mix', () => {
    const lines = [
      cri('code=', 'stdout', 'P'),
      cri('code=', 'stderr', 'P'),
      cri('1', 'stdout'),
      cri('2', 'stderr'),
    ]
    expect(textsOf(lines.join(''))).toEqual([['code=1'], ['code=2']])
  })

  test('nothing is quiet before the last part', () => {
    expect(quietOf(`x\n${cri('a', 'stdout', 'P')}`, 'growing')).toMatchObject({ resume: 2 })
  })

  test('a part at the end of the file counts', () => {
    expect(textsOf(docker('code=1'))).toEqual([['code=1']])
  })
})

describe('lanes', () => {
  const body = ['data = {', '  "code": 1010', '}']

  test.for<[string, (line: string) => string, (line: string) => string]>([
    ['of CRI', (line) => cri(line, 'stdout'), (line) => cri(line, 'stderr')],
    ['of Docker', (line) => docker(`${line}\n`), (line) => docker(`${line}\n`, 'stderr')],
    ['of docker compose', (line) => `app-1  | ${line}\n`, (line) => `db-1   | ${line}\n`],
    ['of pm2', (line) => `0|app  | ${line}\n`, (line) => `1|db   | ${line}\n`],
  ])('%s have open records of their own', ([, one, other]) => {
    const lines = body.flatMap((line) => [one(line), other(line)])
    expect(textsOf(lines.join(''))).toEqual([body, body])
    expect(textsOf([lines[0], other('code=2'), one('}')].join(''))).toEqual([
      ['code=2'],
      ['data = {', '}'],
    ])
  })

  test('a point is quiet only when all lanes are', () => {
    const text = cri('a {') + cri('b {', 'stderr') + cri('}')
    expect(quietOf(text, 'growing')).toMatchObject({ resume: 0, line: 0 })
    expect(quietOf(text + cri('}', 'stderr'), 'growing')).toMatchObject({ line: 4 })
  })

  test('one process of concurrently is like another', () => {
    expect(spansOf('{ errcode: 40001,\n[0]      errmsg:\n[0]       x } }\nx\n')).toEqual(['1-3'])
  })
})
