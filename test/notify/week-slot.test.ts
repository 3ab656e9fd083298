import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastSlot } from '../../src/notify/week-slot.ts'
import { DAY, HOUR } from '../../src/types/time.ts'

const MONDAY_NINE = { weekday: 1, minute: 9 * 60, timezone: 'Europe/Berlin' }

test.for([
  ['at that minute', '2026-11-23T08:00:59Z', '2026-11-23T08:00:00Z'],
  ['a minute before it', '2026-11-23T07:59:59Z', '2026-11-16T08:00:00Z'],
  ['on the Sunday after', '2026-11-29T23:00:00Z', '2026-11-23T08:00:00Z'],
  ['the clocks went back in between', '2026-10-27T12:00:00Z', '2026-10-26T08:00:00Z'],
  ['on the day on which they went back', '2026-10-25T12:00:00Z', '2026-10-19T07:00:00Z'],
  ['on the day on which they went forward', '2026-03-29T12:00:00Z', '2026-03-23T08:00:00Z'],
] as const)('Monday nine o’clock in Berlin, seen %s', ([, now, slot]) => {
  expect(new Date(lastSlot(MONDAY_NINE, Date.parse(now))).toISOString()).toBe(
    slot.replace('Z', '.000Z'),
  )
})

test('it is never in the future, never more than a week and an hour ago, and the same until the next', () => {
  const now = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) })
  const timezone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu')
  const moment = fc.record({
    weekday: fc.integer({ min: 0, max: 6 }),
    minute: fc.integer({ min: 4 * 60, max: 1439 }),
    timezone,
  })
  fc.assert(
    fc.property(moment, now, (when, at) => {
      const slot = lastSlot(when, at)
      expect(slot).toBeLessThanOrEqual(at)
      expect(at - slot).toBeLessThan(7 * DAY + HOUR)
      expect(lastSlot(when, slot)).toBe(slot)
    }),
  )
})
