import { expect, test, vi } from 'vitest'
import { createDelivery, type OwnedSender } from '../../src/notify/delivery.ts'
import type { Delivery, OutboxEntry } from '../../src/types/outbox.ts'
import { outboxEntry } from './fixtures.ts'

test('a due entry is sent and its result handed back once', async () => {
  const { delivery, sender, wake } = setUp()
  delivery.start([outboxEntry({ id: 'a' })])
  sender.answer('a')
  await vi.waitFor(() => expect(wake).toHaveBeenCalledOnce())
  expect(delivery.take()).toEqual([{ entry: 'a', outcome: 'sent' }])
  expect(delivery.take()).toEqual([])
})

test('a receiver has one mail in flight at a time', () => {
  const { delivery, sender } = setUp()
  delivery.start([outboxEntry({ id: 'a' }), outboxEntry({ id: 'b' })])
  delivery.start([outboxEntry({ id: 'b' })])
  expect(sender.started).toEqual(['a'])
})

test('nothing is sent twice while its result waits to be applied', async () => {
  const { delivery, sender, wake } = setUp()
  delivery.start([outboxEntry({ id: 'a' })])
  sender.answer('a')
  await vi.waitFor(() => expect(wake).toHaveBeenCalled())
  delivery.start([outboxEntry({ id: 'a' })])
  expect(sender.started).toEqual(['a'])
  delivery.take()
  delivery.start([outboxEntry({ id: 'b' })])
  expect(sender.started).toEqual(['a', 'b'])
})

test('an entry whose receiver left the configuration fails in words', async () => {
  const { delivery, wake } = setUp()
  delivery.start([outboxEntry({ id: 'a', receiver: 'gone' })])
  await vi.waitFor(() => expect(wake).toHaveBeenCalled())
  expect(delivery.take()).toMatchObject([
    { outcome: 'failed', reason: 'other', detail: expect.stringContaining('gone') },
  ])
})

test('stop waits for what is in flight and starts nothing more', async () => {
  const { delivery, sender } = setUp()
  delivery.start([outboxEntry({ id: 'a' })])
  const stopped = delivery.stop()
  delivery.start([outboxEntry({ id: 'b', receiver: 'dev' })])
  sender.answer('a')
  await stopped
  expect(delivery.take()).toHaveLength(1)
  expect(sender.started).toEqual(['a'])
})

test('a reload lets what is in flight arrive, and closes its connection only then', async () => {
  const { delivery, sender, wake } = setUp()
  const next = createSender()
  delivery.start([outboxEntry({ id: 'a' })])
  delivery.use(new Map([['ops', next]]))
  expect(delivery.inFlight()).toEqual(new Set(['a']))
  expect(sender.close).not.toHaveBeenCalled()
  delivery.start([outboxEntry({ id: 'a' })])
  expect(next.started).toEqual([])
  sender.answer('a')
  await vi.waitFor(() => expect(wake).toHaveBeenCalled())
  expect(sender.close).toHaveBeenCalledOnce()
  expect(delivery.take()).toEqual([{ entry: 'a', outcome: 'sent' }])
  expect(delivery.inFlight()).toEqual(new Set())
  delivery.start([outboxEntry({ id: 'b' })])
  expect(next.started).toEqual(['b'])
})

test('what fails with the settings of before a reload says so; idle connections are closed at once', async () => {
  const { delivery, sender, wake } = setUp()
  delivery.start([outboxEntry({ id: 'a' })])
  const next = createSender()
  delivery.use(new Map([['ops', next]]))
  sender.fail('a')
  await vi.waitFor(() => expect(wake).toHaveBeenCalled())
  expect(delivery.take()).toMatchObject([{ outcome: 'failed', outdated: true }])
  delivery.use(new Map())
  expect(next.close).toHaveBeenCalledOnce()
})

test('stop does not wait for ever', async () => {
  const { delivery, sender } = setUp(1)
  delivery.start([outboxEntry({ id: 'never answered' })])
  await delivery.stop()
  expect(delivery.take()).toEqual([])
  expect(sender.close).toHaveBeenCalled()
})

function setUp(stopWait?: number) {
  const sender = createSender()
  const wake = vi.fn()
  const delivery = createDelivery(wake, stopWait)
  delivery.use(new Map([['ops', sender]]))
  return { delivery, sender, wake }
}

/** Sends when it is told to. */
function createSender() {
  const started: string[] = []
  const waiting = new Map<string, (delivery: Delivery) => void>()
  const sender: OwnedSender = {
    send({ id }: OutboxEntry) {
      started.push(id)
      return new Promise((resolve) => waiting.set(id, resolve))
    },
    verify: async () => undefined,
    close: vi.fn(),
  }
  const answer = (id: string) => waiting.get(id)?.({ entry: id, outcome: 'sent' })
  const fail = (id: string) =>
    waiting.get(id)?.({ entry: id, outcome: 'failed', reason: 'connect', detail: 'no' })
  return { ...sender, started, answer, fail }
}
