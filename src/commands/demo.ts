import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { thisMachine } from '../config/machine.ts'
import { problemLine } from '../config/problem-line.ts'
import { type DemoParts, runDemo } from '../demo/demo.ts'
import { endOnBrokenPipe, paintFor } from '../scan/terminal.ts'
import { StartError } from '../start-error.ts'
import { EXIT_USAGE } from './exit.ts'
import { stopSignal } from './stop-signal.ts'

/** `run` starts the daemon. */
export function registerDemo(program: Command, { run }: Pick<DemoParts, 'run'>): void {
  program
    .command('demo')
    .description('Watch it work: an application that logs, the default rules, a mail server')
    .argument('[path...]', 'logs to tail instead of the application’s: files, patterns, or -')
    .action((paths: readonly string[]) => demo(paths, run))
}

async function demo(paths: readonly string[], run: DemoParts['run']): Promise<void> {
  const { stdout } = process
  endOnBrokenPipe(stdout)
  const parts: DemoParts = {
    run,
    machine: thisMachine(),
    folder: mkdtempSync(join(tmpdir(), 'tuyawatch-demo-')),
    write: (text) => stdout.write(text),
    paint: paintFor(stdout),
  }
  try {
    const ended = await runDemo(paths, parts, stopSignal())
    if (!ended.ok) refuse(ended.problems.map(problemLine))
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    refuse([error.message])
  }
}

function refuse(problems: readonly string[]): void {
  for (const problem of problems) console.error(`tuyawatch: ${problem}`)
  process.exitCode = EXIT_USAGE
}
