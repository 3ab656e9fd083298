import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { grouped } from '../../src/text/grouped.ts'

test('whole numbers are written as English writes them', () => {
  void fc.assert(
    fc.property(fc.maxSafeInteger(), (whole) => {
      expect(grouped(whole)).toBe(whole.toLocaleString('en-US'))
    }),
  )
})

test.for([
  [0, '0'],
  [999, '999'],
  [1_000, '1,000'],
  [-1_234_567, '-1,234,567'],
  [1_234.5, '1,235'],
] as const)('%d is %s', ([whole, words]) => expect(grouped(whole)).toBe(words))
