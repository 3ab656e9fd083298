import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { catalogOf } from './catalog/lookup.ts'
import type { Plan } from './plan.ts'
import type { Entry } from './types/catalog.ts'
import type { Checked, Config, Receiver } from './types/config.ts'

/** A configuration file, or paths to run the default rules over; with the flag `--listen`. */
export type PlanRequest = { readonly listen?: string } & (
  | { readonly file: string }
  | { readonly paths: readonly string[]; readonly receivers: readonly Receiver[] }
)

/** A plan as plain data. */
export type PlanReply = Checked<{ readonly config: Config; readonly entries: readonly Entry[] }>

/**
 * Reads and checks a configuration and its catalog in a process of their own, which ends with that: the readers of YAML
 * and the schemas are twice what the daemon itself needs, and memory that was theirs never goes back to the system.
 * Never rejects: a process that gives no answer is a problem, too.
 */
export async function readPlan(request: PlanRequest): Promise<Checked<Plan>> {
  const reader = fork(READER, {
    execArgv: [],
    serialization: 'advanced',
    // Standard input may be a log.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const reply = await replyOf(reader, request)
  if (!reply.ok) return reply
  const { config, entries } = reply.value
  return { ok: true, value: { config, catalog: catalogOf(entries) } }
}

/** Beside this file, in `src` and in `dist`. */
const READER = fileURLToPath(
  new URL(`./plan-reader${extname(import.meta.filename)}`, import.meta.url),
)

function replyOf(reader: ChildProcess, request: PlanRequest): Promise<PlanReply> {
  const { promise, resolve } = Promise.withResolvers<PlanReply>()
  // The other side of the channel is `plan-reader.ts`, which says what it sends.
  reader.once('message', (reply) => resolve(reply as PlanReply))
  reader.once('error', ({ message }) => resolve(unread(request, message)))
  reader.once('exit', (code, signal) => resolve(unread(request, signal ?? `exit code ${code}`)))
  reader.send(request, (error) => error && resolve(unread(request, error.message)))
  return promise
}

function unread(request: PlanRequest, why: string): PlanReply {
  const file = 'file' in request ? request.file : 'the default configuration'
  const message = `cannot be read: the process that checks it ended early (${why})`
  return { ok: false, problems: [{ file, path: '', message }] }
}
