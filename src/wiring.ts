import { zeroSeries } from './count/zero.ts'
import { createEngine, type Engine } from './engine.ts'
import type { Foundation } from './foundation.ts'
import { startHeartbeat } from './heartbeat.ts'
import type { RenderContext } from './notify/context.ts'
import type { OwnedSender } from './notify/delivery.ts'
import { triedAnew } from './notify/failing.ts'
import { render } from './notify/render.ts'
import { createSender, probeAll } from './notify/sender.ts'
import type { Circumstances } from './observe.ts'
import { outboxRemarks, zeroDeliveries } from './observe-outbox.ts'
import type { Plan } from './plan.ts'
import { policyOf } from './policy.ts'
import { stagesOf } from './stages.ts'
import type { StoredState } from './store/state.ts'
import { receiveInput } from './tail/input.ts'
import { createTailer, type FileStatus, type Orphans } from './tail/tailer.ts'
import { watchLogs } from './tail/watch.ts'
import type { Config } from './types/config.ts'
import type { Millis } from './types/time.ts'
import { VERSION } from './version.ts'
import { postWeekly } from './weekly.ts'

/** What the parts ask of the daemon that runs them. */
export interface DaemonPorts {
  readonly wake: (hint?: string) => void
  /** Why it does not read and save as it should; none: it does. */
  readonly troubles: () => readonly string[]
}

/** All that a configuration decides, running. A reload closes one and wires the next over the same foundation. */
export interface Wiring {
  readonly engine: Engine
  /** By receiver; whoever takes them up closes them. */
  readonly senders: ReadonlyMap<string, OwnedSender>
  /** Does what the calendar asks for, before a tick. */
  routine(now: Millis): void
  circumstances(): Pick<
    Circumstances,
    'config' | 'catalog' | 'watchMode' | 'files' | 'logTimeOf' | 'lastEvents'
  >
  close(): void
  /** Closes all but the log files that have no name left, for the next wiring. */
  handOver(): Orphans
}

export function wire(
  { config, catalog }: Plan,
  { store, observer, lastEvents, logger }: Foundation,
  { wake, troubles }: DaemonPorts,
  orphans: Orphans = [],
): Wiring {
  const { state } = store
  const closing = new AbortController()
  for (const key of [...zeroSeries(config.logs, catalog), ...zeroDeliveries(config.receivers)])
    if (!state.counters.has(key)) state.counters.set(key, 0)
  for (const entry of triedAnew(state.outbox.values(), Date.now()))
    state.outbox.set(entry.id, entry)
  const tailer = createTailer({
    entries: config.logs,
    positions: state.files,
    wasMet: (entry) => state.logs.has(entry),
    newNumber: () => nextNumber(state),
    wake: () => wake(),
    orphans,
    ...(readsInput(config) && { input: receiveInput(process.stdin, () => wake()) }),
  })
  const watcher = watchLogs(config.logs, wake, (problem) =>
    logger.warn({ problem }, 'watching for changes is limited; sweeping finds them a second later'),
  )
  const senders = new Map(config.receivers.map((one) => [one.name, createSender(one, Date.now)]))
  const context: RenderContext = {
    instance: config.instance,
    catalog,
    version: VERSION,
    mask: config.mask,
    ...(config.http.externalUrl !== undefined && { statusUrl: config.http.externalUrl }),
  }
  const engine = createEngine({
    ...stagesOf(catalog),
    store,
    tailer,
    logs: new Map(config.logs.map((log) => [log.name, log])),
    rules: config.rules,
    policy: policyOf(config, catalog),
    render: (notification) => render(notification, context),
    fallbacks: new Map(
      config.receivers.flatMap(({ name, fallback }) =>
        fallback === undefined ? [] : [[name, fallback] as const],
      ),
    ),
    chance: Math.random,
    observe: observer,
  })
  if (config.heartbeat)
    startHeartbeat(
      config.heartbeat,
      {
        troubles: () => [
          ...troubles(),
          ...unreadable(tailer.status()),
          ...outboxRemarks(state, config.receivers, Date.now()),
        ],
        probe: () => probeAll(senders),
        logger,
      },
      closing.signal,
    )
  function closeOthers(): void {
    closing.abort()
    watcher.close()
  }
  return {
    engine,
    senders,
    routine(now) {
      if (config.weekly === undefined) return
      const { length } = tailer.status().filter(({ state }) => state === 'following')
      for (const { id, receiver, kind } of postWeekly(state, config.weekly, context, length, now))
        logger.info({ id, receiver, kind }, 'notification')
    },
    circumstances: () => ({
      config,
      catalog,
      watchMode: watcher.mode,
      files: tailer.status(),
      logTimeOf: engine.logTimeOf,
      lastEvents,
    }),
    close() {
      closeOthers()
      tailer.close()
    },
    handOver() {
      closeOthers()
      return tailer.handOver()
    },
  }
}

/** What standard input gave is gone once it was read: it can be taken up only once. */
export function readsInput({ logs }: Config): boolean {
  return logs.some(({ paths }) => paths.includes('-'))
}

function unreadable(files: readonly FileStatus[]): string[] {
  return files.flatMap(({ path, state }) =>
    state === 'unreadable' ? `${path} cannot be read` : [],
  )
}

/** A number that no file had before, also not before a restart: it commits with the position that bears it. */
function nextNumber({ numbers }: StoredState): number {
  const next = (numbers.get('file') ?? 0) + 1
  numbers.set('file', next)
  return next
}
