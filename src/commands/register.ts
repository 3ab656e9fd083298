import type { Command } from 'commander'
import { pino } from 'pino'
import { startDaemon } from '../daemon.ts'
import { registerCheck } from './check.ts'
import { registerDemo } from './demo.ts'
import { registerExplain } from './explain.ts'
import { registerExport } from './export.ts'
import { registerRun } from './run.ts'
import { registerScan } from './scan.ts'
import { registerTestAlert } from './test-alert.ts'

/** Every command, in the order in which a newcomer needs them. */
export function registerCommands(program: Command): void {
  registerDemo(program, { run: (config) => startDaemon(config, pino({ level: 'silent' })) })
  registerRun(program)
  registerScan(program)
  registerCheck(program)
  registerTestAlert(program)
  registerExplain(program)
  registerExport(program)
}
