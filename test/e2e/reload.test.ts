import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failure } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { scrape, sumOf, until } from '../support/process.ts'
import { startRun } from './start.ts'

test('a reload takes up the new file, keeps the counts, and refuses a broken one while the old goes on', async () => {
  const directory = temporaryDirectory()
  const config = join(directory, 'tuyawatch.yaml')
  const write = (logs: string) =>
    writeFileSync(
      config,
      `state_dir: ${join(directory, 'state')}\nhttp: { listen: 127.0.0.1:0 }\nlogs: [${logs}]\n`,
    )
  const one = `{ name: one, path: ${directory}/one.log, start_at: beginning }`
  const two = `{ name: two, path: ${directory}/two.log, start_at: beginning }`
  const log = (name: string) => {
    const line = `${failure(2001, 'device is offline', Date.now())}\n`
    appendFileSync(join(directory, name), line)
  }
  log('one.log')
  log('two.log')
  write(one)
  const { daemon, url } = await startRun(config)
  const counts = async (samples = scrape(url)) => {
    const now = (await samples) ?? new Map()
    const of = (source: string) => sumOf(now, 'tuya_errors_total', { source })
    return [of('one'), of('two'), sumOf(now, 'tuyawatch_config_last_reload_successful')].join(' ')
  }
  await until('the first log', async () => (await counts()) === '1 0 1')

  write(`${one}, ${two}`)
  expect((await fetch(`${url}/-/reload`, { method: 'POST' })).status).toBe(200)
  await until('the second log', async () => (await counts()) === '1 1 1')

  write('{ nmae: broken }')
  daemon.process.kill('SIGHUP')
  await until('the refusal', async () => (await counts()) === '1 1 0')
  await until('its place in the log', () =>
    daemon.output().includes('tuyawatch.yaml:3:10: logs.0.nmae'),
  )
  const refused = await fetch(`${url}/-/reload`, { method: 'POST' })
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('the last good one goes on')
  log('one.log')
  await until('the old configuration at work', async () => (await counts()) === '2 1 0')

  write(two)
  await until('the file to be noticed without a signal', async () => {
    log('two.log')
    return (await counts()).endsWith(' 1')
  })
  const before = (await counts()).split(' ')[0]
  log('one.log')
  log('two.log')
  await until('only the second log', async () => Number((await counts()).split(' ')[1]) > 1)
  expect((await counts()).split(' ')[0]).toBe(before)
  expect(await daemon.end('SIGTERM')).toBe(0)
}, 60_000)
