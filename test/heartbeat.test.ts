import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { startHeartbeat } from '../src/heartbeat.ts'
import { MINUTE, SECOND } from '../src/types/time.ts'
import { type HttpServer, startHttp } from './notify/http-server.ts'
import { temporaryDirectory } from './support/directory.ts'

let server: HttpServer
let troubles: string[]
let unreachable: string[]
const logger = { info: vi.fn(), warn: vi.fn() }
const probe = vi.fn(async () => unreachable)

beforeEach(async () => {
  server = await startHttp()
  troubles = []
  unreachable = []
  vi.clearAllMocks()
  vi.useFakeTimers({ toFake: ['setInterval', 'setTimeout', 'performance'] })
})

afterEach(() => {
  vi.useRealTimers()
})

test('it beats soon after the start and then every interval', async () => {
  start()
  await after(5 * SECOND, 1)
  await after(55 * SECOND, 2)
  await after(MINUTE, 3)
  expect(server.received[0]).toMatchObject({ method: 'GET', path: '/' })
})

test('it stops while something is wrong, says so once, and goes on after it', async () => {
  start()
  await after(MINUTE, 2)
  troubles = ['the state cannot be saved']
  await after(3 * MINUTE, 2)
  expect(logger.warn).toHaveBeenCalledExactlyOnceWith(
    { reason: 'the state cannot be saved' },
    'the heartbeat stops',
  )
  troubles = []
  await after(MINUTE, 3)
  await vi.waitFor(() => expect(logger.info).toHaveBeenCalledOnce())
})

test('receivers are asked every ten minutes, and at each beat while one does not answer', async () => {
  start()
  await after(9 * MINUTE, 10)
  expect(probe).toHaveBeenCalledTimes(1)
  unreachable = ['ops: auth: 535 no']
  await after(3 * MINUTE, 11)
  expect(probe.mock.calls.length).toBeGreaterThan(2)
  unreachable = []
  await after(MINUTE, 12)
})

test('while receivers are still being asked, nothing beats', async () => {
  const { promise, resolve } = Promise.withResolvers<string[]>()
  probe.mockImplementationOnce(() => promise)
  start()
  await after(5 * MINUTE, 0)
  resolve([])
  await vi.waitFor(() => expect(server.received).toHaveLength(1))
})

test('a URL that does not answer is told', async () => {
  const { url } = await startHttp((response) => response.writeHead(404).end('no such check'))
  start({ value: url })
  await vi.advanceTimersByTimeAsync(5 * SECOND)
  await vi.waitFor(() =>
    expect(logger.warn).toHaveBeenCalledWith(
      { reason: 'its URL does not answer: HTTP 404: no such check' },
      'the heartbeat stops',
    ),
  )
})

test('a URL in a file that is not there is told', async () => {
  start({ file: '/nowhere/url' })
  await vi.advanceTimersByTimeAsync(5 * SECOND)
  await vi.waitFor(() => expect(logger.warn).toHaveBeenCalledOnce())
})

test.for(['', 'not an address', 'ftp://example.com/beat', 'https://'])(
  'a file that holds «%s» and no URL is told',
  async (text) => {
    const file = join(temporaryDirectory(), 'url')
    writeFileSync(file, text)
    start({ file })
    await vi.advanceTimersByTimeAsync(5 * SECOND)
    await vi.waitFor(() =>
      expect(logger.warn).toHaveBeenCalledWith(
        { reason: 'the file of the URL holds no http or https URL' },
        'the heartbeat stops',
      ),
    )
  },
)

test('what its server says never names the address, which is a secret', async () => {
  const { url } = await startHttp((response) =>
    response.writeHead(404).end('Cannot GET /ping/hunter2'),
  )
  start({ value: `${url}/ping/hunter2` })
  await vi.advanceTimersByTimeAsync(5 * SECOND)
  await vi.waitFor(() =>
    expect(logger.warn).toHaveBeenCalledWith(
      { reason: 'its URL does not answer: HTTP 404: Cannot GET ***' },
      'the heartbeat stops',
    ),
  )
})

test('once closed it beats no more', async () => {
  const closing = start()
  await after(MINUTE, 2)
  closing.abort()
  await vi.advanceTimersByTimeAsync(5 * MINUTE)
  expect(server.received).toHaveLength(2)
})

function start(url: { value: string } | { file: string } = { value: server.url }) {
  const closing = new AbortController()
  onTestFinished(() => closing.abort())
  startHeartbeat(
    { url, everyMs: MINUTE },
    { troubles: () => troubles, probe, logger },
    closing.signal,
  )
  return closing
}

/** Moves the clock beat by beat, and waits for real answers. */
async function after(time: number, beats: number): Promise<void> {
  for (let passed = 0; passed < time; passed += 5 * SECOND) {
    await vi.advanceTimersByTimeAsync(5 * SECOND)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await vi.waitFor(() => expect(server.received).toHaveLength(beats))
}
