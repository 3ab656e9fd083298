import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extract } from '../../src/extract/extract.ts'
import { type RecordRead, readChunk } from '../../src/reading.ts'
import type { ReadingPoint } from '../../src/types/file.ts'
import { EMPTY_CONTEXT } from '../../src/types/record.ts'
import { find } from '../support/find.ts'
import { readSamples } from './samples.ts'
import { CATALOG, readThrough } from './through.ts'

const RUNS = 60

/** `npm run fuzz -- --minutes 10` runs each property for its share of that time instead. */
const MINUTES = Number(process.env['FUZZ_MINUTES'] ?? 0)
const PROPERTIES = 3
const LENGTH =
  MINUTES === 0
    ? { numRuns: RUNS }
    : {
        numRuns: Number.MAX_SAFE_INTEGER,
        interruptAfterTimeLimit: (MINUTES * 60_000) / PROPERTIES,
      }

const SAMPLES = readSamples().map(({ text }) => text)

/** What separates, opens, closes and frames, in every notation. */
const PIECES = [
  ...['{', '}', '[', ']', '(', ')', '<', '>', '"', "'", '\\', '\\"', '\\n', '\n', '\r\n', ','],
  ...[
    ':',
    '=',
    '=>',
    '->',
    ' ',
    '\t',
    'code',
    '"code"',
    '[code] =>',
    '["code"]=>',
    'errCode',
    'msg',
  ],
  ...['success', 'true', 'False', 't', 'tid', '1106', '2023', '-9999999', 'USER_SESSION_INVALID'],
  ...['permission deny', 'tuya', 'Error: ', 'network error:(', 'int(', '/v1.0/devices/x1', '%22'],
  ...[
    '&quot;',
    '\\u0022',
    '“',
    '«',
    '：',
    '错误码',
    '涂鸦',
    'bizCode',
    '"desc":',
    '2001 device is offline',
    '2026-11-24 10:00:00',
    '{"log":"',
    '\0',
    '\ud800',
  ],
  ...['\\n","stream":"stdout","time":"2026-03-01T08:00:00Z"}', '2026-03-01T08:00:00Z stdout P '],
  ...['2026-03-01T08:00:00Z stderr F ', 'app-1  | ', '0|app  | ', '[0] ', '> ', '\u001b[31m'],
  ...['data = {', 'Response: ', 'path = ', '    at x (y:1)', '#012', '\ufeff', '<code>1106</code>'],
]

const soup = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5, unit: 'binary' })), {
    maxLength: 60,
  })
  .map((pieces) => pieces.join(''))

/** A sample with pieces cut out and others put in. */
const broken = fc
  .tuple(
    fc.constantFrom(...SAMPLES),
    fc.array(fc.tuple(fc.nat(2_000), fc.nat(30), soup), { maxLength: 4 }),
  )
  .map(([sample, cuts]) =>
    cuts.reduce((text, [at, length, piece]) => {
      const from = at % (text.length + 1)
      return text.slice(0, from) + piece + text.slice(from + length)
    }, sample),
  )

const file = fc
  .tuple(
    fc.oneof(
      soup,
      broken,
      fc.tuple(broken, soup, broken).map((parts) => parts.join('\n')),
    ),
    fc.uint8Array({ maxLength: 30 }),
    fc.nat(),
  )
  .map(([text, junk, at]) => {
    const bytes = Buffer.from(text)
    const from = at % (bytes.length + 1)
    return Buffer.concat([bytes.subarray(0, from), junk, bytes.subarray(from)])
  })

test('whatever the bytes, nothing throws, and what is found stands on a line of the file', () => {
  fc.assert(
    fc.property(file, (bytes) => {
      const { responses, rejections } = readThrough(bytes)
      const lines = bytes.filter((byte) => byte === 10).length + 1
      for (const { line } of [...responses, ...rejections]) {
        expect(line).toBeGreaterThan(0)
        expect(line).toBeLessThanOrEqual(lines)
      }
      for (const { success, code } of responses) {
        expect(code === undefined).toBe(success)
        if (code !== undefined) expect(code).toMatch(/^\S{1,64}$/)
      }
    }),
    LENGTH,
  )
})

test('any cut of the same bytes gives the same answers', () => {
  fc.assert(
    fc.property(file, fc.array(fc.nat(), { maxLength: 8 }), (bytes, places) => {
      const cuts = places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b)
      expect(follow(bytes, cuts)).toEqual(follow(bytes, []))
    }),
    LENGTH,
  )
})

/** Lines that neither begin nor end anything. */
const bystander = fc.constantFrom(
  ...['plain text', '2026-01-01 08:00:00 INFO ok', '{"level":"info","msg":"x"}', 'GET / 200'],
  ...['foo: bar', "it's fine", 'a "quoted" word', ''],
)
const oneLiner = fc.constantFrom(...SAMPLES.filter((text) => !text.includes('\n')))

test('lines of others before and behind change nothing', () => {
  fc.assert(
    fc.property(fc.array(bystander, { maxLength: 5 }), oneLiner, (others, line) => {
      const codes = (text: string) => readThrough(`${text}\n`).responses.map(({ code }) => code)
      expect(codes([...others, line, ...others].join('\n'))).toEqual(codes(line))
    }),
    LENGTH,
  )
})

const START: ReadingPoint = { resume: 0, inside: 'line_start', line: 0, context: EMPTY_CONTEXT }

/** Reads as the daemon does: from the point on, what is done already dropped, the file growing by the cuts. */
function follow(bytes: Buffer, cuts: readonly number[]): readonly RecordRead[] {
  const records: RecordRead[] = []
  let point = START
  let done: readonly number[] = []
  for (const end of [...cuts, bytes.length]) {
    const ending = end === bytes.length ? 'final' : 'growing'
    const rest = bytes.subarray(point.resume, end)
    const reading = readChunk({ file: 1, from: point.resume, bytes: rest, ending }, point, OPTIONS)
    records.push(...reading.records.filter(({ start }) => !done.includes(start)))
    point = reading.point
    const starts = reading.records.map(({ start }) => start)
    done = [...done, ...starts].filter((start) => start >= point.resume)
  }
  return records
}

const OPTIONS: Parameters<typeof readChunk>[2] = {
  find,
  format: 'auto',
  extract: (record, context) => extract(record, context, { timezone: 'UTC', catalog: CATALOG }),
}
