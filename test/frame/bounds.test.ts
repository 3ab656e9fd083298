import { describe, expect, test } from 'vitest'
import {
  CHUNK_BYTES_MIN,
  LINE_BYTES_MAX,
  RECORD_BYTES_MAX,
  RECORD_LINES_MAX,
  RECORDS_BEHIND_MAX,
} from '../../src/frame/limits.ts'
import { quietOf, recordsOf, spansOf, stepsOf } from './records.ts'

const LONG = 'x'.repeat(LINE_BYTES_MAX + 1)
const lostOf = (text: string | Buffer, ending: 'growing' | 'final' = 'final') =>
  stepsOf(text, ending).flatMap((step) => (step.kind === 'lost' ? [[step.reason, step.bytes]] : []))

describe('a line over 1 MiB', () => {
  test.for<[name: string, text: string]>([
    ['between others', `code=1\n${LONG}\ncode=2\n`],
    ['with a hit', `code=1\ncode=${LONG}\ncode=2\n`],
  ])('%s is skipped, the others stay', ([, text]) => {
    expect(spansOf(text)).toEqual(['1', '3'])
  })

  test('is lost with its line feed', () => {
    expect(lostOf(`a\n${LONG}\nb\n`)).toEqual([['line_too_long', LONG.length + 1]])
  })

  test('is lost as far as it has come', () => {
    expect(lostOf(`a\n${LONG}`, 'growing')).toEqual([['line_too_long', LONG.length]])
    expect(quietOf(`a\n${LONG}`, 'growing')).toMatchObject({
      resume: LONG.length + 2,
      inside: 'long_line',
      line: 1,
    })
  })

  test('of just the limit is read', () => {
    const line = 'code=1'.padEnd(LINE_BYTES_MAX)
    expect(lostOf(`${line}\n`)).toEqual([])
    expect(spansOf(`${line}\n`)).toEqual(['1'])
  })

  test('ends what was open', () => {
    expect(recordsOf(`data = {\n${LONG}\n}\n`)).toMatchObject([{ ended: 'cut' }])
  })
})

describe('a record', () => {
  test('is cut at its last line', () => {
    const text = `[\n${'  1,\n'.repeat(RECORD_LINES_MAX)}]\n`
    expect(spansOf(text)[0]).toBe(`1-${RECORD_LINES_MAX}`)
    expect(recordsOf(text)[0]?.ended).toBe('cut')
  })

  test('is cut before it has too many bytes', () => {
    const line = `  ${'x'.repeat(1_000)}`
    const [record] = recordsOf(`{\n${`${line}\n`.repeat(300)}}\n`)
    expect(record?.ended).toBe('cut')
    expect(record?.lines.length).toBe(1 + Math.floor((RECORD_BYTES_MAX - 1) / line.length))
  })

  test('that was cut gives way to the hits behind it', () => {
    expect(spansOf(`{\n${'  1,\n'.repeat(RECORD_LINES_MAX)}  "code": 1,\n}\n`).at(-1)).toBe(
      `${RECORD_LINES_MAX + 2}-${RECORD_LINES_MAX + 3}`,
    )
  })
})

test('a chunk of the least size moves the reading point, whatever is open', () => {
  const busy = Buffer.from(`app-1  | {\n${'db-1  | code=1\n'.repeat(CHUNK_BYTES_MIN / 10)}`)
  expect(quietOf(busy.subarray(0, CHUNK_BYTES_MIN), 'growing')).toMatchObject({
    resume: expect.toSatisfy((resume: number) => resume > 0),
  })
})

test('an open record holds back no more records than a position remembers', () => {
  const text = `app-1  | {\n${'code=1\n'.repeat(RECORDS_BEHIND_MAX + 5)}`
  expect(quietOf(text, 'growing')).toMatchObject({ line: 1 + RECORDS_BEHIND_MAX + 5 })
  expect(quietOf(text.slice(0, 1_000), 'growing')).toMatchObject({ line: 0 })
})

describe('the end of the bytes', () => {
  const open = '10:00:00 data = {\n  "code": 1\n'

  test.for([
    ['growing', false, [], 0],
    ['still', false, [], 0],
    ['still', true, ['1-2'], open.length],
    ['final', false, ['1-2'], open.length],
  ] as const)('%s with a valid answer %s', ([ending, valid, spans, resume]) => {
    const options = { valid: () => valid }
    expect(spansOf(open, ending, options)).toEqual(spans)
    expect(quietOf(open, ending, options)).toMatchObject({ resume })
  })

  test.for(['growing', 'still'] as const)('a line without its feed waits while %s', (ending) => {
    expect(spansOf('code=1\ncode=2', ending)).toEqual(['1'])
    expect(quietOf('code=1\ncode=2', ending)).toMatchObject({ resume: 7, line: 1 })
  })

  test('a line without its feed counts when the file is final', () => {
    expect(spansOf('code=1\ncode=2')).toEqual(['1', '2'])
    expect(quietOf('code=1\ncode=2')).toMatchObject({ resume: 13, line: 1 })
  })
})

test.for([
  ['little', '\ufeffcode=1\n', 'utf16le'],
  ['big', '\ufffe', 'utf16le'],
] as const)('UTF-16 in %s endian is lost as a whole', ([, text, encoding]) => {
  const bytes = Buffer.from(text, encoding)
  expect(lostOf(bytes)).toEqual([['encoding', bytes.length]])
  expect(quietOf(bytes)).toMatchObject({ resume: bytes.length, inside: 'foreign_encoding' })
})
