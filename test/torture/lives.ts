import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../src/demo/random.ts'
import type { Subject } from './subject.ts'

/** How a life ends. */
export const ENDS = ['SIGKILL', 'SIGTERM', 'SIGTERM, then SIGKILL'] as const
export type End = (typeof ENDS)[number]

/** One process of the subject. */
export interface Life {
  /** Everything that it printed. */
  output(): string
  /** Rejects if a process that was asked to stop did not, or ended by itself before. */
  end(how: End): Promise<void>
}

/** @param log where all that the lives print is kept. */
export function begin({ command: [program, ...args] }: Subject, log: string, random: Random): Life {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_KEPT)
      appendFileSync(log, text)
    })
  return {
    output: () => output,
    async end(how) {
      if (child.exitCode !== null) throw new Error(`it ended by itself:\n${output}`)
      child.kill(how === 'SIGKILL' ? 'SIGKILL' : 'SIGTERM')
      if (how === 'SIGTERM, then SIGKILL') {
        await sleep(random.between(0, BETWEEN_SIGNALS_MAX))
        child.kill('SIGKILL')
      }
      await withPatience(child, ended)
    },
  }
}

const OUTPUT_KEPT = 10_000
/** Milliseconds: a stop takes some tens. */
const BETWEEN_SIGNALS_MAX = 60
const STOP_TIMEOUT = 15_000

async function withPatience(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT)
  await ended
  clearTimeout(late)
}
