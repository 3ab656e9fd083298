import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../support/port.ts'

/** A built daemon over `logs/*.log`, for measuring it. */
export interface BenchDaemon {
  readonly process: ChildProcess
  readonly logs: string
  /** All errors that a scrape shows; 0 while nobody answers. */
  errors(): Promise<number>
  /** Ends it and removes all files. */
  end(): Promise<void>
}

/** @param wrapper a program that becomes the daemon after it has changed its surroundings. */
export async function startBenchDaemon(wrapper: readonly string[] = []): Promise<BenchDaemon> {
  const directory = mkdtempSync(join(tmpdir(), 'tuyawatch-bench-'))
  const logs = join(directory, 'log')
  mkdirSync(logs)
  const port = await freePort()
  const config = join(directory, 'tuyawatch.yaml')
  writeFileSync(
    config,
    `state_dir: ${directory}/state
http: { listen: "127.0.0.1:${port}" }
logs: [{ name: app, path: "${logs}/*.log", start_at: beginning }]
`,
  )
  const [program = process.execPath, ...args] = [
    ...wrapper,
    ...[process.execPath, '--enable-source-maps', 'dist/main.js', 'run', '-c', config],
  ]
  const daemon = spawn(program, args, { stdio: 'ignore' })
  return {
    process: daemon,
    logs,
    errors: () => errorsAt(port),
    async end() {
      daemon.kill('SIGKILL')
      await once(daemon, 'exit')
      rmSync(directory, { recursive: true })
    },
  }
}

async function errorsAt(port: number): Promise<number> {
  const body = await fetch(`http://127.0.0.1:${port}/metrics`).then(
    (response) => response.text(),
    () => '',
  )
  const values = [...body.matchAll(/^tuya_errors_total\{.* (\d+)$/gm)]
  return values.reduce((sum, [, value]) => sum + Number(value), 0)
}

/** @param everyMs pause between two looks; 0 looks again at once. */
export async function until(
  what: string,
  condition: () => Promise<boolean>,
  everyMs = 200,
): Promise<void> {
  const end = Date.now() + 120_000
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    if (everyMs > 0) await sleep(everyMs)
  }
}
