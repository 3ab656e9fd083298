import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { thisMachine } from '../config/machine.ts'
import { type DemoParts, runDemo } from '../demo/demo.ts'
import { endOnBrokenPipe, paintFor } from '../scan/terminal.ts'
import { EXIT_USAGE } from './exit.ts'

/** `run` starts the daemon. */
export function registerDemo(program: Command, { run }: Pick<DemoParts, 'run'>): void {
  program
    .command('demo')
    .description('Watch it work: an application that logs, the default rules, a mail server')
    .argument('[path...]', 'logs to tail instead of the application’s: files, patterns, or -')
    .action(async (paths: readonly string[]) => {
      const { stdout } = process
      endOnBrokenPipe(stdout)
      const write = (text: string) => stdout.write(text)
      const folder = mkdtempSync(join(tmpdir(), 'tuyawatch-demo-'))
      const parts = { run, machine: thisMachine(), folder, write, paint: paintFor(stdout) }
      const demo = await runDemo(paths, parts, stopSignal())
      if (demo.ok) return
      for (const { message } of demo.problems) console.error(`tuyawatch: ${message}`)
      process.exitCode = EXIT_USAGE
    })
}

/** Ctrl-C and the like stop it in order; a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.once('SIGTERM', () => stop.abort())
  return stop.signal
}
