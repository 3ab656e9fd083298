import { once } from 'node:events'
import { join } from 'node:path'
import { defaultConfig } from '../config/default-config.ts'
import type { Machine } from '../config/machine.ts'
import type { RunningDaemon } from '../daemon.ts'
import { createInbox, type Inbox, type ReceivedMail } from '../notify/inbox.ts'
import { inboxReceiver } from '../notify/inbox-receiver.ts'
import type { Paint } from '../scan/words.ts'
import type { Checked, Config } from '../types/config.ts'
import { type Millis, SECOND } from '../types/time.ts'
import { startApplication } from './application.ts'
import { portOrFree } from './port.ts'
import { countsText, introduction, mailLines, timedLine } from './view.ts'

/** The daemon as far as the demo has to do with it. */
export type WatchedDaemon = Pick<RunningDaemon, 'url' | 'status' | 'close'>

export interface DemoParts {
  readonly run: (config: Config) => Promise<WatchedDaemon>
  readonly machine: Machine
  /** New for each run; the state, the mails and the application's log are put there and stay. */
  readonly folder: string
  readonly write: (text: string) => unknown
  readonly paint: Paint
}

/** How often the application looks whether it has something to say. */
const APPLICATION_STEP: Millis = 100

/** How often the counts are shown, if they changed. */
const COUNTS_EVERY: Millis = 3 * SECOND

/**
 * The main job, to be watched: an application that logs (or the paths given), the daemon with its default rules, and a
 * mail server that keeps what arrives. Runs until `stop`. A configuration that the environment spoils is answered with
 * its problems.
 */
export async function runDemo(
  paths: readonly string[],
  parts: DemoParts,
  stop: AbortSignal,
): Promise<Checked<'stopped'>> {
  const { write, paint, folder } = parts
  const mails = join(folder, 'mails')
  await using closing = new AsyncDisposableStack()
  const inbox = await openInbox(mails, parts, closing)
  const logs = paths.length > 0 ? paths : [writtenLog(join(folder, 'log'), closing)]
  const config = await configFor(logs, inbox, parts)
  if (!config.ok) return config
  const daemon = await parts.run({ ...config.value, stateDir: join(folder, 'state') })
  closing.defer(() => daemon.close())
  write(introduction({ logs, own: paths.length > 0, mails, url: daemon.url }, paint))
  every(COUNTS_EVERY, showChanges(daemon, parts), closing)
  if (!stop.aborted) await once(stop, 'abort')
  write(`\nStopping. Mails, log and state stay in ${folder}\n`)
  return { ok: true, value: 'stopped' }
}

async function openInbox(
  directory: string,
  { write, paint }: DemoParts,
  closing: AsyncDisposableStack,
): Promise<Inbox> {
  const onMail = (mail: ReceivedMail) => void write(mailLines(mail, new Date(), paint))
  const inbox = await createInbox({ directory, now: Date.now, onMail })
  closing.defer(() => inbox.close())
  return inbox
}

/** The default configuration, whose rules tell the inbox, at a port that is free. */
async function configFor(
  logs: readonly string[],
  inbox: Inbox,
  { machine, write }: DemoParts,
): Promise<Checked<Config>> {
  const config = defaultConfig({ paths: logs, machine, receivers: [inboxReceiver(inbox)] })
  if (!config.ok) return config
  const { http } = config.value
  const port = await portOrFree(http)
  if (port !== http.port)
    write(`Port ${http.port} is taken by another program; using a free one.\n`)
  return { ok: true, value: { ...config.value, http: { ...http, port } } }
}

/** Starts the application; its log from now on. */
function writtenLog(folder: string, closing: AsyncDisposableStack): string {
  const application = startApplication({ folder, start: Date.now(), seed: STORY_SEED })
  closing.defer(() => application.close())
  every(APPLICATION_STEP, () => application.advance(Date.now()), closing)
  return application.path
}

const STORY_SEED = 1

/** Answers without an error are no news once there are some. */
function showChanges(daemon: WatchedDaemon, { write, paint }: DemoParts): () => void {
  let shown = ''
  return () => {
    const status = daemon.status()
    const news = countsText({ ...status, responses: Math.min(1, status.responses) })
    if (news === shown) return
    shown = news
    write(timedLine(countsText(status), status.now, paint))
  }
}

function every(step: Millis, act: () => void, closing: AsyncDisposableStack): void {
  const timer = setInterval(act, step)
  closing.defer(() => clearInterval(timer))
}
