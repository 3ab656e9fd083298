import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { until } from './process.ts'

/**
 * Starts Debian's Prometheus or Alertmanager on a free port of the loopback address; it ends with the test.
 * Both tell the port in the same words.
 */
export async function startServer(program: string, args: readonly string[]): Promise<string> {
  const child = spawn(program, [...args, '--web.listen-address=127.0.0.1:0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const port = await until(
    `${program} to listen`,
    () => /msg="Listening on" address=127\.0\.0\.1:(\d+)/.exec(output)?.[1],
  ).catch((error: Error) => {
    throw new Error(`${error.message}; it printed:\n${output}`)
  })
  const url = `http://127.0.0.1:${port}`
  await until(`${program} to be ready`, async () => (await fetch(`${url}/-/ready`)).ok)
  return url
}

/** Prometheus with this configuration, its data and its files in the directory. */
export function startPrometheus(directory: string, configuration: string): Promise<string> {
  const config = join(directory, 'prometheus.yml')
  writeFileSync(config, configuration)
  return startServer('prometheus', [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(directory, 'prometheus')}`,
  ])
}

/** The samples of an instant query: labels and value of each. */
export async function query(url: string, expr: string): Promise<readonly PromSample[]> {
  const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expr)}`)
  const { data, error } = (await response.json()) as QueryAnswer
  if (data === undefined) throw new Error(`${expr}: ${error}`)
  if (data.resultType === 'scalar') return [{ labels: {}, value: Number(data.result[1]) }]
  return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }))
}

export interface PromSample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

interface QueryAnswer {
  readonly error?: string
  readonly data?:
    | { readonly resultType: 'scalar'; readonly result: readonly [number, string] }
    | {
        readonly resultType: 'vector'
        readonly result: readonly {
          readonly metric: Readonly<Record<string, string>>
          readonly value: readonly [number, string]
        }[]
      }
}
