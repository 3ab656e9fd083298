import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memo } from '../../src/extract/memo.ts'

test('answers as the function itself, however often and whatever was asked before', () => {
  const length = memo((text) => text.length)
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 400 })), (texts) => {
      for (const text of [...texts, ...texts]) expect(length(text)).toBe(text.length)
    }),
  )
})

test('asks once for a text seen again, and forgets when there are too many', () => {
  let asked = 0
  const known = memo((text) => {
    asked += 1
    return text
  })
  known('a')
  known('a')
  expect(asked).toBe(1)
  for (let index = 0; index < 3_000; index += 1) known(`text ${index}`)
  known('a')
  expect(asked).toBe(3_002)
})
