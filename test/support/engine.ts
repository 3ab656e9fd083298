import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { builtinCatalogFiles } from '../../src/catalog/builtin.ts'
import { loadCatalog } from '../../src/catalog/load.ts'
import { createEngine, type Observer, type Outcome } from '../../src/engine.ts'
import { render } from '../../src/notify/render.ts'
import { stagesOf } from '../../src/stages.ts'
import { openStore, type Store } from '../../src/store/sqlite.ts'
import type { StoredState } from '../../src/store/state.ts'
import { createTailer } from '../../src/tail/tailer.ts'
import type { LogEntry } from '../../src/types/config.ts'
import type { Policy } from '../../src/types/noise.ts'
import type { Delivery } from '../../src/types/outbox.ts'
import type { Rule } from '../../src/types/rule.ts'
import type { Millis } from '../../src/types/time.ts'

const loaded = loadCatalog(builtinCatalogFiles())
if (!loaded.ok) throw new Error('the catalog that comes with tuyawatch is wrong')
export const catalog = loaded.value

/** The real engine over real files and a real store, its clock in the test's hand. */
export interface RunningEngine {
  readonly state: StoredState
  tick(now: Millis, flush?: boolean, deliveries?: readonly Delivery[]): Outcome
  /** Nothing more is saved, as after kill -9. */
  crash(): void
}

/** Logs are `directory/log/*.log*`, the state is in `directory/state`. */
export function startEngine(
  directory: string,
  rules: readonly Rule[],
  observe: Partial<Observer> = {},
  policy?: Policy,
  handled: (store: Store) => Store = (store) => store,
): RunningEngine {
  const log = logEntry(directory)
  mkdirSync(join(directory, 'log'), { recursive: true })
  const opened = openStore(join(directory, 'state'))
  if (!opened.ok) throw new Error(opened.why)
  const store = handled(opened.store)
  const { state } = store
  const tailer = createTailer({
    entries: [log],
    positions: state.files,
    wasMet: (entry) => state.logs.has(entry),
    newNumber() {
      const next = (state.numbers.get('file') ?? 0) + 1
      state.numbers.set('file', next)
      return next
    },
  })
  const engine = createEngine({
    ...stagesOf(catalog),
    store,
    tailer,
    logs: new Map([[log.name, log]]),
    rules,
    render: (notification) => render(notification, { instance: 'test', catalog, version: '0' }),
    chance: () => 0.5,
    observe: { ...DEAF, ...observe },
    ...(policy && { policy }),
  })
  return {
    state,
    tick: (now, flush = false, deliveries = []) => engine.tick(now, { deliveries, flush }),
    crash() {
      tailer.close()
      store.close()
    },
  }
}

export function logEntry(directory: string): LogEntry {
  return {
    name: 'app',
    paths: [join(directory, 'log', '*.log*')],
    exclude: [],
    startAt: 'beginning',
    format: 'auto',
    timezone: 'UTC',
    project: 'eu',
  }
}

const DEAF: Observer = {
  swept() {},
  seen() {},
  lost() {},
  changed() {},
  posted() {},
  delivered() {},
  tookOver() {},
  committed() {},
}
