import { expect, test } from 'vitest'
import { asNeeded, isFollowed, superseded } from '../../src/notify/supersede.ts'
import type { Notification, Told } from '../../src/types/notification.ts'
import { MINUTE } from '../../src/types/time.ts'
import { digest, notification, outboxEntry, START } from './fixtures.ts'

const EARLIER: Told = { at: START, total: 10, reminders: 0 }
const LATER: Told = { at: START + MINUTE, total: 20, reminders: 1 }

const untold = outboxEntry()
const waiting = outboxEntry({ kind: 'update', told: EARLIER })

test.for<{
  why: string
  kind: Notification['kind']
  before: ReturnType<typeof outboxEntry>[]
  is: Notification['kind']
  told: Told | undefined
}>([
  { why: 'nothing waits', kind: 'update', before: [], is: 'update', told: LATER },
  {
    why: 'the first mail never came',
    kind: 'update',
    before: [untold],
    is: 'firing',
    told: undefined,
  },
  {
    why: 'the first mail never came',
    kind: 'reminder',
    before: [untold],
    is: 'firing',
    told: undefined,
  },
  {
    why: 'nothing of it ever came',
    kind: 'resolved',
    before: [untold],
    is: 'resolved',
    told: undefined,
  },
  {
    why: 'an update never came',
    kind: 'reminder',
    before: [waiting],
    is: 'reminder',
    told: EARLIER,
  },
  {
    why: 'nothing came, whatever the order in the outbox',
    kind: 'update',
    before: [{ ...waiting, createdAt: START + 1 }, untold],
    is: 'firing',
    told: undefined,
  },
  {
    why: 'what is only repeated has come',
    kind: 'update',
    before: [{ ...untold, deliveredAt: START }],
    is: 'update',
    told: LATER,
  },
])('$kind is told as $is: $why', ({ kind, before, is, told }) => {
  const needed = asNeeded(notification({ kind, told: LATER }), before)
  expect(needed).toEqual({ ...notification(), kind: is, ...(told && { told }) })
})

test('a digest stands for itself', () => {
  expect(asNeeded(digest(), [untold])).toEqual(digest())
})

test('only the same incident for the same receiver is superseded', () => {
  const others = [outboxEntry({ receiver: 'dev' }), outboxEntry({ incident: 'i2' })]
  expect(superseded([...others, untold], untold, new Set())).toEqual([untold])
  expect(isFollowed([...others, untold], untold)).toBe(false)
})

test('what is on its way is not superseded, but followed', () => {
  expect(superseded([untold], untold, new Set([untold.id]))).toEqual([])
  expect(isFollowed([untold, outboxEntry({ id: 'newer' })], untold)).toBe(true)
})
