import { expect, test } from 'vitest'
import { DEVICE_ERRORS_KEPT, noteDevice } from '../../src/count/devices.ts'
import { createState } from '../../src/store/state.ts'
import { DEVICES_MAX, deviceKey } from '../../src/types/device-errors.ts'
import { valueIn } from '../../src/types/pairs.ts'
import { SLOT_MS } from '../../src/types/quota.ts'
import { failure, NOON, without } from '../support/events.ts'

test('errors are counted by device and category, quarter of an hour by quarter of an hour', () => {
  const slots = noted([
    failure({ device: 'a' }),
    failure({ device: 'a', at: NOON + SLOT_MS - 1 }),
    failure({ device: 'a', category: 'device_offline' }),
    failure({ device: 'b', at: NOON + SLOT_MS }),
    without(failure(), 'device'),
    failure({ device: 'x'.repeat(65) }),
  ])
  expect(slots.map(({ start, devices }) => [start, devices])).toEqual([
    [
      NOON,
      [
        [deviceKey('auth', 'a'), 2],
        [deviceKey('device_offline', 'a'), 1],
      ],
    ],
    [NOON + SLOT_MS, [[deviceKey('auth', 'b'), 1]]],
  ])
})

test('of ten thousand failing devices few are kept, and the one that fails again and again is among them, whenever it began', () => {
  const fleet = Array.from({ length: 10_000 }, (_, index) => [
    failure({ device: `fleet${index}` }),
    ...(index > 5_000 && index % 3 === 0 ? [failure({ device: 'worst' })] : []),
  ])
  const [slot] = noted(fleet.flat())
  expect(slot?.devices).toHaveLength(DEVICES_MAX)
  const worst = valueIn(slot?.devices ?? [], deviceKey('auth', 'worst')) ?? 0
  const kept = slot?.devices.reduce((sum, [, count]) => sum + count, 0) ?? 0
  expect(worst).toBeGreaterThan(1_600)
  expect(kept + (slot?.dropped ?? 0)).toBe(fleet.flat().length)
})

test('a day later they are forgotten, those of another project are not', () => {
  const later = NOON + DEVICE_ERRORS_KEPT + SLOT_MS
  const slots = noted([failure(), failure({ project: 'us' }), failure({ at: later })])
  expect(slots.map(({ project, start }) => [project, start])).toEqual([
    ['us', NOON],
    ['eu', later],
  ])
})

function noted(events: readonly ReturnType<typeof failure>[]) {
  const state = createState()
  for (const event of events) noteDevice(state, event)
  return [...state.deviceErrors.values()]
}
