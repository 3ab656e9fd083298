import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failure } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { scrape, startTuyawatch, sumOf, until } from '../support/process.ts'
import { startRun } from './start.ts'

test('a broken configuration stops at the start with exit 2 and all its problems', async () => {
  const directory = temporaryDirectory()
  const config = join(directory, 'tuyawatch.yaml')
  writeFileSync(config, 'logs: [{ pth: /x.log }]\nrules: [{ name: a, count: ten, window: 5 }]\n')
  const daemon = startTuyawatch(['run', '-c', config])
  await until('the end', () => daemon.process.exitCode !== null)
  expect(daemon.process.exitCode).toBe(2)
  expect(daemon.output()).toContain('tuyawatch.yaml:1:10: logs.0.pth')
  expect(daemon.output()).toContain('tuyawatch.yaml:2:27: rules.0.count')
  expect(daemon.output()).toContain('tuyawatch.yaml:2:40: rules.0.window')
})

test('what cannot be read is said once and counted, and the daemon goes on', async () => {
  const directory = temporaryDirectory()
  const logs = join(directory, 'log')
  const config = join(directory, 'tuyawatch.yaml')
  mkdirSync(join(logs, 'folder.log'), { recursive: true })
  writeFileSync(
    config,
    `state_dir: ${join(directory, 'state')}
http: { listen: 127.0.0.1:0 }
logs:
  - { name: app, path: ["${logs}/*.log", "${directory}/nowhere/*.log"], start_at: beginning }
`,
  )
  writeFileSync(
    join(logs, 'binary.log'),
    Buffer.from(Array.from({ length: 100_000 }, (_, n) => (n * 97) % 256)),
  )
  writeFileSync(join(logs, 'long.log'), 'x'.repeat(100_000_000))
  appendFileSync(join(logs, 'long.log'), `\n${failure(2001, 'device is offline', Date.now())}\n`)
  writeFileSync(join(logs, 'good.log'), `${failure(1010, 'token invalid', Date.now())}\n`)

  const { daemon, url } = await startRun(config)
  const samples = await until('both errors', async () => {
    const now = await scrape(url)
    return now && sumOf(now, 'tuya_errors_total') === 2 ? now : undefined
  })
  expect(
    sumOf(samples, 'tuyawatch_log_lost_bytes_total', { reason: 'line_too_long' }),
  ).toBeGreaterThanOrEqual(100_000_000)
  expect(sumOf(samples, 'tuyawatch_log_lag_bytes')).toBeLessThan(100_000)
  const status = await (await fetch(`${url}/api/v1/status`)).json()
  expect(status).toMatchObject({
    logs: [{ source: 'app', lostBytes: { line_too_long: expect.any(Number) } }],
  })
  await until('the alert about it', async () => {
    const now = (await scrape(url)) ?? new Map()
    return sumOf(now, 'tuyawatch_alerts', { rule: 'log-loss', state: 'firing' }) === 1
  })
  expect(await daemon.end('SIGTERM')).toBe(0)
  expect(daemon.output().match(/folder\.log/g)).toHaveLength(1)
}, 60_000)
