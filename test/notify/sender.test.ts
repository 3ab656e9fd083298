import { expect, onTestFinished, test } from 'vitest'
import { createSender, probeAll } from '../../src/notify/sender.ts'
import type { Receiver } from '../../src/types/config.ts'
import { outboxEntry, receiver, START } from './fixtures.ts'
import { startHttp } from './http-server.ts'
import { startRelay } from './relay.ts'

test('each kind of receiver is sent to by its own way', async () => {
  const relay = await startRelay()
  const server = await startHttp()
  const receivers: Receiver[] = [
    receiver({ port: relay.port }),
    { name: 'chat', webhook: { url: { value: `${server.url}/hook` }, format: 'slack' } },
    { name: 'fleet', alertmanager: { url: server.url } },
  ]
  for (const one of receivers)
    expect(await sender(one).send(outboxEntry())).toMatchObject({ outcome: 'sent' })
  expect(relay.mails).toHaveLength(1)
  expect(server.received.map(({ path }) => path)).toEqual(['/hook', '/api/v2/alerts'])
})

test('asking every receiver tells what is wrong with which, and sends nothing', async () => {
  const relay = await startRelay({ onConnect: (_, answer) => answer(new Error('not today')) })
  const server = await startHttp()
  const senders = new Map([
    ['ops', sender(receiver({ port: relay.port }))],
    ['fleet', sender({ name: 'fleet', alertmanager: { url: server.url } })],
  ])
  expect(await probeAll(senders)).toEqual([expect.stringMatching(/^ops: greeting: .*not today/)])
  expect(relay.mails).toEqual([])
  expect(server.received.map(({ method }) => method)).toEqual(['GET'])
})

function sender(one: Receiver) {
  const made = createSender(one, () => START)
  onTestFinished(() => made.close())
  return made
}
