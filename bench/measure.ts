import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What one run of a command cost. */
export interface Cost {
  /** Of all its threads, in the program and in the kernel. */
  readonly processorSeconds: number
  /** The most memory that it held at once. */
  readonly peakMegabytes: number
}

export interface Run extends Cost {
  readonly output: string
}

/** The run of median processor time, which other processes disturb least. */
export async function medianRun(times: number, run: () => Promise<Run>): Promise<Run> {
  const runs: Run[] = []
  while (runs.length < times) runs.push(await run())
  const median = runs.toSorted((a, b) => a.processorSeconds - b.processorSeconds)[times >> 1]
  if (median === undefined) throw new Error('no run at all')
  return median
}

/** From the start of a command to its end, measured by GNU time. Throws where it fails. */
export async function runToEnd(command: readonly string[]): Promise<Run> {
  const directory = mkdtempSync(join(tmpdir(), 'tuyawatch-time-'))
  const cost = join(directory, 'cost')
  try {
    const child = spawn(TIME, ['-f', '%U %S %M', '-o', cost, ...command], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const output = await textOf(child)
    if (child.exitCode !== 0) throw new Error(`${command[0]} ended with ${child.exitCode}`)
    const [user = 0, system = 0, kibibytes = 0] = readFileSync(cost, 'utf8').split(' ').map(Number)
    return {
      processorSeconds: user + system,
      peakMegabytes: kibibytes / 1_024,
      output,
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

const TIME = '/usr/bin/time'

/** From the start of a command until it has done what is asked of it; then it is ended. */
export async function runUntil(
  [program = '', ...args]: readonly string[],
  done: () => Promise<string | undefined>,
): Promise<Run> {
  const child = spawn(program, args, { stdio: 'ignore' })
  try {
    for (;;) {
      const output = await done()
      if (output !== undefined) return { ...costSoFar(child), output }
      if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`)
    }
  } finally {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
}

export function isMissing(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined
}

async function textOf(child: ChildProcess): Promise<string> {
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  await once(child, 'close')
  return text
}

/** Linux: fields 14 and 15 of proc(5)'s stat, in hundredths of a second; the mark of the highest memory. */
function costSoFar({ pid }: ChildProcess): Pick<Cost, 'processorSeconds' | 'peakMegabytes'> {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return {
    processorSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
    peakMegabytes: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024,
  }
}
