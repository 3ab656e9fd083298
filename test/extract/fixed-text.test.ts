import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixedTextOf } from '../../src/extract/sentences/fixed-text.ts'
import { TEMPLATES } from '../../src/extract/sentences/templates.ts'
import { readSamples } from './samples.ts'

describe('the text that stands in whatever a pattern finds', () => {
  test.each([
    ['Error from Cloud', 'Error from Cloud'],
    [String.raw`tuya login: \((?<code>\d+)\)`, 'tuya login: ('],
    [String.raw`net ?work error ?: ?\(x\)`, 'work error'],
    [String.raw`failed\. (?:id ?= ?x, )?code ?= ?1, msg ?=`, 'failed. '],
    ['[Ll]ogin error', 'ogin error'],
    [String.raw`[\]a]ab`, 'ab'],
    ['ab+abc{2}a', 'ab'],
    ['abc*?d', 'ab'],
    [String.raw`\bERROR(?: CODE)?x`, 'ERROR'],
    ['(?:[)]x|y)z', 'z'],
    ['long text|short', ''],
    ['', ''],
  ])('%s', (pattern, fixed) => expect(fixedTextOf(pattern)).toBe(fixed))

  test('every template has one', () => {
    for (const { find, fixed } of TEMPLATES) expect(fixed, find.source).toMatch(/../)
  })

  test('stands in each sentence of the samples', () => {
    for (const { text } of readSamples())
      for (const { find, fixed } of TEMPLATES)
        for (const [found] of text.matchAll(find)) expect(found).toContain(fixed)
  })

  test('stands in what any pattern matches', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'a',
        'bc',
        ' ',
        String.raw`\(`,
        String.raw`\d`,
        '[ab]',
        '(?:ab)',
        '(?:a|b)',
        '.',
      ),
    )
    const pattern = fc
      .array(fc.tuple(part, fc.constantFrom('', '', '', '?', '*', '+', '{0,2}', '??')), {
        maxLength: 8,
      })
      .map((parts) => parts.map(([one, repeat]) => one + repeat).join(''))
    fc.assert(
      fc.property(
        pattern.chain((source) =>
          fc.tuple(fc.constant(source), fc.stringMatching(new RegExp(`^${source}$`))),
        ),
        ([source, text]) => {
          expect(text).toContain(fixedTextOf(source))
        },
      ),
      { numRuns: 500 },
    )
  })
})
