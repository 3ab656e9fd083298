import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openBrackets } from '../../src/frame/brackets.ts'

test.for([
  ['', 0],
  ['data = {', 1],
  ['foo({ [', 3],
  ['] })', -3],
  ['{"msg":"}}"}', 0],
  ["{'msg': ')', 'x': [", 2],
  ['{ msg: `)` }', 0],
  ['{"msg":"a \\" }"}', 0],
  ["{ don't have access, it's }", 0],
  ["(don't) [it's", 1],
  ["b'{' u'[' {", 1],
  ['{"cut": "off {', 2],
  ['\\{ {', 1],
  ['権限 {', 1],
] as const)('%s leaves %i open', ([text, open]) => {
  expect(openBrackets(text)).toBe(open)
})

test('what JSON prints is balanced, whole and over all its lines', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.nat(4), (json, indent) => {
      const text = JSON.stringify(JSON.parse(json), null, indent)
      expect(openBrackets(text)).toBe(0)
      expect(text.split('\n').reduce((sum, line) => sum + openBrackets(line), 0)).toBe(0)
    }),
  )
})

test('any text has a count within its length', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]()"\'`\\ab ') }), (text) => {
      expect(Math.abs(openBrackets(text))).toBeLessThanOrEqual(text.length)
    }),
  )
})
