import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clean, cleanLine, inert } from '../../src/notify/clean.ts'

/** Strings in which the dangerous pieces are frequent. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u001b[31m',
        '\u001b]8;;http://evil.example\u0007',
        '\u202e',
        '\u2066',
        '\r\nBcc: x@evil.example\r\n',
        '<a href="https://evil.example">',
        'https://evil.example/x',
        'www.evil.example',
        'WWW.9evil.example',
        'mailto:a@evil.example',
        'a@evil.example',
        'evil.example',
        'evil。example',
        'हिन्दी.example',
        '🔌.example',
        'javascript:alert(1)',
        '\ud800',
        '\u0000',
      ),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''))

test('nothing invisible is left of any text', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(clean(text, 500)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    }),
  )
})

test('a line is one line', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(cleanLine(text, 500)).not.toMatch(/[\r\n\t\u0085\u2028\u2029]/)
    }),
  )
})

test('no text is longer than its limit', () => {
  fc.assert(
    fc.property(hostile, fc.integer({ min: 1, max: 40 }), (text, max) => {
      expect([...clean(text, max)].length).toBeLessThanOrEqual(max)
    }),
  )
})

test('no mail program finds an address in inert text', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const safe = inert(clean(text, 500))
      expect(safe).not.toContain('://')
      expect(safe).not.toMatch(/www\./i)
      expect(safe).not.toMatch(/[\p{L}\p{M}\p{N}\p{So}_-]\.\p{L}/u)
      expect(safe).not.toMatch(/[a-z0-9][。．｡]\p{L}|[\p{L}\p{N}][。．｡][a-z]/iu)
      expect(safe).not.toMatch(/\b(mailto|javascript):\S/i)
    }),
  )
})

test.for([
  ['\u001b[31mred\u001b[0m', 'red', 'colours'],
  ['ab\u202ecd', 'abcd', 'bidi marks'],
  ['a\rb\r\nc', 'a\nb\nc', 'every line break is one'],
  ['a\u0000b', 'ab', 'NUL'],
  ['Gerät 设备 🔌', 'Gerät 设备 🔌', 'text in any script stays'],
] as const)('clean(%j) is %j: %s', ([text, expected]) => {
  expect(clean(text, 100)).toBe(expected)
})

test.for([
  ['see https://a.example/x?y=1', 'see https[:]//a[.]example/x?y=1'],
  ['ops@example.com', 'ops@example[.]com'],
  ['/v1.0/devices in 1.5 s', '/v1.0/devices in 1.5 s'],
  ['evil。example 中。com x．中国', 'evil[.]example 中[.]com x[.]中国'],
  ['设备离线。请检查网络连接。', '设备离线。请检查网络连接。'],
  ['www.1x.cn', 'www[.]1x[.]cn'],
  ['हिन्दी.com cafe\u0301.com 🔌.la', 'हिन्दी[.]com cafe\u0301[.]com 🔌[.]la'],
  ['{"data":{"code":1010}}', '{"data":{"code":1010}}'],
] as const)('inert(%j) is %j', ([text, expected]) => {
  expect(inert(text)).toBe(expected)
})
