import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from '../../src/web/server.ts'
import { until } from '../support/process.ts'
import { fakePorts } from './support.ts'

/** Those of real life, in the same order and shorter. */
const SHORT = {
  headersTimeout: 200,
  requestTimeout: 400,
  connectionsCheckingInterval: 20,
  silenceMax: 600,
  connectionsMax: 5,
}

async function serve(body = 'as text') {
  const metrics = async () => ({ body, contentType: 'text/plain' })
  const web = await listen({ host: '127.0.0.1', port: 0 }, fakePorts({ metrics }), undefined, SHORT)
  if (!web.ok) throw new Error(web.message)
  onTestFinished(() => web.close())
  return web
}

/** A connection that counts and keeps what it hears, and says when the other side has closed it. */
async function dial(port: number) {
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.on('data', (data) => {
    heard += data
  })
  socket.on('error', () => {})
  const closed = new Promise((resolve) => socket.on('close', resolve))
  onTestFinished(() => {
    socket.destroy()
  })
  await once(socket, 'connect')
  return { socket, closed, heard: () => heard }
}

/** Writes a little again and again, until it cannot. */
function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => (socket.writable ? socket.write(text) : clearInterval(timer)), 30)
  socket.on('close', () => clearInterval(timer))
}

test.for([
  { why: 'says nothing at all', start: '' },
  {
    why: 'sends its headers a line at a time, without end',
    start: 'GET / HTTP/1.1\r\n',
    more: 'a: b\r\n',
  },
  {
    why: 'sends its body a byte at a time',
    start: 'POST /-/reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n',
    more: 'x',
  },
])('a client that $why is cut off', async ({ start, more }) => {
  const { port } = await serve()
  const { socket, closed } = await dial(port)
  socket.write(start)
  if (more) drip(socket, more)
  await closed
})

test('clients that ask and do not read are cut off, and their places are free again', async () => {
  const { port, url } = await serve('x'.repeat(50_000_000))
  for (let i = 0; i < SHORT.connectionsMax; i++) {
    const { socket } = await dial(port)
    socket.pause()
    socket.write('GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n')
  }
  await until('an answer', async () => (await healthOf(url))?.ok)
})

/** Undefined where there is no place left. */
function healthOf(url: string): Promise<Response | undefined> {
  return fetch(`${url}/-/healthy`).catch(() => undefined)
}

test('slow clients do not keep a scrape from its answer, and beyond the maximum connections are refused', async () => {
  const { port, url } = await serve()
  const slow = await Promise.all(Array.from({ length: SHORT.connectionsMax - 1 }, () => dial(port)))
  for (const { socket } of slow) drip(socket, 'GET')
  expect(await (await fetch(`${url}/metrics`)).text()).toBe('as text')
  const more = await Promise.all([dial(port), dial(port)])
  await Promise.any(more.map(({ closed }) => closed))
  await Promise.all(slow.map(({ closed }) => closed))
  await until('an answer again', async () => (await healthOf(url))?.ok)
})

test('headers without end are refused before they fill the memory', async () => {
  const { port } = await serve()
  const { socket, closed, heard } = await dial(port)
  socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nx: ${'y'.repeat(17_000)}\r\n\r\n`)
  await closed
  expect(heard()).toMatch(/^HTTP\/1\.1 431 /)
})

test('a body that is longer than it says is another request, and a wrong one', async () => {
  const { port } = await serve()
  const { socket, closed, heard } = await dial(port)
  socket.write('POST /-/reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx{"more":1}')
  await closed
  expect(heard()).toMatch(/^HTTP\/1\.1 200 .*HTTP\/1\.1 400 /s)
})
