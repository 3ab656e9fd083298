import { appendFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failure, foreign } from '../support/answers.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { scrape, sumOf, until } from '../support/process.ts'
import { startRun } from './start.ts'

/** Enough to meet several moments of the tick; the long run is not a unit test. */
const KILLS = 6

test('over kill -9 and rotations no error is lost or counted twice, and no series decreases', async () => {
  const directory = temporaryDirectory()
  const log = join(directory, 'app.log')
  const config = join(directory, 'tuyawatch.yaml')
  writeFileSync(
    config,
    `state_dir: ${join(directory, 'state')}
http: { listen: 127.0.0.1:0 }
logs: [{ name: app, path: "${log}*", start_at: beginning }]
`,
  )
  const writer = startWriter(log)
  const shown = new Map<string, number>()
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { daemon, url } = await startRun(config)
    const begun = sumOf(shown, 'tuya_errors_total')
    await until('more errors', async () => {
      neverLess(shown, await scrape(url))
      return sumOf(shown, 'tuya_errors_total') > begun + 20
    })
    expect(await daemon.end('SIGKILL')).toBe(null)
  }
  const written = writer.stop()
  const { daemon, url } = await startRun(config)
  const isAllShown = async () => {
    neverLess(shown, await scrape(url))
    return (
      sumOf(shown, 'tuyawatch_log_lag_bytes') === 0 && sumOf(shown, 'tuya_errors_total') >= written
    )
  }
  // A busy machine may take its time; what is lost never comes.
  await until('everything that was written', isAllShown, 60_000)
  expect(sumOf(shown, 'tuya_errors_total')).toBe(written)
  expect(await daemon.end('SIGTERM')).toBe(0)
}, 180_000)

/** An application that logs without pause; every fourth error has neither tid nor t, so that nothing hides a double. */
function startWriter(log: string): { stop(): number } {
  let written = 0
  let steps = 0
  const timer = setInterval(() => {
    const now = Date.now()
    steps += 1
    written += 2
    const bare = `${new Date(now).toISOString()} WARN [TuyaPlatform] Login failed. code=1106, msg=permission deny\n`
    const full = `${failure(2001, 'device is offline', now)}\n`
    const text = `${foreign(now)}\n${steps % 2 === 0 ? bare : full}${full.replace(/"tid":"./, '"tid":"f')}`
    const half = Math.floor(text.length / 2)
    appendFileSync(log, text.slice(0, half))
    appendFileSync(log, text.slice(half))
    if (steps % 40 === 0) renameSync(log, `${log}.${steps}`)
  }, 10)
  return {
    stop() {
      clearInterval(timer)
      return written
    },
  }
}

function neverLess(shown: Map<string, number>, samples: Map<string, number> | undefined): void {
  for (const [series, value] of samples ?? []) {
    if (/^tuya.*_total/.test(series))
      expect(value, series).toBeGreaterThanOrEqual(shown.get(series) ?? 0)
    shown.set(series, value)
  }
}
