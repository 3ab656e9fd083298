import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { failure, foreign, success } from '../support/answers.ts'
import { freePort } from '../support/port.ts'
import { until } from './bench-daemon.ts'

/**
 * npm run bench:memory -- [--seconds 300] [--lines 0]: what the daemon weighs over ten files with a little traffic and
 * scrapes, how it grows while millions of lines pass, and how soon it starts and ends.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '300' },
    lines: { type: 'string', default: '0' },
  },
})
const FILES = 10
const SCRAPE_EVERY_SECONDS = 15
/** Lines of one file before it is rotated away, and a moment for the reader between two. */
const LINES_A_FILE = 200_000
const SAMPLE_EVERY_FILES = 10
/** Milliseconds. */
const LOOK_EVERY = 10
const directory = mkdtempSync(join(tmpdir(), 'tuyawatch-memory-'))
const port = await freePort()
const config = configuration()
const begun = performance.now()
const daemon = spawn(process.execPath, ['dist/main.js', 'run', '-c', config], { stdio: 'ignore' })
const ended = once(daemon, 'exit')
try {
  await until('readiness', async () => (await get('/-/ready')) !== undefined, LOOK_EVERY)
  console.log(`ready after ${Math.round(performance.now() - begun)} ms`)
  for (let second = 0; second < Number(values.seconds); second += 1) {
    append(second % FILES, failure(second % 2 ? 1010 : 2001, 'token invalid', Date.now()))
    append(second % FILES, success(Date.now()))
    if (second % SCRAPE_EVERY_SECONDS === 0) await get('/metrics')
    await sleep(1_000)
  }
  console.log(`after ${values.seconds} s over ${FILES} files: ${told(resident())}`)
  if (Number(values.lines) > 0) await pass(Number(values.lines))
  const asked = performance.now()
  daemon.kill('SIGTERM')
  await ended
  console.log(`ended ${Math.round(performance.now() - asked)} ms after SIGTERM`)
} finally {
  daemon.kill('SIGKILL')
  await ended
  rmSync(directory, { recursive: true })
}

function configuration(): string {
  mkdirSync(join(directory, 'log'))
  for (let file = 0; file < FILES; file += 1) append(file, success(Date.now()))
  const file = join(directory, 'tuyawatch.yaml')
  writeFileSync(
    file,
    `state_dir: ${directory}/state
http: { listen: "127.0.0.1:${port}" }
logs: [{ name: app, path: "${directory}/log/*.log", start_at: beginning }]
receivers: [{ name: ops, email: { to: ops@example.com, from: tuyawatch@example.com, smtp: { host: 127.0.0.1, port: 9, tls: none } } }]
`,
  )
  return file
}

function append(file: number, line: string): void {
  appendFileSync(join(directory, 'log', `app-${file}.log`), `${line}\n`)
}

/** Lets so many lines pass, a file at a time, and prints the slope over the second half. */
async function pass(lines: number): Promise<void> {
  const samples: { readonly minute: number; readonly megabytes: number }[] = []
  const start = performance.now()
  for (let written = 0, file = 0; written < lines; written += LINES_A_FILE, file += 1) {
    const path = join(directory, 'log', `pass-${file}.log`)
    const before = await linesRead()
    writeFileSync(path, block())
    await until('the lines', async () => (await linesRead()) >= before + LINES_A_FILE, LOOK_EVERY)
    rmSync(path)
    if (file % SAMPLE_EVERY_FILES !== 0) continue
    const { anonymous, mapped } = resident()
    samples.push({ minute: (performance.now() - start) / 60_000, megabytes: anonymous + mapped })
  }
  const settled = samples.slice(Math.ceil(samples.length / 2))
  const minutes = (samples.at(-1)?.minute ?? 0).toFixed(1)
  console.log(
    `${lines} lines in ${minutes} min: ${told(resident())}, ${slope(settled)} MB a minute`,
  )
}

/** One answer among a hundred lines, one error among a thousand. */
function block(): string {
  const at = Date.now()
  return Array.from({ length: LINES_A_FILE }, (_, line) => {
    if (line % 1_000 === 0) return `${failure(2001, 'device is offline', at)}\n`
    return `${line % 100 === 0 ? success(at) : foreign(at)}\n`
  }).join('')
}

/** Least squares. */
function slope(samples: readonly { readonly minute: number; readonly megabytes: number }[]) {
  const mean = (of: 'minute' | 'megabytes') =>
    samples.reduce((sum, sample) => sum + sample[of], 0) / samples.length
  const [x, y] = [mean('minute'), mean('megabytes')]
  const up = samples.reduce((sum, { minute, megabytes }) => sum + (minute - x) * (megabytes - y), 0)
  const along = samples.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0)
  return (up / along).toFixed(2)
}

async function linesRead(): Promise<number> {
  const body = (await get('/metrics')) ?? ''
  return Number(/^tuyawatch_log_lines_total\{.* (\d+)$/m.exec(body)?.[1] ?? 0)
}

async function get(path: string): Promise<string | undefined> {
  return await fetch(`http://127.0.0.1:${port}${path}`).then(
    (response) => (response.ok ? response.text() : undefined),
    () => undefined,
  )
}

/** Linux: proc(5). Mapped pages are the program's own file, which the page cache holds anyway. */
function resident(): { readonly anonymous: number; readonly mapped: number } {
  const status = readFileSync(`/proc/${daemon.pid}/status`, 'utf8')
  const megabytes = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024
  return { anonymous: megabytes('RssAnon'), mapped: megabytes('RssFile') }
}

function told({ anonymous, mapped }: ReturnType<typeof resident>): string {
  const [all, own, file] = [anonymous + mapped, anonymous, mapped].map((one) => one.toFixed(0))
  return `RSS ${all} MB (${own} of its own, ${file} mapped from the program's file)`
}
