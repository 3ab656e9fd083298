import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { paced } from '../../src/tail/paced.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('the first hint is passed on at once, the next ones together after a moment, each path once', () => {
  const told: string[] = []
  const { hint } = paced((path) => told.push(path))
  for (const path of ['a', 'a', 'b', 'a', 'b']) hint(path)
  expect(told).toEqual(['a'])
  vi.advanceTimersByTime(10)
  expect(told).toEqual(['a', 'a', 'b'])
  hint('c')
  expect(told).toHaveLength(3)
  vi.advanceTimersByTime(10)
  expect(told).toEqual(['a', 'a', 'b', 'c'])
  vi.advanceTimersByTime(10)
  hint('d')
  expect(told.at(-1)).toBe('d')
})

test('nothing is told after the end', () => {
  const told: string[] = []
  const { hint, stop } = paced((path) => told.push(path))
  hint('a')
  hint('a')
  stop()
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual(['a'])
})
