import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { failure } from '../support/answers.ts'
import { startBenchDaemon, until } from './bench-daemon.ts'

/**
 * npm run bench:latency -- [--lines 300]: from an appended line to the first scrape that shows it, scraping all the
 * while; with events, and in a user namespace without any inotify watch, where only sweeps find it.
 */
const { values } = parseArgs({ options: { lines: { type: 'string', default: '300' } } })
const lines = Number(values.lines)
const NO_WATCHES = 'echo 0 > /proc/sys/user/max_inotify_watches; exec "$0" "$@"'
/** Milliseconds between two lines: any moment between two sweeps is met. */
const PAUSE_MAX = 150

console.log(await measure('events', lines))
console.log(
  await measure('sweeps only', Math.ceil(lines / 10), [
    'unshare',
    '-U',
    '-r',
    'sh',
    '-c',
    NO_WATCHES,
  ]),
)

async function measure(
  name: string,
  samples: number,
  wrapper?: readonly string[],
): Promise<string> {
  const daemon = await startBenchDaemon(wrapper)
  try {
    const log = join(daemon.logs, 'app.log')
    appendFileSync(log, line())
    await until('the first line', async () => (await daemon.errors()) === 1)
    const times: number[] = []
    for (let sample = 0; sample < samples; sample += 1) {
      await sleep(Math.random() * PAUSE_MAX)
      const written = performance.now()
      appendFileSync(log, line())
      await until('the line', async () => (await daemon.errors()) === sample + 2, 0)
      times.push(performance.now() - written)
    }
    return `${name}: ${quantiles(times)} (${samples} lines)`
  } finally {
    await daemon.end()
  }
}

function line(): string {
  return `${failure(2001, 'device is offline', Date.now())}\n`
}

function quantiles(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
  return [0.5, 0.99, 1].map((part) => `p${part * 100} ${at(part)?.toFixed(1)} ms`).join(', ')
}
