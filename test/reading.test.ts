import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHUNK_BYTES_MIN, type Reading, type RecordRead, readChunk } from '../src/reading.ts'
import type { Chunk, Ending, ReadingPoint } from '../src/types/file.ts'
import {
  EMPTY_CONTEXT,
  type Extraction,
  type FileContext,
  type LogRecord,
} from '../src/types/record.ts'
import { find } from './support/find.ts'

const START: ReadingPoint = { resume: 0, inside: 'line_start', line: 0, context: EMPTY_CONTEXT }

/** Finds a code, and remembers a path for the records behind it: enough to see order and context. */
function extract(record: LogRecord, context: FileContext): Extraction {
  const text = record.lines.map((line) => line.text).join('\n')
  const { start } = record
  const { number: line, offset } = record.lines[0]
  const path = /path = (\S+)/.exec(text)?.[1]
  const code = /code\W+(\d+)/.exec(text)?.[1]
  const place = { start, line, offset, text, echo: false, success: false, evidence: ['t'] } as const
  const last = context.request?.path
  return {
    responses:
      code === undefined
        ? []
        : [{ ...place, code, shape: 'json', ...(last !== undefined && { path: last }) }],
    rejections: /reject/.test(text) ? [{ reason: 'no_code', line, text }] : [],
    context: path === undefined ? context : { ...context, request: { path, line } },
  }
}

function read(bytes: string | Buffer, ending: Ending, from: ReadingPoint = START): Reading {
  const rest = (typeof bytes === 'string' ? Buffer.from(bytes) : bytes).subarray(from.resume)
  const chunk: Chunk = { file: 1, from: from.resume, bytes: rest, ending }
  return readChunk(chunk, from, { find, format: 'auto', extract })
}

/** Reads as the daemon does: from the point on, what is done already dropped, the file growing by the cuts. */
function follow(bytes: Buffer, cuts: readonly number[]) {
  const records: RecordRead[] = []
  const lost: Record<string, number> = {}
  let point = START
  let done: readonly number[] = []
  let [lines, passed] = [0, 0]
  for (const end of [...cuts, bytes.length]) {
    const reading = read(bytes.subarray(0, end), end === bytes.length ? 'final' : 'growing', point)
    records.push(...reading.records.filter(({ start }) => !done.includes(start)))
    point = reading.point
    const starts = reading.records.map(({ start }) => start)
    done = [...done, ...starts].filter((start) => start >= point.resume)
    lines += reading.lines
    passed += reading.bytes
    for (const { reason, bytes } of reading.lost) lost[reason] = (lost[reason] ?? 0) + bytes
  }
  return { records, point, lost, lines, passed }
}

const TIME = '2024-05-01T10:00:00.1Z'
const plain = fc.constantFrom(
  ...[
    'data = {',
    '  "code": 1010,',
    '}',
    '{"code":1,"msg":"x"}',
    "{'code': 2",
    'path = /v1.0/a',
    'foreign',
  ],
  ...[
    '10:00:00 INFO x',
    'TuyaError: token invalid',
    '    at f (a:1)',
    '  code: 1106',
    '"code": 5,',
    '',
    '[',
    ']',
  ],
  ...['tuya says:', '權限 code=3', 'code=4\r', '\x1b[31mcode=6\x1b[0m', 'reject tuya'],
)
const wrapped = fc
  .tuple(
    plain,
    fc.constantFrom('stdout', 'stderr'),
    fc.constantFrom('cri F', 'cri P', 'docker', 'docker part', 'compose'),
  )
  .map(([text, stream, how]) => {
    if (how === 'compose') return `${stream === 'stdout' ? 'app-1' : 'db-1 '}  | ${text}`
    if (how.startsWith('cri')) return `${TIME} ${stream} ${how.at(-1)} ${text}`
    return JSON.stringify({ log: how === 'docker' ? `${text}\n` : text, stream, time: TIME })
  })
const logFile = fc
  .tuple(
    fc.oneof(
      fc.array(plain, { maxLength: 25 }),
      fc.array(wrapped, { maxLength: 25 }),
      fc.array(fc.oneof(plain, wrapped), { maxLength: 25 }),
    ),
    fc.boolean(),
  )
  .map(([lines, whole]) => Buffer.from(lines.join('\n') + (whole ? '\n' : '')))
const cutFile = logFile.chain((bytes) =>
  fc.record({
    bytes: fc.constant(bytes),
    cuts: fc
      .array(fc.nat({ max: bytes.length }), { maxLength: 12 })
      .map((cuts) => cuts.toSorted((a, b) => a - b)),
  }),
)

describe('laws', () => {
  test('any cut of the same bytes gives the same records and the same point', () => {
    fc.assert(
      fc.property(cutFile, ({ bytes, cuts }) => {
        expect(follow(bytes, cuts)).toEqual(follow(bytes, []))
      }),
      { numRuns: 500 },
    )
  })

  test('so does reading byte by byte', () => {
    fc.assert(
      fc.property(logFile, (bytes) => {
        const every = Array.from(bytes, (_, at) => at)
        expect(follow(bytes, every)).toEqual(follow(bytes, []))
      }),
      { numRuns: 20 },
    )
  })

  test('a point is always a quiet one: reading from it afresh gives the records behind it', () => {
    fc.assert(
      fc.property(cutFile, ({ bytes, cuts }) => {
        const whole = follow(bytes, []).records
        const point = read(bytes.subarray(0, cuts[0] ?? 0), 'growing').point
        const behind = whole.filter(({ start }) => start >= point.resume)
        expect(read(bytes, 'final', point).records).toEqual(behind)
      }),
    )
  })

  test('every byte and line feed is passed once', () => {
    fc.assert(
      fc.property(cutFile, ({ bytes, cuts }) => {
        const { passed, lines } = follow(bytes, cuts)
        expect(passed).toBe(bytes.length)
        expect(lines).toBe(bytes.filter((byte) => byte === 10).length)
      }),
    )
  })

  test('random bytes never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(500), (bytes, cut) => {
        const file = Buffer.from(bytes)
        expect(follow(file, [Math.min(cut, file.length)])).toEqual(follow(file, []))
      }),
    )
  })
})

describe('lines longer than allowed', () => {
  const long = 'x'.repeat(CHUNK_BYTES_MIN)
  const bytes = Buffer.from(`code=1\n{ code\n${long}code=2\n}\ncode=3\n${long}`)
  const whole = follow(bytes, [])

  test.for([10, 20, 1_000_000, 1_048_590, 1_048_600, 1_100_000, 2_200_000].map((cut) => [cut]))(
    'a cut at %i changes nothing',
    ([cut = 0]) => {
      expect(follow(bytes, [cut])).toEqual(whole)
    },
  )

  test('the lines around them are read', () => {
    expect(whole.records.map(({ line }) => line)).toEqual([1, 5])
    expect(whole.lost).toEqual({ line_too_long: 2 * long.length + 'code=2\n'.length })
    expect(whole.point).toMatchObject({ resume: bytes.length, inside: 'long_line', line: 5 })
  })
})

test('a full buffer always moves the point', () => {
  const lines = `app-1  | data = {\n${'db-1  | code=1\n'.repeat(CHUNK_BYTES_MIN / 10)}`
  const bytes = Buffer.from(lines).subarray(0, CHUNK_BYTES_MIN)
  expect(read(bytes, 'growing').bytes).toBeGreaterThan(0)
})

test('a record finished behind an open one comes again from the point before both', () => {
  const open = Buffer.from('app-1  | data = {\ndb-1  | code=5\n')
  const first = read(open, 'growing')
  expect(first).toMatchObject({ bytes: 0, records: [{ start: 18, line: 2 }] })
  expect(read(open, 'growing', first.point)).toEqual(first)
})

test('the context at the point is the one of the records before it', () => {
  const text = 'path = /v1.0/a\ncode=1\napp-1  | {\npath = /v1.0/b\n'
  const { point, records } = read(text, 'growing')
  expect(point.context.request).toEqual({ path: '/v1.0/a', line: 1 })
  expect(records[0]?.extraction.responses[0]?.path).toBe('/v1.0/a')
})

test.for([
  ['a rejected candidate', 'reject tuya\n', 1],
  ['a line that only moves the context', 'path = /v1.0/a\n', 0],
] as const)('%s: %s', ([, text, count]) => {
  expect(read(text, 'growing').records).toHaveLength(count)
})

test.for([
  ['is ended while it is an answer', 'data = {\n  "code": 1010\n', 1],
  ['waits while it is none', 'data = {\n  "result": [\n', 0],
] as const)('in a still file an open record %s', ([, text, count]) => {
  expect(read(text, 'growing').records).toHaveLength(0)
  const reading = read(text, 'still')
  expect(reading.records).toHaveLength(count)
  expect(reading.bytes).toBe(count * text.length)
})

test('a file in UTF-16 is lost, and what it grows by too', () => {
  const bytes = Buffer.from('\ufeffcode=1\ncode=2\n', 'utf16le')
  expect(follow(bytes, [10])).toEqual({ ...follow(bytes, []), records: [] })
  expect(follow(bytes, []).lost).toEqual({ encoding: bytes.length })
})
