import { expect, test, vi } from 'vitest'
import { createDelivery, type Sender } from '../../src/notify/delivery.ts'
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

test('stop does not wait for ever', async () => {
  const { delivery } = setUp(1)
  delivery.start([outboxEntry({ id: 'never answered' })])
  await delivery.stop()
  expect(delivery.take()).toEqual([])
})

function setUp(stopWait?: number) {
  const sender = createSender()
  const wake = vi.fn()
  const delivery = createDelivery(new Map([['ops', sender]]), wake, stopWait)
  return { delivery, sender, wake }
}

/** Sends when it is told to. */
function createSender() {
  const started: string[] = []
  const waiting = new Map<string, (delivery: Delivery) => void>()
  const sender: Sender = {
    send({ id }: OutboxEntry) {
      started.push(id)
      return new Promise((resolve) => waiting.set(id, resolve))
    },
  }
  const answer = (id: string) => waiting.get(id)?.({ entry: id, outcome: 'sent' })
  return { ...sender, started, answer }
}
