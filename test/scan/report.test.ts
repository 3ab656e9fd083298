import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ReportStyle, report } from '../../src/scan/report.ts'
import { addTo, createTally, type Tally } from '../../src/scan/tally.ts'
import { createTimeline, sparkline } from '../../src/scan/timeline.ts'
import { sized, wrapped } from '../../src/scan/words.ts'
import { catalog, errorEvent, success } from './support.ts'

const START = Date.UTC(2026, 2, 1, 10)
const read = { files: 2, bytes: 5_000_000, lines: 40_123, seconds: 0.417 }
const plain: ReportStyle = { columns: 110, paint: (_, text) => text }

function busyMorning(): Tally {
  const tally = createTally()
  for (let minute = 0; minute < 30; minute++) {
    const at = START + minute * 60_000
    addTo(tally, { event: success, file: 'a.log', duplicate: false, at })
    addTo(tally, { event: errorEvent({}), file: 'a.log', duplicate: false, at })
    if (minute < 20) continue
    const event = errorEvent({ code: '28841004', category: 'quota_billing', severity: 'critical' })
    addTo(tally, { event, file: 'b.log', duplicate: false, at })
    addTo(tally, { event, file: 'b.log', duplicate: true, at })
  }
  const event = errorEvent({ code: '77', category: 'unknown', message: 'odd', known: false })
  addTo(tally, { event, file: 'b.log', duplicate: false })
  return tally
}

test('The report tells what was read, the worst first with who must act, the codes by count, the files.', () => {
  expect(report(busyMorning(), read, catalog, plain)).toMatchInlineSnapshot(`
    "Read 2 files, 4.8 MiB, 40,123 lines in 0.42 s.
    Found 71 answers of the Tuya cloud: 30 successes and 41 errors.
    They are from 2026-03-01 10:00:00 to 2026-03-01 10:29:00 (UTC).
    Logged again and not counted: 10 answers.

    CRITICAL 28841004 token invalid (10 times)
      The trial has no calls left this month.
      Who must act: account owner
      1. Upgrade the plan.
      https://developer.tuya.com/en/docs/iot/error-code?id=K989ruxx88swc

    WARNING 1010 token invalid (30 times)
      The access token is too old or was replaced by a newer one.
      Who must act: developer
      1. Let the client fetch a new token.
      2. Run one instance of it for each project only.
      https://developer.tuya.com/en/docs/iot/error-code?id=K989ruxx88swc

    CODE      CATEGORY       SEVERITY  COUNT  OVER TIME         FIRST     LAST      MEANING
    1010      auth           warning      30  █████▄████▄█████  10:00:00  10:29:00  The access token is too old o…
    28841004  quota_billing  critical     10             █████  10:20:00  10:29:00  The trial has no calls left t…
    77        unknown        warning       1                                        odd

    ERRORS  FILE
        30  a.log
        11  b.log
    "
  `)
})

test('A log without errors is told in two lines.', () => {
  const lines = report(createTally(), read, catalog, plain)
  expect(lines).toBe(
    'Read 2 files, 4.8 MiB, 40,123 lines in 0.42 s.\n' +
      'Found 0 answers of the Tuya cloud: 0 successes and no error.\n',
  )
})

test.for([60, 80, 100, 140])('Lines fit into %d columns, but for links.', (columns) => {
  const lines = report(busyMorning(), read, catalog, { ...plain, columns }).split('\n')
  const tooLong = lines.filter((line) => line.length > Math.max(columns, 84))
  expect(tooLong.filter((line) => !line.includes('https://'))).toEqual([])
})

test('A duplicate is counted as a duplicate only.', () => {
  const tally = createTally()
  addTo(tally, { event: errorEvent({}), file: 'a', duplicate: true, at: START })
  expect(tally).toEqual({ ...createTally(), duplicates: 1 })
})

describe('a timeline', () => {
  test('keeps every count, however long the log is.', () => {
    const times = fc.array(fc.integer({ min: 0, max: 10 * 365 * 86_400_000 }), { minLength: 1 })
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 60 }), (at, parts) => {
        const timeline = createTimeline()
        for (const time of at) timeline.add(START + time)
        const spread = timeline.spread(START, START + 10 * 365 * 86_400_000, parts)
        expect(spread).toHaveLength(parts)
        expect(spread.reduce((sum, count) => sum + count, 0)).toBe(at.length)
      }),
    )
  })

  test('puts counts where they belong.', () => {
    const timeline = createTimeline()
    for (const second of [0, 1, 1, 9]) timeline.add(START + second * 1_000)
    expect(timeline.spread(START, START + 10_000, 5)).toEqual([3, 0, 0, 0, 1])
  })

  test.for([
    { counts: [0, 1, 8, 4], line: ' ▁█▄', why: 'the highest is a full block' },
    { counts: [0, 0], line: '  ', why: 'nothing is blank' },
    { counts: [1], line: '█', why: 'one is the highest' },
    { counts: [1, 1_000], line: '▁█', why: 'little is still something' },
  ])('is drawn as [$line]: $why', ({ counts, line }) => {
    expect(sparkline(counts)).toBe(line)
  })
})

test.for([
  { bytes: 0, text: '0 bytes' },
  { bytes: 1_023, text: '1023 bytes' },
  { bytes: 1_024, text: '1.0 KiB' },
  { bytes: 5 * 1024 ** 4, text: '5.0 TiB' },
])('$bytes bytes are $text.', ({ bytes, text }) => {
  expect(sized(bytes)).toBe(text)
})

test('Wrapping loses no word and makes no line longer than it must.', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^\w{1,12}$/), { minLength: 1 }), (words) => {
      const lines = wrapped(words.join(' '), 20)
      expect(lines.join(' ')).toBe(words.join(' '))
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(20)
    }),
  )
})
