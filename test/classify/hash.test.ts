import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Hash } from '../../src/classify/hash.ts'

const hashOf = (text: string, seed = 1) => new Hash().from(seed).text(text).bits

test('it is the same on every machine and in every version: the state holds it', () => {
  expect(hashOf('')).toMatchInlineSnapshot(`696383591517522401n`)
  expect(hashOf('5be9d0c2154111f19c3d0242ac120002')).toMatchInlineSnapshot(`145872653861811972n`)
  expect(new Hash().from(2).text('1106').number(1_772_352_000_123).bits).toMatchInlineSnapshot(
    `7589079001115360802n`,
  )
})

test('it has 63 bits', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), (text, seed) => {
      expect(hashOf(text, seed) >> 63n).toBe(0n)
    }),
  )
})

test('what differs has another hash', () => {
  const seen = new Map<bigint, string>()
  const text = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.stringMatching(/^[0-9a-f]{32}$/),
    fc.nat(9_999).map((number) => `${number}`),
  )
  fc.assert(
    fc.property(text, (one) => {
      const hash = hashOf(one)
      expect(seen.get(hash) ?? one).toBe(one)
      seen.set(hash, one)
    }),
    { numRuns: 20_000 },
  )
})

test('neighbouring times have hashes that differ in about half of the bits', () => {
  let differing = 0
  for (let t = 1_772_352_000_000; t < 1_772_352_001_000; t++) {
    differing += ones(timeHash(t) ^ timeHash(t + 1))
  }
  expect(differing / 1_000).toBeGreaterThan(29)
  expect(differing / 1_000).toBeLessThan(34)
})

test('seeds keep apart what is alike', () => {
  expect(hashOf('1106', 1)).not.toBe(hashOf('1106', 2))
})

test('an id is the same as a UUID and in capitals', () => {
  const id = (text: string) => new Hash().from(1).id(text).bits
  expect(id('5BE9D0C2-1541-11F1-9C3D-0242AC120002')).toBe(id('5be9d0c2154111f19c3d0242ac120002'))
  expect(id('5be9d0c2154111f19c3d0242ac120003')).not.toBe(id('5be9d0c2154111f19c3d0242ac120002'))
})

test('a code and a time are not another code and time that are written alike', () => {
  const code = (text: string, t: number) => new Hash().from(2).text(text).number(t).bits
  expect(code('11', 61_772_352_000_123)).not.toBe(code('116', 1_772_352_000_123))
})

function timeHash(t: number): bigint {
  return new Hash().from(2).text('1106').number(t).bits
}

function ones(bits: bigint): number {
  return bits.toString(2).replaceAll('0', '').length
}
