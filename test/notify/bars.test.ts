import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barsSection, sparkline } from '../../src/notify/bars.ts'
import type { Bucket } from '../../src/types/state.ts'
import { MINUTE, SECOND } from '../../src/types/time.ts'
import { START } from './fixtures.ts'

const WINDOW = 5 * MINUTE
const AT = START

test('no errors, no bars', () => {
  expect(barsSection({ buckets: [] }, WINDOW, AT)).toEqual([])
})

test('a burst at the start that ends, and the times that it is about', () => {
  const buckets = [bucket(AT - WINDOW + 5 * SECOND, 40), bucket(AT - WINDOW + 40 * SECOND, 5)]
  const [section] = barsSection({ buckets }, WINDOW, AT)
  if (section?.kind !== 'bars') throw new Error('expected bars')
  expect(section.caption).toBe(
    '10:10:30 UTC to 10:15:30 UTC; the highest bar is 40 errors in 15 seconds',
  )
  expect(sparkline(section.bars)).toBe(`█▁▂${'▁'.repeat(17)}`)
})

test('no error of the window is left out, and what is not empty does not look so', () => {
  const buckets = fc.array(
    fc.record({
      age: fc.integer({ min: 0, max: WINDOW - 1 }),
      count: fc.integer({ min: 1, max: 1e6 }),
    }),
    { minLength: 1 },
  )
  fc.assert(
    fc.property(buckets, (some) => {
      const made = some.map(({ age, count }) => bucket(AT - age, count))
      const [section] = barsSection({ buckets: made }, WINDOW, AT)
      if (section?.kind !== 'bars') throw new Error('expected bars')
      const sum = (list: readonly { readonly count: number }[]) =>
        list.reduce((total, { count }) => total + count, 0)
      expect(sum(section.bars)).toBe(sum(made))
      for (const [index, { count }] of section.bars.entries())
        expect([...sparkline(section.bars)][index] === '▁').toBe(count === 0)
    }),
  )
})

function bucket(end: number, count: number): Bucket {
  return { end, count, firstAt: end, codes: [] }
}
