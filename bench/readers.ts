import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../test/support/port.ts'
import { samplesOf } from '../test/support/samples.ts'
import { type Run, runToEnd, runUntil } from './measure.ts'

/** Logs that are read together, and what a perfect reader finds in them. */
export interface Logs {
  readonly paths: readonly string[]
  readonly bytes: number
  readonly errors: number
}

export type Reader = (logs: Logs) => Promise<Run>

const MAIN = 'dist/main.js'

/** The report of all codes. Throws where it finds more errors or fewer than there are. */
export async function scan({ paths, errors }: Logs): Promise<Run> {
  const run = await runToEnd([process.execPath, MAIN, 'scan', ...paths])
  const [, found = '0'] = /and ([\d,]+) errors?/.exec(run.output) ?? []
  expectErrors('scan', Number(found.replaceAll(',', '')), errors)
  return run
}

/** The default rules over the log, at their thresholds, half and double: three replays. Throws as `scan` does. */
export async function backtest({ paths, errors }: Logs): Promise<Run> {
  const [first = ''] = paths
  const config = join(dirname(first), 'backtest.yaml')
  writeFileSync(config, `logs: [{ path: "${first}" }]\n`)
  const run = await runToEnd([process.execPath, MAIN, 'backtest', '-c', config, '--json', ...paths])
  const summary: unknown = JSON.parse(run.output.trim().split('\n').at(-1) ?? '')
  const found = typeof summary === 'object' && summary && 'errors' in summary ? summary.errors : 0
  expectErrors('backtest', Number(found), errors)
  return run
}

/** Catches up a backlog: from the start of the daemon until /metrics shows all of it, which a crash could not take back. */
export async function daemon({ paths, bytes, errors }: Logs): Promise<Run> {
  const [first = ''] = paths
  const directory = mkdtempSync(join(dirname(first), 'daemon-'))
  const port = await freePort()
  const config = join(directory, 'tuyawatch.yaml')
  const pattern = paths.length === 1 ? first : join(dirname(first), '*.log')
  writeFileSync(
    config,
    `state_dir: ${directory}/state
http: { listen: "127.0.0.1:${port}" }
logs: [{ name: app, path: "${pattern}", start_at: beginning }]
`,
  )
  try {
    const run = await runUntil([process.execPath, MAIN, 'run', '-c', config], async () => {
      await sleep(SCRAPE_EVERY_MS)
      const text = await scraped(port)
      return sum(text, 'tuyawatch_log_read_bytes_total') === bytes ? text : undefined
    })
    expectErrors('run', sum(run.output, 'tuya_errors_total'), errors)
    return run
  } finally {
    rmSync(directory, { recursive: true })
  }
}

const SCRAPE_EVERY_MS = 50

async function scraped(port: number): Promise<string> {
  return await fetch(`http://127.0.0.1:${port}/metrics`).then(
    (response) => response.text(),
    () => '',
  )
}

function sum(text: string, name: string): number {
  const values = [...samplesOf(text)].filter(([series]) => series.startsWith(`${name}{`))
  return values.reduce((total, [, value]) => total + value, 0)
}

function expectErrors(who: string, found: number, errors: number): void {
  if (found !== errors) throw new Error(`${who} found ${found} errors of ${errors}`)
}

/** Counts codes by a program as its users write them, from the start of the log to its end. */
export async function mtail({ paths }: Logs): Promise<Run> {
  const [first = ''] = paths
  const directory = join(dirname(first), 'mtail')
  mkdirSync(directory, { recursive: true })
  const program = join(directory, 'codes.mtail')
  writeFileSync(program, MTAIL_PROGRAM)
  const logs = paths.flatMap((path) => ['--logs', path])
  return await runToEnd([
    'mtail',
    '--one_shot',
    '--progs',
    program,
    ...logs,
    '--log_dir',
    directory,
  ])
}

const MTAIL_PROGRAM = `counter errors_total by code

/"code":\\s?(?P<code>\\d+)/ {
  errors_total[$code]++
}
`

/** Counts the lines that hold the word. */
export function ripgrep({ paths }: Logs): Promise<Run> {
  return runToEnd(['rg', '--count', '--ignore-case', '--include-zero', 'code', ...paths])
}

export function grep({ paths }: Logs): Promise<Run> {
  return runToEnd(['bash', '-c', 'LC_ALL=C grep -ci code "$@" || true', 'grep', ...paths])
}
