import { expect, test } from 'vitest'
import { withThresholds } from '../../src/backtest/thresholds.ts'
import type { Condition } from '../../src/types/rule.ts'
import { rule } from '../support/events.ts'

const CASES: readonly { condition: Condition; half: object; double: object; why: string }[] = [
  {
    condition: { kind: 'count', atLeast: 5 },
    ...{ half: { atLeast: 3 }, double: { atLeast: 10 }, why: 'a number is rounded' },
  },
  {
    condition: { kind: 'count', atLeast: 1 },
    ...{ half: { atLeast: 1 }, double: { atLeast: 2 }, why: 'a number is at least one' },
  },
  {
    condition: { kind: 'count', atLeast: 10, criticalAt: 50, resolveAt: 2 },
    half: { atLeast: 5, criticalAt: 25, resolveAt: 1 },
    double: { atLeast: 20, criticalAt: 100, resolveAt: 4 },
    why: 'levels go along',
  },
  {
    condition: { kind: 'distinct', atLeast: 25 },
    ...{ half: { atLeast: 13 }, double: { atLeast: 50 }, why: 'devices are a number' },
  },
  {
    condition: { kind: 'distinct', atLeast: 10, share: 0.6 },
    half: { atLeast: 10, share: 0.3 },
    double: { atLeast: 10, share: 1 },
    why: 'of a share only the share is turned, to all devices at most',
  },
  {
    condition: { kind: 'ratio', above: 0.2, minVolume: 50, resolveAt: 0.05 },
    half: { above: 0.1, minVolume: 50, resolveAt: 0.025 },
    double: { above: 0.4, minVolume: 50, resolveAt: 0.1 },
    why: 'the volume stays',
  },
  {
    condition: { kind: 'spike', factor: 5, minVolume: 50 },
    ...{ half: { factor: 2.5 }, double: { factor: 10 }, why: 'a factor is multiplied' },
  },
  {
    condition: { kind: 'new' },
    half: { kind: 'new' },
    double: { kind: 'new' },
    why: 'none to turn',
  },
]

test.for(CASES)('half and double of $condition.kind: $why', ({ condition, half, double }) => {
  const at = (factor: number) => withThresholds([rule({ condition })], factor)[0]?.condition
  expect(at(1)).toEqual(condition)
  expect(at(1 / 2)).toEqual({ ...condition, ...half })
  expect(at(2)).toEqual({ ...condition, ...double })
})
