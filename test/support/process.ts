import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { samplesOf } from './samples.ts'

/** A tuyawatch process as a user starts it: the built program on this Node. */
export interface Daemon {
  readonly process: ChildProcess
  /** Everything it printed so far, both streams. */
  output(): string
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/**
 * @param input what is piped into it.
 * @param wrapper a program that becomes the daemon after it has changed its surroundings, such as `prlimit`.
 */
export function startTuyawatch(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  input: Readable = Readable.from([]),
  wrapper: readonly string[] = [],
): Daemon {
  const command = [...wrapper, process.execPath, '--enable-source-maps', 'dist/main.js', ...args]
  const [program = process.execPath, ...rest] = command
  const child = spawn(program, rest, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // A daemon that is killed leaves a broken pipe.
  child.stdin.on('error', () => {})
  input.pipe(child.stdin)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const ended = once(child, 'exit')
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return {
    process: child,
    output: () => output,
    async end(signal) {
      child.kill(signal)
      await ended
      return child.exitCode
    },
  }
}

/** Polls until the condition holds; a test that waits in vain says what it waited for. */
export async function until<T>(
  what: string,
  condition: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const value = await condition()
    if (value !== undefined && value !== false) return value
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** All samples of one scrape: series as printed -> value; undefined while nobody answers. */
export async function scrape(url: string): Promise<Map<string, number> | undefined> {
  try {
    const response = await fetch(`${url}/metrics`)
    return response.ok ? samplesOf(await response.text()) : undefined
  } catch {
    return undefined
  }
}

/** Sum over the series of one metric whose labels hold all of these. */
export function sumOf(
  samples: ReadonlyMap<string, number>,
  metric: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  const wanted = Object.entries(labels).map(([name, value]) => `${name}="${value}"`)
  return [...samples]
    .filter(([series]) => series.startsWith(`${metric}{`) || series === metric)
    .filter(([series]) => wanted.every((label) => series.includes(label)))
    .reduce((sum, [, value]) => sum + value, 0)
}
