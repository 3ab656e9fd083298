import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineTime } from '../../src/extract/line-time.ts'
import { momentOf } from '../../src/extract/zone.ts'

const BERLIN = { timezone: 'Europe/Berlin' }
const NEAR = Date.UTC(2026, 10, 24)

test.for([
  ['2026-11-24T10:00:00.123Z app', '2026-11-24T10:00:00.123Z'],
  ['2026-11-24T10:00:00.123456789+02:00 app', '2026-11-24T08:00:00.123Z'],
  ['2026-11-24 10:00:00,123 ERROR [app]', '2026-11-24T09:00:00.123Z'],
  ['2026-07-24 10:00:00.1 ERROR', '2026-07-24T08:00:00.100Z'],
  ['2026/11/24 10:00:00 [error] 7#0', '2026-11-24T09:00:00.000Z'],
  ['[10/31/2026, 3:30:16 PM] [Tuya]', '2026-10-31T14:30:16.000Z'],
  ['[2/7/2026, 12:05:00 AM] [Tuya]', '2026-02-06T23:05:00.000Z'],
  ['[28/06/2026, 22:30:38] x', '2026-06-28T20:30:38.000Z'],
  ['[04/10/2026, 13:20:43] 24 hours are read as day first', '2026-10-04T11:20:43.000Z'],
  ['[10/31/2026, 13:20:43] but not a month 31', '2026-10-31T12:20:43.000Z'],
  ['24.11.2026, 10:00:00 x', '2026-11-24T09:00:00.000Z'],
  ['10.0.0.1 - - [24/Nov/2026:10:00:00 +0000] "GET', '2026-11-24T10:00:00.000Z'],
  ['24-Nov-2026 10:00:00.123 SEVERE', '2026-11-24T09:00:00.123Z'],
  ['Nov 24 10:00:00 host app[7]:', '2026-11-24T09:00:00.000Z'],
  ['Dec 31 23:59:59 host app[7]:', '2025-12-31T22:59:59.000Z', Date.UTC(2026, 0, 1)],
  ['E1124 10:00:00.123456 7 x.go:1]', '2026-11-24T09:00:00.123Z'],
  ['{"level":50,"time":1795514400123,"msg":"x"}', '2026-11-24T10:00:00.123Z'],
  ['{"level":"error","ts":1795514400.5,"msg":"x"}', '2026-11-24T10:00:00.500Z'],
  ['time="2026-11-24T10:00:00Z" level=error', '2026-11-24T10:00:00.000Z'],
  ['2026.11.24 10:00:00 1: FHEM', '2026-11-24T09:00:00.000Z'],
  ['2026-1-4 9:05:00 x', '2026-01-04T08:05:00.000Z'],
  ['[2026-11-24, 10:00:00 UTC] {cloud.py:88}', '2026-11-24T10:00:00.000Z'],
  ['2026年11月24日 10:00:00 x', '2026-11-24T09:00:00.000Z'],
  ['20261124T100000Z x', '2026-11-24T10:00:00.000Z'],
  ['20261124 10:00:00 x', '2026-11-24T09:00:00.000Z'],
  ['Nov 24, 2026 10:00:00 PM com.acme', '2026-11-24T21:00:00.000Z'],
  ['[Tue Nov 24 2026 10:00:00 GMT+0530 (IST)] x', '2026-11-24T04:30:00.000Z'],
  ['[24-Nov-2026 10:00:00 America/New_York] PHP', '2026-11-24T15:00:00.000Z'],
  ['[24-Nov-2026 10:00:00 Middle/Earth] PHP', '2026-11-24T09:00:00.000Z'],
  ['24 Nov 10:00:00 - [error]', '2026-11-24T09:00:00.000Z'],
  ['11-24 10:00:00.123  4242  4300 D okhttp', '2026-11-24T09:00:00.123Z'],
  ['{"instant":{"epochSecond":1795514400,"nanoOfSecond":1}', '2026-11-24T10:00:00.000Z'],
  ['{"__REALTIME_TIMESTAMP":"1795514400123456"}', '2026-11-24T10:00:00.123Z'],
  ['{"ts":1795514400123456789}', '2026-11-24T10:00:00.123Z'],
  ['1795514400.123    231 10.0.0.1 TCP_MISS/200', '2026-11-24T10:00:00.123Z'],
  ['[0] app.log: [1795514400.123456789, {', '2026-11-24T10:00:00.123Z'],
] as const)('%s', ([line, expected, near]) => {
  const at = lineTime(line, { ...BERLIN, near: near ?? NEAR })
  expect(at === undefined ? at : new Date(at).toISOString()).toBe(expected)
})

test.for([
  'no time here',
  '08:09:50.044 only a clock',
  '2026-13-24 10:00:00 no such month',
  '2026-11-24 25:00:00 no such hour',
])('%s', (line) => {
  expect(lineTime(line, { ...BERLIN, near: NEAR })).toBeUndefined()
})

test('a date without a year says nothing if no moment near it is known', () => {
  expect(lineTime('Nov 24 10:00:00 host', BERLIN)).toBeUndefined()
})

test('a date that the month does not have is none', () => {
  expect(lineTime('2026-02-30 10:00:00', BERLIN)).toBeUndefined()
})

test('the clocks of a zone show what they were read from, whatever the zone', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata')
  const days = fc
    .integer({ min: 0, max: 11 })
    .chain((month) => fc.tuple(fc.constant(month + 1), fc.integer({ min: 10, max: 20 })))
  fc.assert(
    fc.property(zones, days, fc.integer({ min: 6, max: 20 }), (timezone, [month, day], hour) => {
      const at = momentOf({ year: 2026, month, day, hour, minute: 5, second: 7, ms: 0 }, timezone)
      const shown = new Date(at ?? 0).toLocaleString('sv-SE', { timeZone: timezone })
      const two = (n: number) => `${n}`.padStart(2, '0')
      expect(shown).toBe(`2026-${two(month)}-${two(day)} ${two(hour)}:05:07`)
    }),
  )
})
