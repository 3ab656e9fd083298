import fc from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, test } from 'vitest'
import { needlesOf, withNeedles } from '../../src/sift/needles.ts'
import { requiredWord } from '../../src/sift/required-word.ts'
import type { UserPattern } from '../../src/types/config.ts'
import { find } from '../support/find.ts'
import type { LineFound } from '../support/sift/reference.ts'
import { foundIn } from './found.ts'

test.for<[string, string | undefined, string]>([
  [String.raw`upstream said (?P<code>\d+)`, 'upstream', 'the longest word'],
  [String.raw`^\[cloud\] rc=(?P<code>\d+)$`, 'cloud', 'between escaped brackets'],
  [String.raw`E(?P<code>\d+)`, undefined, 'too short a word'],
  [String.raw`(?P<code>\d+) failed`, 'failed', 'behind a group'],
  [String.raw`(failed|refused) (?P<code>\d+)`, undefined, 'words in a group may be others'],
  ['failed|refused', undefined, 'alternatives'],
  [String.raw`(?i)failed (?P<code>\d+)`, undefined, 'case does not matter'],
  ['(?i:failed) refused', undefined, 'case does not matter somewhere'],
  ['(?:x) failed', 'failed', 'a plain group says nothing of case'],
  ['abcd?ef', 'abc', 'a letter that may be absent'],
  ['abcd*efgh{0,2}ij', 'abc', 'letters that may be absent, one of several words'],
  ['abcd+efgh', 'abcd', 'a repeated letter ends its word'],
  ['[a-z]{3}[[:alpha:]]xyz_1', 'xyz_1', 'behind classes'],
  ['[]abc]xyz', 'xyz', 'a class that begins with its bracket'],
  [String.raw`\d\w\bword\x41\x{42}tail\pLx`, 'word', 'between escapes'],
  [String.raw`\Qa.b\E word`, undefined, 'quoted text is left alone'],
  [String.raw`код (?P<code>\d+) ответ`, undefined, 'letters outside of ASCII are left alone'],
  ['.*', undefined, 'nothing'],
])('%s holds %s: %s', ([pattern, word]) => {
  expect(requiredWord(pattern)).toBe(word)
})

const piece = fc.constantFrom(
  ...[
    'abc',
    'defg',
    'x',
    '_1',
    ' ',
    '.',
    '\\.',
    '\\d',
    '[abc]',
    '[^]x]',
    '(abc)',
    '(?:defg|x)',
    '(?P<n>abc)?',
  ],
)
const times = fc.constantFrom('', '', '', '?', '*', '+', '{0,2}', '{2}')
const pattern = fc
  .array(fc.tuple(piece, times), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.map(([text, repeat]) => text + repeat).join(''))
const text = fc
  .array(fc.constantFrom('abc', 'ab', 'c', 'defg', 'def', 'x', '_1', ' ', '.', '7', 'n'), {
    maxLength: 25,
  })
  .map((parts) => parts.join(''))

test('whatever a pattern matches holds its word', () => {
  fc.assert(
    fc.property(pattern, text, (source, line) => {
      const word = requiredWord(source)
      fc.pre(word !== undefined && validated(source))
      if (word !== undefined && RE2JS.compile(source).test(line)) expect(line).toContain(word)
    }),
    { numRuns: 2_000 },
  )
})

function validated(source: string): boolean {
  try {
    return RE2JS.compile(source).programSize() > 0
  } catch {
    return false
  }
}

describe('lines to look at', () => {
  const bytes = Buffer.from('upstream 1\nnothing\ncode=1 upstream\nend')
  const named = (pattern: string) => [{ name: 'ours', pattern }]

  const [first, second, third, last] = [
    { start: 0, end: 10, lineFeeds: 0 },
    { start: 11, end: 18, lineFeeds: 1 },
    { start: 19, end: 34, lineFeeds: 2 },
    { start: 35, end: 38, lineFeeds: 3 },
  ]

  test.for<[string, readonly UserPattern[], readonly LineFound[]]>([
    ['those with the word, and the marks', named('upstream (?P<code>1)'), [first, third]],
    ['those with a mark alone', named('nowhere'), [third]],
    ['all, where no word is certain', named('(?P<code>1)'), [first, second, third, last]],
    ['without patterns the marks alone', [], [third]],
  ])('%s', ([, patterns, lines]) => {
    const found = withNeedles(find(bytes), bytes, needlesOf(patterns))
    expect(foundIn(found)).toEqual(lines)
    expect(found.lineFeeds).toBe(3)
  })
})
