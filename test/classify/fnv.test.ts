import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hash63 } from '../../src/classify/fnv.ts'

/** Vectors of the FNV authors, http://www.isthe.com/chongo/src/fnv/test_fnv.c, whose highest bit is left out. */
test.for([
  { text: '', fnv: 0xcbf29ce484222325n },
  { text: 'a', fnv: 0xaf63dc4c8601ec8cn },
  { text: 'foobar', fnv: 0x85944171f73967e8n },
])('"$text" has the hash of the FNV authors', ({ text, fnv }) => {
  expect(hash63(text)).toBe(fnv & 0x7fffffffffffffffn)
})

test('every text has the hash that plain arithmetic gives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(hash63(text)).toBe(slow(text) & 0x7fffffffffffffffn)
    }),
  )
})

function slow(text: string): bigint {
  const bytes = [...new TextEncoder().encode(text)]
  return bytes.reduce(
    (hash, byte) => ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn,
    0xcbf29ce484222325n,
  )
}
