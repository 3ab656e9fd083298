#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { EXIT_BUG, EXIT_USAGE } from './commands/exit.ts'
import { registerCommands } from './commands/register.ts'
import { becomeLean } from './lean.ts'
import { VERSION } from './version.ts'

/** argv -> command -> exit code. */
async function main(argv: readonly string[]): Promise<void> {
  // The one command that runs for months beside what matters more.
  if (argv[2] === 'run') becomeLean()
  const program = new Command('tuyawatch')
    .description('Watches logs for Tuya Cloud response codes, counts them and mails who must act')
    .version(VERSION)
    .showHelpAfterError('(run with --help to see what can be given)')
    .exitOverride()
  await registerCommands(program, argv.slice(2))
  await program.parseAsync(argv)
}

try {
  await main(process.argv)
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE
  } else {
    console.error('tuyawatch stopped on a bug; please report it with these lines:')
    console.error(error)
    // Not only the exit code: sockets and timers of what broke would keep the process alive.
    process.exit(EXIT_BUG)
  }
}
