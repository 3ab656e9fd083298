import { expect, test } from 'vitest'
import {
  blocked as blockedBy,
  failingReceivers,
  joinQueue,
  triedAnew,
  unblocked,
} from '../../src/notify/failing.ts'
import { outboxEntry, START } from './fixtures.ts'

const blocked = outboxEntry({
  id: 'blocked',
  failing: { since: START - 60, reason: 'auth' },
  lastError: 'auth: 535 no',
  nextAttemptAt: START + 100,
})
const longer = { ...blocked, id: 'longer', failing: { since: START - 90, reason: 'tls' as const } }
const deferred = outboxEntry({
  id: 'deferred',
  failing: { since: START - 5, reason: 'rejected_temporarily' },
  nextAttemptAt: START + 900,
})
const fresh = outboxEntry({ id: 'fresh' })

test('a receiver fails since its entry that fails longest, and says why', () => {
  const dev = { ...blocked, receiver: 'dev' }
  expect(failingReceivers([blocked, dev, longer, fresh])).toEqual([
    { receiver: 'dev', since: START - 60, lastError: 'auth: 535 no', waiting: 1 },
    { receiver: 'ops', since: START - 90, lastError: 'auth: 535 no', waiting: 3 },
  ])
})

test('a receiver with nothing but fresh entries works', () => {
  expect(failingReceivers([fresh])).toEqual([])
})

test.for([
  ['a receiver that works', [], fresh],
  ['another receiver that fails', [{ ...blocked, receiver: 'dev' }], fresh],
  ['a message that was put off', [deferred], fresh],
  [
    'a receiver that fails',
    [blocked, longer],
    { ...fresh, nextAttemptAt: START + 99, failing: longer.failing, lastError: 'auth: 535 no' },
  ],
] as const)('a new entry beside %s', ([, outbox, expected]) => {
  expect(joinQueue(fresh, outbox)).toEqual(expected)
})

test('what is due for a receiver that cannot be reached waits with the one that failed, and goes before it', () => {
  const later = outboxEntry({ id: 'later', nextAttemptAt: START + 101 })
  const dev = outboxEntry({ receiver: 'dev' })
  const { attempts, failing, lastError } = blocked
  expect(blockedBy([blocked, fresh, dev, later], blocked)).toEqual([
    { ...fresh, attempts, failing, lastError, nextAttemptAt: START + 99 },
  ])
})

test('after a start what could not be delivered is tried at once, and still counts as failing', () => {
  expect(triedAnew([blocked, deferred, fresh], START)).toEqual([
    { ...blocked, nextAttemptAt: START },
  ])
})

test('a message that was put off holds up no other', () => {
  expect(blockedBy([deferred, fresh], deferred)).toEqual([])
})

test('a receiver that is back gets at once what waited for it, not what it put off', () => {
  const { failing: _, lastError: __, ...freed } = blocked
  const dev = { ...blocked, receiver: 'dev' }
  expect(unblocked([blocked, dev, deferred, fresh], 'ops', START)).toEqual([
    { ...freed, nextAttemptAt: START },
  ])
})
