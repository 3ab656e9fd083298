import type { Logger } from 'pino'
import { createObserver, type ObserverParts } from './log.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { StartError } from './start-error.ts'
import { openStore, type Store } from './store/sqlite.ts'
import { REVISION, VERSION } from './version.ts'

/** What a daemon keeps from its start to its end, whatever its configuration becomes. */
export interface Foundation extends ObserverParts {
  readonly store: Store
  readonly metrics: Metrics
  readonly logger: Logger
}

/** Opens the state. Throws `StartError` where it cannot be had, in use by another daemon for instance. */
export function layFoundation(stateDir: string, logger: Logger): Foundation {
  const metrics = createMetrics({ version: VERSION, revision: REVISION })
  const store = timed(storeIn(stateDir, logger), metrics)
  return { store, metrics, logger, ...createObserver(logger) }
}

function storeIn(stateDir: string, logger: Logger): Store {
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
