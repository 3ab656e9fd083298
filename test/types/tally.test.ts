import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Tally } from '../../src/types/state.ts'
import {
  addTallies,
  FAILING_SCOPES_MAX,
  KEY_CODES_MAX,
  KEY_SAMPLES_MAX,
  NO_ERRORS,
  NO_SCOPE,
  OTHER,
} from '../../src/types/tally.ts'

function one(at: number, code = '1010', scope = 's', text = 'x'): Tally {
  return {
    firstAt: at,
    lastFailureAt: at,
    total: 1,
    codes: [[code, 1]],
    samples: [{ at, source: 'billing', text }],
    failing: [[scope, at]],
  }
}

const tally = fc
  .tuple(fc.nat(9), fc.constantFrom('1010', '500', '-1'), fc.constantFrom('a', 'b'), fc.string())
  .map((parts) => one(...parts))

test('law: sums do not depend on order or brackets', () => {
  fc.assert(
    fc.property(fc.array(tally, { maxLength: 20 }), fc.nat(20), (tallies, cut) => {
      const sum = (some: readonly Tally[]) => some.reduce(addTallies, NO_ERRORS)
      const whole = sum(tallies)
      expect(sum(tallies.toReversed())).toEqual(whole)
      expect(addTallies(sum(tallies.slice(0, cut)), sum(tallies.slice(cut)))).toEqual(whole)
    }),
  )
})

test('codes beyond the limit are counted as `other`, and none is lost', () => {
  const tallies = Array.from({ length: KEY_CODES_MAX + 5 }, (_, code) => one(code, `${code}`))
  const { codes, total } = tallies.reduce(addTallies)
  expect(codes).toContainEqual([OTHER, 5])
  expect(codes.reduce((sum, [, count]) => sum + count, 0)).toBe(total)
})

test('the latest samples are kept', () => {
  const { samples } = Array.from({ length: 9 }, (_, at) => one(at)).reduce(addTallies)
  expect(samples.map(({ at }) => at)).toEqual([8, 7, 6, 5, 4])
  expect(samples).toHaveLength(KEY_SAMPLES_MAX)
})

test('with too many failing scopes no success shows the recovery any more', () => {
  const scopes = Array.from({ length: FAILING_SCOPES_MAX + 1 }, (_, at) => one(at, '1', `s${at}`))
  expect(scopes.reduce(addTallies).failing).toEqual([[NO_SCOPE, FAILING_SCOPES_MAX]])
})
