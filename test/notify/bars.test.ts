import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barsSection, sparkline } from '../../src/notify/bars.ts'
import type { Notification } from '../../src/types/notification.ts'
import { LATELY, notification } from './fixtures.ts'

test('no bars where nothing is known of the last hours, or nothing was counted in them', () => {
  const { lately: _, ...bare } = notification()
  expect(barsSection(bare)).toEqual([])
  expect(barsSection({ ...bare, lately: { ...LATELY, bars: counted([0, 0]) } })).toEqual([])
})

test('single errors, then a burst: what is counted, since when, and what of it is the incident', () => {
  const { title, caption, bars } = barsOf(notification())
  expect(title).toBe('The last 6 hours')
  expect(caption).toBe(
    'Auth errors in project eu-prod since 04:30 UTC, 15 minutes a bar; the highest is 15 errors.',
  )
  expect(sparkline(bars)).toBe('▁▁▂▁▁▁▂▁▁▁▁▁▂▁▁▁▁▁▁▁▁▂▁█')
  expect(bars.map(({ during }) => during)).toEqual([...Array(23).fill(false), true])
})

test.for([
  [{ project: '' }, 'Auth errors since'],
  [{ categories: [] }, 'Errors in project eu-prod since'],
  [{ of: 'answers', categories: [] }, 'Answers in project eu-prod since'],
  [
    { categories: ['device_offline', 'region'] },
    'Device offline and region errors in project eu-prod since',
  ],
  [{ project: 'a.cn' }, 'Auth errors in project a[.]cn since'],
] as const)('%j is told as «%s»', ([change, words]) => {
  expect(barsOf(notification({ lately: { ...LATELY, ...change } })).caption).toContain(words)
})

test('what is not empty does not look so, and nothing else', () => {
  const counts = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1e9 })), {
    minLength: 2,
  })
  fc.assert(
    fc.property(counts, (some) => {
      const line = [...sparkline(counted(some).map((bar) => ({ ...bar, during: true })))]
      expect(line.map((level) => level === '▁')).toEqual(some.map((count) => count === 0))
    }),
  )
})

function barsOf(told: Notification) {
  const [section] = barsSection(told)
  if (section?.kind !== 'bars') throw new Error('expected bars')
  return section
}

function counted(counts: readonly number[]) {
  return counts.map((count, at) => ({ at, count }))
}
