import { once } from 'node:events'
import { join } from 'node:path'
import type { Command } from 'commander'
import { type LoggerOptions, pino, stdTimeFunctions } from 'pino'
import { thisMachine } from '../config/machine.ts'
import { defaultStateDirectory } from '../config/state-directory.ts'
import { watchConfig } from '../config-watch.ts'
import { type RunningDaemon, startDaemon } from '../daemon.ts'
import type { ReceivedMail } from '../notify/inbox.ts'
import { inboxReceiver } from '../notify/inbox-receiver.ts'
import type { Plan } from '../plan.ts'
import { readPlan } from '../read-plan.ts'
import { StartError } from '../start-error.ts'
import type { Checked } from '../types/config.ts'
import { refuse } from './refuse.ts'
import { stopSignal } from './stop-signal.ts'

interface RunOptions {
  readonly config?: string
  readonly listen?: string
}

export function registerRun(program: Command): void {
  program
    .command('run')
    .description('The daemon: tails the logs, counts, serves /metrics, sends alerts')
    .argument(
      '[path...]',
      'without a configuration: files, patterns or - to tail with the default rules',
    )
    .option('-c, --config <file>', 'the configuration')
    .option('--listen <host:port>', 'address of /metrics and the status page')
    .action(run)
}

async function run(paths: readonly string[], options: RunOptions): Promise<void> {
  const { config: file } = options
  if ((file === undefined) === (paths.length === 0))
    return refuse(['give a configuration with -c FILE, or the paths of logs, not both'])
  if (file === undefined) await runPaths(paths, options)
  else await runFile(file, options)
}

async function runFile(file: string, options: RunOptions): Promise<void> {
  const read = () => readPlan({ file, ...overridesOf(options) })
  await serve(read(), read, (daemon) => {
    const reload = () => void daemon.reload()
    process.on('SIGHUP', reload)
    return watchConfig(file, reload)
  })
}

/** The default rules over these logs; the mails stay in a folder of the state directory and are told on the console. */
async function runPaths(paths: readonly string[], options: RunOptions): Promise<void> {
  // A daemon with a mail server of its own needs no code for one.
  const { createInbox } = await import('../notify/inbox.ts')
  const directory = join(defaultStateDirectory(thisMachine()), 'mails')
  const inbox = await createInbox({ directory, now: Date.now, onMail: tellMail })
  const receivers = [inboxReceiver(inbox)]
  await serve(readPlan({ paths, receivers, ...overridesOf(options) }))
  await inbox.close()
}

/** Runs until a signal says stop. `whileRunning` gives what is to be closed before the daemon. */
async function serve(
  reading: Promise<Checked<Plan>>,
  reread?: () => Promise<Checked<Plan>>,
  whileRunning?: (daemon: RunningDaemon) => { close(): void },
): Promise<void> {
  // From the first moment on: process 1 of a container does not even hear a signal that it has no handler for.
  // With a file to read again, a hang-up asks for that.
  const stop = reread ? stopSignal() : stopSignal('SIGHUP')
  const plan = await reading
  if (stop.aborted) return
  if (!plan.ok) return refuse(plan.problems)
  try {
    const daemon = await startDaemon(plan.value, pino(LOG_OPTIONS), reread)
    const beside = whileRunning?.(daemon)
    if (!stop.aborted) await Promise.race([once(stop, 'abort'), daemon.working])
    beside?.close()
    await daemon.close()
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    refuse(error.message.split('\n'))
  }
}

/** One JSON object a line on standard output; whose log it is, the container runtime knows. */
const LOG_OPTIONS: LoggerOptions = { base: null, timestamp: stdTimeFunctions.isoTime }

function tellMail({ subject, file }: ReceivedMail): void {
  console.error(`tuyawatch: mail: ${subject}\n  ${file}`)
}

function overridesOf({ listen }: RunOptions): { readonly listen?: string } {
  return listen === undefined ? {} : { listen }
}
