import { readFileSync } from 'node:fs'
import type { Logger } from 'pino'
import { builtinCatalogFiles } from './catalog/builtin.ts'
import { loadCatalog } from './catalog/load.ts'
import { problemLine } from './config/problem-line.ts'
import { zeroSeries } from './count/zero.ts'
import { createEngine, type Engine } from './engine.ts'
import { createObserver } from './log.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { createDelivery, type DeliveryRun } from './notify/delivery.ts'
import { createMailer } from './notify/mailer.ts'
import { render } from './notify/render.ts'
import type { Circumstances } from './observe.ts'
import { zeroDeliveries } from './observe-outbox.ts'
import { CHUNK_BYTES_MIN } from './reading.ts'
import { stagesOf } from './stages.ts'
import { StartError } from './start-error.ts'
import { openStore, type Store } from './store/sqlite.ts'
import type { StoredState } from './store/state.ts'
import { receiveInput } from './tail/input.ts'
import { TAIL_BYTES } from './tail/limits.ts'
import { createTailer } from './tail/tailer.ts'
import { watchLogs } from './tail/watch.ts'
import type { Catalog } from './types/catalog.ts'
import type { Config } from './types/config.ts'
import { REVISION, VERSION } from './version.ts'

/** Bytes of a chunk: fits the processor's cache, and a full one always moves the reading point. */
const BUFFER_BYTES = Math.max(2 * 1_048_576, CHUNK_BYTES_MIN + TAIL_BYTES)

/** The daemon's parts, open and wired; `close` ends them in order. */
export interface Assembly {
  readonly state: StoredState
  readonly engine: Engine
  readonly delivery: DeliveryRun
  readonly metrics: Metrics
  circumstances(): Pick<Circumstances, 'config' | 'catalog' | 'watchMode' | 'files' | 'lastEvents'>
  close(): void
}

/** Opens what a daemon with this configuration needs. Throws `StartError` where it cannot be had. */
export function assemble(config: Config, logger: Logger, wake: (hint?: string) => void): Assembly {
  const catalog = catalogFor(config)
  const metrics = createMetrics({ version: VERSION, revision: REVISION })
  const store = timed(storeFor(config, logger), metrics)
  const { state } = store
  for (const key of [...zeroSeries(config.logs, catalog), ...zeroDeliveries(config.receivers)])
    if (!state.counters.has(key)) state.counters.set(key, 0)
  const tailer = createTailer({
    entries: config.logs,
    positions: state.files,
    wasMet: (entry) => state.logs.has(entry),
    newNumber: () => nextNumber(state),
    ...(readsInput(config) && { input: receiveInput(process.stdin, () => wake()) }),
  })
  const watcher = watchLogs(config.logs, wake, (problem) =>
    logger.warn({ problem }, 'watching for changes is limited; sweeping finds them a second later'),
  )
  const mailers = new Map(config.receivers.map((one) => [one.name, createMailer(one)]))
  const delivery = createDelivery(mailers, () => wake())
  const { observer, lastEvents } = createObserver(logger)
  const engine = createEngine({
    ...stagesOf(catalog),
    store,
    tailer,
    buffer: new Uint8Array(BUFFER_BYTES),
    logs: new Map(config.logs.map((log) => [log.name, log])),
    rules: config.rules,
    render: (notification) =>
      render(notification, { instance: config.instance, catalog, version: VERSION }),
    fallbacks: new Map(
      config.receivers.flatMap(({ name, fallback }) =>
        fallback === undefined ? [] : [[name, fallback] as const],
      ),
    ),
    chance: Math.random,
    observe: observer,
  })
  return {
    state,
    engine,
    delivery,
    metrics,
    circumstances: () => ({
      config,
      catalog,
      watchMode: watcher.mode,
      files: tailer.status(),
      lastEvents,
    }),
    close() {
      watcher.close()
      for (const mailer of mailers.values()) mailer.close()
      tailer.close()
      store.close()
    },
  }
}

function readsInput({ logs }: Config): boolean {
  return logs.some(({ paths }) => paths.includes('-'))
}

function catalogFor(config: Config): Catalog {
  const own = config.catalog.map((file) => ({ file, text: textOf(file) }))
  const catalog = loadCatalog([...builtinCatalogFiles(), ...own])
  if (catalog.ok) return catalog.value
  throw new StartError(catalog.problems.map(problemLine).join('\n'))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new StartError(`cannot read the catalog ${file}: ${String(error)}`)
  }
}

function storeFor({ stateDir }: Config, logger: Logger): Store {
  const opened = openStore(stateDir)
  if (!opened.ok) throw new StartError(opened.why)
  if (opened.setAside) {
    logger.error(
      opened.setAside,
      'the saved state could not be used and was set aside; counting begins anew',
    )
  }
  return opened.store
}

/** The same store, its commits measured. */
function timed(store: Store, metrics: Metrics): Store {
  return {
    ...store,
    get dirty() {
      return store.dirty
    },
    commit() {
      const begun = performance.now()
      const result = store.commit()
      metrics.observeCommit((performance.now() - begun) / 1_000)
      return result
    },
  }
}

/** A number that no file had before, also not before a restart: it commits with the position that bears it. */
function nextNumber({ numbers }: StoredState): number {
  const next = (numbers.get('file') ?? 0) + 1
  numbers.set('file', next)
  return next
}
