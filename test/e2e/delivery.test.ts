import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { type FaultyRelay, startFaultyRelay } from '../notify/faulty-relay.ts'
import { startHttp } from '../notify/http-server.ts'
import { startRelay } from '../notify/relay.ts'
import { failure } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { freePort } from '../support/port.ts'
import { scrape, sumOf, until } from '../support/process.ts'
import { startRun } from './start.ts'

test('a process that is killed while the relay takes its mail sends the same mail again, and then no more', async () => {
  const relay = await startFaultyRelay()
  const { log, config } = write(`receivers: [${mailTo(relay.port)}]`)

  void relay.fail('hang before the answer')
  const first = await startRun(config)
  quotaError(log)
  await until('the mail at the relay', () => relay.taken.length === 1)
  await first.daemon.end('SIGKILL')

  const second = await startRun(config)
  await until('the mail again', () => relay.taken.length === 2)
  expect(relay.taken[1]).toBe(relay.taken[0])
  await until('an empty outbox', () => outboxOf(second.url, 0))
  await second.daemon.end('SIGKILL')

  const third = await startRun(config)
  await until('a scrape', () => outboxOf(third.url, 0))
  expect(await third.daemon.end('SIGTERM')).toBe(0)
  expect(relay.taken).toHaveLength(2)
}, 60_000)

test('a mail that a relay takes slowly outlives a reload: it is sent once, and counted', async () => {
  const held = Promise.withResolvers<void>()
  const mails: Buffer[] = []
  const relay = await startRelay({
    onData(stream, _session, answer) {
      void buffer(stream)
        .then((mail) => mails.push(mail))
        .then(() => held.promise)
        .then(() => answer())
    },
  })
  const { log, config } = write(`receivers: [${mailTo(relay.port)}]`)
  const { daemon, url } = await startRun(config)
  quotaError(log)
  await until('the mail at the relay', () => mails.length === 1)
  expect((await fetch(`${url}/-/reload`, { method: 'POST' })).status).toBe(200)
  expect(await outboxOf(url, 1)).toBe(true)
  held.resolve()
  await until('an empty outbox', () => outboxOf(url, 0))
  expect(mails).toHaveLength(1)
  const samples = await until('a scrape', () => scrape(url))
  expect(sumOf(samples, 'tuyawatch_notifications_total')).toBe(1)
  expect(await daemon.end('SIGTERM')).toBe(0)
}, 60_000)

test('the heartbeat waits for a relay that cannot be reached, and goes on when it is back; /-/ready stays ready and says so', async () => {
  const watcher = await startHttp()
  const port = await freePort()
  const { log, config } = write(
    `receivers: [${mailTo(port)}]\nheartbeat: { url: "${watcher.url}/beat", every: 1s }`,
  )
  const { daemon, url } = await startRun(config)
  quotaError(log)
  await until('a word on the heartbeat', () => daemon.output().includes('the heartbeat stops'))
  const ready = await until('the failure in /-/ready', async () => {
    const answer = await fetch(`${url}/-/ready`)
    const words = await answer.text()
    return words.includes('Receiver ops has failed since') && { status: answer.status, words }
  })
  expect(ready.status).toBe(200)
  expect(ready.words).toContain('ECONNREFUSED')
  const samples = await until('a scrape', () => scrape(url))
  expect(sumOf(samples, 'tuyawatch_receiver_up', { receiver: 'ops' })).toBe(0)
  expect(watcher.received).toEqual([])
  expect(await daemon.end('SIGTERM')).toBe(0)

  const relay = await startFaultyRelay()
  writeFileSync(
    config,
    configuration(
      log,
      `receivers: [${mailTo(relay.port)}]\nheartbeat: { url: "${watcher.url}/beat", every: 1s }`,
    ),
  )
  const second = await startRun(config)
  await until('two beats', () => watcher.received.length >= 2, 60_000)
  expect(relay.taken).toHaveLength(1)
  expect(await second.daemon.end('SIGTERM')).toBe(0)
}, 120_000)

function write(more: string): { readonly log: string; readonly config: string } {
  const directory = temporaryDirectory()
  const log = join(directory, 'app.log')
  const config = join(directory, 'tuyawatch.yaml')
  writeFileSync(log, '')
  writeFileSync(config, configuration(log, more))
  return { log, config }
}

function configuration(log: string, more: string): string {
  return `state_dir: ${join(log, '..', 'state')}
http: { listen: 127.0.0.1:0 }
logs: [{ name: app, path: "${log}" }]
${more}
`
}

function mailTo(port: FaultyRelay['port']): string {
  return `{ name: ops, email: { to: ops@example.com, from: tuyawatch@example.com, smtp: { host: 127.0.0.1, port: ${port}, tls: none } } }`
}

function quotaError(log: string): void {
  appendFileSync(
    log,
    `${failure(28841004, 'Your quota of Trial Edition is used up.', Date.now())}\n`,
  )
}

async function outboxOf(url: string, entries: number): Promise<boolean> {
  const samples = await scrape(url)
  return samples !== undefined && sumOf(samples, 'tuyawatch_outbox_entries') === entries
}
