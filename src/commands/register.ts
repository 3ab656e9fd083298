import type { Command } from 'commander'

/**
 * The commands, in the order in which a newcomer needs them. Each is loaded only when it is meant: a daemon of months
 * does not carry what `scan` needs, and `--help` is not kept waiting by the database.
 */
const COMMANDS: Readonly<Record<string, (program: Command) => Promise<void>>> = {
  demo: async (program) => (await import('./demo.ts')).registerDemo(program),
  run: async (program) => (await import('./run.ts')).registerRun(program),
  scan: async (program) => (await import('./scan.ts')).registerScan(program),
  backtest: async (program) => (await import('./backtest.ts')).registerBacktest(program),
  check: async (program) => (await import('./check.ts')).registerCheck(program),
  'test-alert': async (program) => (await import('./test-alert.ts')).registerTestAlert(program),
  silence: async (program) => (await import('./silence.ts')).registerSilence(program),
  explain: async (program) => (await import('./explain.ts')).registerExplain(program),
  export: async (program) => (await import('./export.ts')).registerExport(program),
}

/** Registers the command that the arguments name, or all where they name none: for the help and for suggestions. */
export async function registerCommands(program: Command, args: readonly string[]): Promise<void> {
  const [first = ''] = args
  const named = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined
  if (named) await named(program)
  else for (const register of Object.values(COMMANDS)) await register(program)
}
