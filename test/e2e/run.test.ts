import { appendFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { failure, foreign, success } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { scrape, sumOf, until } from '../support/process.ts'
import { startRun } from './start.ts'

test('a process counts, mails, survives rotation and SIGTERM, and finds its counts again', async () => {
  const directory = temporaryDirectory()
  const log = join(directory, 'app.log')
  const relay = await startRelay()
  const config = join(directory, 'tuyawatch.yaml')
  writeFileSync(config, configuration(directory, relay.port))
  writeFileSync(log, `${foreign(Date.now())}\n`)

  const first = await startRun(config)
  write(log, success(Date.now()), failure(28841004, QUOTA, Date.now()), foreign(Date.now()))
  await until('the first error', () => countOf(first.url, '28841004', 1))
  const mail = await until('the alert mail', () => relay.mails[0])
  expect(mail.subject).toContain('tuyawatch')
  expect(mail.text).toContain('28841004')
  expect(mail.html).toContain('28841004')
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')

  renameSync(log, `${log}.1`)
  appendFileSync(`${log}.1`, `${failure(2001, OFFLINE, Date.now())}\n`)
  write(log, failure(2001, OFFLINE, Date.now()), failure(1010, 'token invalid', Date.now()))
  await until('the errors on both sides of the rotation', () => countOf(first.url, '2001', 2))
  const before = await until('a scrape', () => scrape(first.url))
  expect(await first.daemon.end('SIGTERM')).toBe(0)

  write(log, failure(2001, OFFLINE, Date.now()))
  const second = await startRun(config)
  await until('the error written while it was down', () => countOf(second.url, '2001', 3))
  const after = await until('a scrape', () => scrape(second.url))
  for (const [series, value] of before) {
    if (series.startsWith('tuya_') && /_total/.test(series)) {
      expect(after.get(series), series).toBeGreaterThanOrEqual(value)
    }
  }
  expect(sumOf(after, 'tuya_errors_total')).toBe(5)
  expect(sumOf(after, 'tuya_responses_total')).toBe(6)
  expect(await second.daemon.end('SIGTERM')).toBe(0)
  expect(relay.mails, 'the quota incident was told once').toHaveLength(1)
}, 60_000)

const QUOTA = 'No permissions. Your quota of Trial Edition is used up.'
const OFFLINE = 'device is offline'

function configuration(directory: string, port: number): string {
  return `state_dir: ${join(directory, 'state')}
instance: test
http: { listen: 127.0.0.1:0 }
logs: [{ name: app, path: "${directory}/app.log*", project: eu }]
receivers:
  - name: ops
    email: { to: [ops@example.com], from: tuyawatch@example.com, smtp: { host: 127.0.0.1, port: ${port}, tls: none } }
`
}

async function countOf(url: string, code: string, count: number): Promise<boolean> {
  const samples = await scrape(url)
  return samples !== undefined && sumOf(samples, 'tuya_errors_total', { code }) === count
}

function write(path: string, ...lines: string[]): void {
  appendFileSync(path, lines.map((line) => `${line}\n`).join(''))
}

async function startRelay(): Promise<{ port: number; mails: ParsedMail[] }> {
  const mails: ParsedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        mails.push(mail)
        done()
      }, done)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const address = server.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the relay has no port')
  return { port: address.port, mails }
}
