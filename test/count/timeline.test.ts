import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BLOCK_MAX, put } from '../../src/count/timeline.ts'
import type { Timeline } from '../../src/types/state.ts'

const order = (a: number, b: number) => Math.floor(a / 10) - Math.floor(b / 10)

test('law: a timeline holds the largest item of each place, in order, whatever the order of coming', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000), { maxLength: 400 }), (items) => {
      const timeline = items.reduce<Timeline<number>>(
        (before, item) => put(before, item, order, Math.max),
        [],
      )
      const largest = new Map(
        items.toSorted((a, b) => a - b).map((item) => [Math.floor(item / 10), item]),
      )
      expect(timeline.flat()).toEqual([...largest.values()])
      expect(Math.max(0, ...timeline.map(({ length }) => length))).toBeLessThanOrEqual(BLOCK_MAX)
    }),
  )
})

test('what changes nothing leaves the very same timeline', () => {
  const timeline = put(put([], 15, order, Math.max), 25, order, Math.max)
  expect(put(timeline, 13, order, Math.max)).toBe(timeline)
})
