import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Machine } from '../../src/config/machine.ts'
import { type DemoParts, runDemo, type WatchedDaemon } from '../../src/demo/demo.ts'
import { portOrFree } from '../../src/demo/port.ts'
import { countsText } from '../../src/demo/view.ts'
import type { Config } from '../../src/types/config.ts'
import type { StatusView } from '../../src/web/status.ts'

const machine: Machine = {
  environment: {},
  directory: '/',
  hostname: 'host-1',
  timezone: 'UTC',
  writable: () => true,
}

const status: StatusView = {
  version: '1',
  instance: 'host-1',
  startedAt: new Date(0),
  now: new Date(0),
  live: true,
  responses: 41,
  errors: 14,
  logs: [],
  codes: [
    { code: '2001', category: 'device_offline', count: 9 },
    { code: '1106', category: 'permission', count: 2 },
    { code: '40000801', category: 'device_offline', count: 3 },
  ],
  alerts: [],
  silences: [],
  troubles: [],
  outbox: { entries: 0, failing: [] },
  timeline: { start: new Date(0), stepMs: 900_000, answers: [], errors: [] },
  quotas: [],
  mails: [],
}

let shown = ''
let given: Config | undefined
let closed = false
let stop = new AbortController()

const daemon: WatchedDaemon = {
  url: 'http://127.0.0.1:1234',
  status: () => status,
  close: async () => {
    closed = true
  },
}

const world = {
  machine,
  write: (text) => {
    shown += text
  },
  paint: (_, text) => text,
  run: async (config) => {
    given = config
    return daemon
  },
} satisfies Omit<DemoParts, 'folder'>

let parts: DemoParts = { ...world, folder: '' }

beforeEach(() => {
  shown = ''
  given = undefined
  closed = false
  stop = new AbortController()
  parts = { ...world, folder: mkdtempSync(join(tmpdir(), 'tuyawatch-demo-test-')) }
})

afterEach(() => rmSync(parts.folder, { recursive: true, force: true }))

test('The demo tails the log that its application writes, and says where everything is.', async () => {
  const demo = runDemo([], parts, stop.signal)
  await vi.waitFor(() => expect(shown).toContain('Ctrl-C stops'))
  const log = given?.logs[0]?.paths[0] ?? ''
  expect(shown).toContain(log)
  expect(shown).toContain('http://127.0.0.1:1234/metrics')
  expect(shown).toContain('npm start -- /path/to/app.log')
  await vi.waitFor(() => expect(readFileSync(log, 'utf8').length).toBeGreaterThan(0))
  stop.abort()
  expect(await demo).toEqual({ ok: true, value: 'stopped' })
  expect(closed).toBe(true)
})

test('A mail that the daemon sends is kept and shown with its first lines.', async () => {
  const demo = runDemo([], parts, stop.signal)
  await vi.waitFor(() => expect(given).toBeDefined())
  await send(given, { subject: 'CRITICAL quota', text: 'The quota is gone.\n\nUpgrade the plan.' })
  await vi.waitFor(() => expect(shown).toContain('MAIL  CRITICAL quota'))
  expect(shown).toContain('| The quota is gone.')
  expect(shown).toContain('| Upgrade the plan.')
  const file = /\S+\.eml/.exec(shown)?.[0] ?? ''
  expect(readFileSync(file, 'utf8')).toContain('Upgrade the plan.')
  stop.abort()
  await demo
})

test('The counts are shown by category, the most frequent first, and again only when they change.', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const demo = runDemo([], parts, stop.signal)
  await vi.waitFor(() => expect(shown).toContain('Ctrl-C stops'))
  vi.advanceTimersByTime(30_000)
  vi.useRealTimers()
  expect(shown.match(/41 answers, 14 errors: device_offline 12, permission 2/g)).toHaveLength(1)
  stop.abort()
  await demo
})

test('A log that is not there, or cannot be read, is told.', () => {
  const log = { source: 'mine', project: '', lines: 0, lagBytes: 0, lagSeconds: 0, lostBytes: {} }
  const files = { following: 0, finished: 0, unreadable: 0 }
  expect(countsText({ ...status, logs: [{ ...log, files }] })).toMatch(/; mine has no file yet$/)
  const unreadable = { ...files, unreadable: 1 }
  expect(countsText({ ...status, logs: [{ ...log, files: unreadable }] })).toMatch(
    /cannot be read$/,
  )
})

test('Paths given are tailed from their beginning, and nothing is written for them.', async () => {
  const demo = runDemo(['/var/log/mine.log'], parts, stop.signal)
  await vi.waitFor(() => expect(shown).toContain('tuyawatch reads your log'))
  expect(given?.logs).toMatchObject([{ paths: ['/var/log/mine.log'], startAt: 'beginning' }])
  stop.abort()
  await demo
  expect(shown).toContain(`stay in ${parts.folder}`)
  expect(readdirSync(parts.folder)).toEqual(['mails'])
})

test('The state is of this run only, and the default rules tell the inbox.', async () => {
  const demo = runDemo([], parts, stop.signal)
  await vi.waitFor(() => expect(given).toBeDefined())
  expect(given?.stateDir).toBe(join(parts.folder, 'state'))
  expect(given?.rules.length).toBeGreaterThan(3)
  expect(new Set(given?.rules.flatMap(({ notify }) => notify))).toEqual(new Set(['inbox']))
  stop.abort()
  await demo
})

test('An environment that spoils the configuration is told, and nothing runs.', async () => {
  const spoiled = { ...machine, environment: { TUYAWATCH_LISTEN: 'nonsense:port' } }
  const demo = await runDemo(['/x.log'], { ...parts, machine: spoiled }, stop.signal)
  expect(demo.ok).toBe(false)
  expect(given).toBeUndefined()
})

test('A port that is taken is told, and a free one is used.', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const taken = { ...machine, environment: { TUYAWATCH_LISTEN: `127.0.0.1:${port}` } }
  const demo = runDemo(['/x.log'], { ...parts, machine: taken }, stop.signal)
  await vi.waitFor(() => expect(given).toBeDefined())
  expect(shown).toContain(`Port ${port} is taken`)
  expect(given?.http.port).toBe(0)
  stop.abort()
  await demo
  other.close()
  await once(other, 'close')
  expect(await portOrFree({ host: '127.0.0.1', port })).toBe(port)
})

async function send(config: Config | undefined, mail: { subject: string; text: string }) {
  const receiver = config?.receivers[0]
  const email = receiver && 'email' in receiver ? receiver.email : undefined
  const transport = createTransport({ host: email?.smtp.host, port: email?.smtp.port })
  await transport.sendMail({ ...mail, from: email?.from, to: [...(email?.to ?? [])] })
  transport.close()
}
