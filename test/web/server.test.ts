import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { type Listening, listen } from '../../src/web/server.ts'
import { fakePorts } from './support.ts'

const anyPort = { host: '127.0.0.1', port: 0 }

test('A free port is taken, answers, and is free again after closing.', async () => {
  const web = opened(await listen(anyPort, fakePorts()))
  expect(web.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(await (await fetch(`${web.url}/metrics`)).text()).toBe('as text')
  await web.close()
  const again = opened(await listen({ host: '127.0.0.1', port: web.port }, fakePorts()))
  await again.close()
})

test('Closing waits for the answer under way.', async () => {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
  const { promise: values, resolve: answer } = Promise.withResolvers<void>()
  const metrics = async () => {
    ask()
    await values
    return { body: 'late', contentType: 'text/plain' }
  }
  const web = opened(await listen(anyPort, fakePorts({ metrics })))
  const response = fetch(`${web.url}/metrics`)
  await asked
  const closed = web.close()
  answer()
  expect(await (await response).text()).toBe('late')
  await closed
})

test.for([
  {
    host: '203.0.113.1',
    port: 0,
    reason: 'not_available',
    words: /203\.0\.113\.1:0: this machine/,
  },
  { host: 'no.such.host.invalid', port: 80, reason: 'unknown_host', words: /not known/ },
])('An address that cannot be taken is named: $reason', async ({ host, port, reason, words }) => {
  const answer = await listen({ host, port }, fakePorts())
  expect(answer).toMatchObject({ ok: false, reason, message: expect.stringMatching(words) })
})

test('A port that another program has is named.', async () => {
  const first = opened(await listen(anyPort, fakePorts()))
  const second = await listen({ host: '127.0.0.1', port: first.port }, fakePorts())
  expect(second).toMatchObject({ ok: false, reason: 'in_use' })
  expect(second).toHaveProperty('message', expect.stringContaining(`127.0.0.1:${first.port}`))
  await first.close()
})

test('Bytes that are no HTTP get an answer and no crash.', async () => {
  const web = opened(await listen(anyPort, fakePorts()))
  const socket = connect(web.port, '127.0.0.1')
  socket.write('\u0000 what is this\r\n\r\n')
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /)
  socket.destroy()
  await web.close()
})

function opened(listening: Listening): Extract<Listening, { ok: true }> {
  assert(listening.ok, 'the address is free')
  return listening
}
