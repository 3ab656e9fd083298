import fc from 'fast-check'
import { RE2JS } from 're2js'
import { expect, test } from 'vitest'
import { matches } from '../../src/count/match.ts'
import { globPattern } from '../../src/export/glob.ts'
import { escaped } from '../../src/export/promql.ts'
import { failure } from '../support/events.ts'

test.for([
  { glob: 'billing-api', pattern: 'billing-api', why: 'no glob is a text' },
  { glob: 'billing-*', pattern: { regex: 'billing-.*' }, why: 'a star is any text' },
  { glob: 'a.b?', pattern: { regex: 'a\\.b[^/]' }, why: 'what RE2 takes for a sign is escaped' },
  { glob: '{eu,us}-[^x]*', pattern: { regex: '(?:eu|us)-[^x].*' }, why: 'choices and classes' },
  { glob: '!billing-*', pattern: undefined, why: 'RE2 cannot negate' },
  { glob: '@(a|b)*', pattern: undefined, why: 'an extended glob' },
  { glob: 'pod-{1..3}*', pattern: undefined, why: 'a range' },
])('$glob -> $pattern: $why', ({ glob, pattern }) => {
  expect(globPattern(glob)).toEqual(pattern)
})

const piece = fc.constantFrom(
  '*',
  '?',
  '[ab]',
  '[^a]',
  '[!a]',
  '{a,b-}',
  '{a*,?b}',
  '\\*',
  'a',
  'b',
  '-',
  '.',
  ',',
)
const glob = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''))
/** Where the two differ: a name that ends in a dot, which globs take for a hidden or parent directory. */
const name = fc
  .array(fc.constantFrom('a', 'b', '-', '.', '*', ',', 'ü'), { minLength: 1, maxLength: 8 })
  .map((chars) => chars.join(''))
  .filter((text) => !text.endsWith('.'))

test('a pattern, anchored, matches the names that the rule itself matches', () => {
  fc.assert(
    fc.property(glob, name, (pattern, source) => {
      expect(promMatches(pattern, source)).toBe(matches({ source: [pattern] }, failure({ source })))
    }),
    { numRuns: 1_000 },
  )
})

test('the star alone matches the empty project', () => {
  expect(promMatches('*', '')).toBe(true)
  expect(matches({ project: ['*'] }, failure({ project: '' }))).toBe(true)
})

/** Prometheus wraps the pattern in ^(?:…)$. */
function promMatches(glob: string, value: string): boolean {
  const pattern = globPattern(glob)
  if (pattern === undefined) throw new Error(`${glob} has no pattern`)
  const regex = typeof pattern === 'string' ? escaped(pattern) : pattern.regex
  return RE2JS.compile(`^(?:${regex})$`, RE2JS.DOTALL).test(value)
}
