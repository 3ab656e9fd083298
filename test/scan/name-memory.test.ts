import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNameMemory } from '../../src/scan/name-memory.ts'

/** Few names, so that they come again; many of them alike in one half. */
const name = fc
  .tuple(fc.bigInt({ min: 0n, max: 7n }), fc.bigInt({ min: 0n, max: 7n }))
  .map(([high, low]) => (high << 32n) | low)

test('it knows the last names as a set would that forgets its first', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.array(name, { maxLength: 200 }),
      (most, names) => {
        const memory = createNameMemory(most)
        const known = new Set<bigint>()
        for (const one of names) {
          expect(memory.has(one)).toBe(known.has(one))
          memory.add(one)
          known.add(one)
          for (const first of known) if (known.size > most) known.delete(first)
          for (const other of known) expect(memory.has(other)).toBe(true)
        }
      },
    ),
  )
})

test('a name has 64 bits', () => {
  const memory = createNameMemory(4)
  memory.add(0x7fff_ffff_ffff_fffen)
  expect(memory.has(0x7fff_ffff_ffff_fffen)).toBe(true)
  expect(memory.has(0x7fff_ffff_ffff_ffffn)).toBe(false)
  expect(memory.has(0xffff_fffen)).toBe(false)
})
