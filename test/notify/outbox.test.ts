import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterDelivery,
  dueEntries,
  EXPIRES_AFTER,
  makeEntry,
  RETRY_MAX,
  RETRY_MIN,
} from '../../src/notify/outbox.ts'
import type { Delivery, DeliveryFailure } from '../../src/types/outbox.ts'
import { HOUR, MINUTE, SECOND } from '../../src/types/time.ts'
import { digest, notification, outboxEntry, START } from './fixtures.ts'

const ENTRY = outboxEntry()

test('a new entry is due at once, under the id of its mail', () => {
  const entry = makeEntry(notification(), ENTRY.mail, START)
  expect(entry).toMatchObject({ id: ENTRY.mail.messageId, receiver: 'ops', kind: 'firing' })
  expect(dueEntries([entry], START)).toEqual([entry])
})

test('two digests are two incidents', () => {
  const first = makeEntry(digest(), ENTRY.mail, START)
  const second = makeEntry({ ...digest(), at: START }, ENTRY.mail, START)
  expect(first.incident).not.toBe(second.incident)
})

test('what was sent is forgotten', () => {
  const after = afterDelivery(ENTRY, { entry: ENTRY.id, outcome: 'sent' }, START, 0)
  expect(after).toEqual({ do: 'forget', reason: 'sent' })
})

test.for<{ reason: DeliveryFailure; age: number; expected: object }>([
  { reason: 'rejected', age: 0, expected: { do: 'give_up', reason: 'rejected' } },
  { reason: 'connect', age: EXPIRES_AFTER - 1, expected: { do: 'retry' } },
  { reason: 'connect', age: EXPIRES_AFTER, expected: { do: 'give_up', reason: 'expired' } },
  { reason: 'tls', age: HOUR, expected: { do: 'retry' } },
  { reason: 'auth', age: HOUR, expected: { do: 'retry' } },
  { reason: 'greeting', age: HOUR, expected: { do: 'retry' } },
  { reason: 'timeout', age: HOUR, expected: { do: 'retry' } },
  { reason: 'rejected_temporarily', age: HOUR, expected: { do: 'retry' } },
  { reason: 'other', age: HOUR, expected: { do: 'retry' } },
])('$reason after $age ms: $expected.do', ({ reason, age, expected }) => {
  expect(afterDelivery(ENTRY, failed(reason), START + age, 0.5)).toMatchObject(expected)
})

test('a retry remembers how often, why, and for whom', () => {
  const delivery = { ...failed('rejected_temporarily'), to: ['b@example.com'] }
  expect(afterDelivery(ENTRY, delivery, START, 0)).toEqual({
    do: 'retry',
    entry: {
      ...ENTRY,
      attempts: 1,
      nextAttemptAt: START + RETRY_MIN,
      lastError: 'rejected_temporarily: words',
      failing: { since: START, reason: 'rejected_temporarily' },
      to: ['b@example.com'],
    },
  })
})

test('it fails since its first failure, and for the last reason', () => {
  const failing = { since: START - HOUR, reason: 'connect' as const }
  const after = afterDelivery({ ...ENTRY, failing }, failed('auth'), START, 0)
  expect(after).toMatchObject({ entry: { failing: { since: START - HOUR, reason: 'auth' } } })
})

test('after the clock was set back it fails since now, so that a fallback takes over in time', () => {
  const failing = { since: START + HOUR, reason: 'connect' as const }
  const after = afterDelivery({ ...ENTRY, failing }, failed('connect'), START, 0)
  expect(after).toMatchObject({ entry: { failing: { since: START } } })
})

test.for([
  [0, RETRY_MIN],
  [5 * MINUTE, 5 * MINUTE],
  [2 * HOUR, RETRY_MAX],
] as const)('asked to wait %i ms, it waits %i ms', ([retryAfter, waits]) => {
  const after = afterDelivery(ENTRY, { ...failed('other'), retryAfter }, START, 0)
  expect(after).toMatchObject({ entry: { nextAttemptAt: START + waits } })
})

test('what failed with settings that are replaced since is tried with the new ones at once', () => {
  const after = afterDelivery(ENTRY, { ...failed('connect'), outdated: true }, START, 0)
  expect(after).toMatchObject({ do: 'retry', entry: { nextAttemptAt: START } })
})

test('what the receiver forgets is repeated, and does not expire while that works', () => {
  const sent: Delivery = { entry: ENTRY.id, outcome: 'sent', repeatAfter: MINUTE }
  const late = START + 2 * EXPIRES_AFTER
  const tried = afterDelivery(ENTRY, failed('connect'), START, 0)
  const waiting = tried.do === 'retry' ? tried.entry : ENTRY
  const after = afterDelivery(waiting, sent, late, 0)
  const repeated = { ...ENTRY, nextAttemptAt: late + MINUTE, deliveredAt: late }
  expect(after).toEqual({ do: 'repeat', entry: repeated })
  expect(afterDelivery(repeated, failed('connect'), late + HOUR, 0).do).toBe('retry')
})

test('every wait lies between the shortest and the longest, and grows with the attempts', () => {
  const attempts = fc.integer({ min: 0, max: 100 })
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(attempts, chance, (n, c) => {
      expect(wait(n, c)).toBeGreaterThanOrEqual(RETRY_MIN)
      expect(wait(n, c)).toBeLessThanOrEqual(RETRY_MAX)
      expect(wait(n + 1, c)).toBeGreaterThanOrEqual(wait(n, c))
    }),
  )
  expect(wait(10, 0.999_999_9)).toBe(RETRY_MAX)
})

test.for([
  {
    why: 'one a receiver, the one that has waited longest',
    outbox: [entry('b', { nextAttemptAt: 2 }), entry('a', { nextAttemptAt: 1 })],
    due: ['a'],
  },
  {
    why: 'receivers do not wait for each other',
    outbox: [entry('a', { receiver: 'ops' }), entry('b', { receiver: 'dev' })],
    due: ['a', 'b'],
  },
  {
    why: 'what is not due waits',
    outbox: [entry('a', { nextAttemptAt: 101 })],
    due: [],
  },
  {
    why: 'what was put off before the clock was set back does not wait until it is there again',
    outbox: [entry('a', { nextAttemptAt: 101 + RETRY_MAX })],
    due: ['a'],
  },
  {
    why: 'a resolved mail does not overtake the firing one of its incident',
    outbox: [
      entry('resolved', { incident: 'i', createdAt: 2 }),
      entry('firing', { incident: 'i', createdAt: 1, nextAttemptAt: 101 }),
    ],
    due: [],
  },
  {
    why: 'a mail that keeps failing does not hold up other incidents',
    outbox: [entry('old', { nextAttemptAt: 101 }), entry('new', { nextAttemptAt: 100 })],
    due: ['new'],
  },
])('due: $why', ({ outbox, due }) => {
  expect(dueEntries(outbox, 100).map(({ id }) => id)).toEqual(due)
})

function entry(id: string, change: Parameters<typeof outboxEntry>[0] = {}) {
  return outboxEntry({ id, incident: id, createdAt: 0, nextAttemptAt: 0, ...change })
}

function failed(reason: DeliveryFailure): Extract<Delivery, { outcome: 'failed' }> {
  return { entry: ENTRY.id, outcome: 'failed', reason, detail: 'words' }
}

function wait(attempts: number, chance: number): number {
  const now = START + SECOND
  const after = afterDelivery({ ...ENTRY, attempts }, failed('connect'), now, chance)
  return after.do === 'retry' ? after.entry.nextAttemptAt - now : 0
}
