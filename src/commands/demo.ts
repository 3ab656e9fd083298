import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { pino } from 'pino'
import { thisMachine } from '../config/machine.ts'
import { startDaemon } from '../daemon.ts'
import { type DemoParts, runDemo } from '../demo/demo.ts'
import { type Plan, planFor } from '../plan.ts'
import { endOnBrokenPipe, paintFor } from '../scan/terminal.ts'
import { StartError } from '../start-error.ts'
import type { Config } from '../types/config.ts'
import { refuse } from './refuse.ts'
import { stopSignal } from './stop-signal.ts'

export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('Watch it work: an application that logs, the default rules, a mail server')
    .argument('[path...]', 'logs to tail instead of the application’s: files, patterns, or -')
    .action(demo)
}

async function demo(paths: readonly string[]): Promise<void> {
  const { stdout } = process
  endOnBrokenPipe(stdout)
  const parts: DemoParts = {
    run: async (config) => startDaemon(planOf(config), pino({ level: 'silent' })),
    machine: thisMachine(),
    folder: mkdtempSync(join(tmpdir(), 'tuyawatch-demo-')),
    write: (text) => stdout.write(text),
    paint: paintFor(stdout),
  }
  try {
    const ended = await runDemo(paths, parts, stopSignal('SIGHUP'))
    if (!ended.ok) refuse(ended.problems)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    refuse([error.message])
  }
}

function planOf(config: Config): Plan {
  const plan = planFor(config)
  assert(plan.ok, 'the catalog that comes with tuyawatch is right')
  return plan.value
}
