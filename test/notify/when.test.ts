import { expect, test } from 'vitest'
import { duration, utc, utcNear } from '../../src/notify/when.ts'
import { plural } from '../../src/text/plural.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/types/time.ts'

test.for([
  [0, 'less than a second'],
  [999, 'less than a second'],
  [SECOND, '1 second'],
  [90 * SECOND, '1 minute 30 seconds'],
  [5 * MINUTE, '5 minutes'],
  [HOUR + 59 * SECOND, '1 hour'],
  [25 * HOUR, '1 day 1 hour'],
  [30 * DAY, '30 days'],
  [-5, 'less than a second'],
] as const)('%d ms is %s', ([length, words]) => {
  expect(duration(length)).toBe(words)
})

test('times name their zone, and their date unless it is the same', () => {
  const at = Date.UTC(2026, 10, 24, 10, 15, 30)
  expect(utc(at)).toBe('2026-11-24 10:15:30 UTC')
  expect(utcNear(at, at + HOUR)).toBe('10:15:30 UTC')
  expect(utcNear(at, at + DAY)).toBe('2026-11-24 10:15:30 UTC')
})

test('amounts and nouns agree', () => {
  expect([plural(1, 'error'), plural(0, 'error'), plural(12_000, 'error')]).toEqual([
    '1 error',
    '0 errors',
    '12,000 errors',
  ])
})
