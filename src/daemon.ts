import type { Logger } from 'pino'
import { type Assembly, assemble } from './assemble.ts'
import type { Outcome } from './engine.ts'
import type { MetricsSnapshot } from './metrics/snapshot.ts'
import { dueEntries } from './notify/outbox.ts'
import { type Circumstances, snapshotOf, statusOf } from './observe.ts'
import { outboxRemarks } from './observe-outbox.ts'
import { StartError } from './start-error.ts'
import type { Config } from './types/config.ts'
import { type Millis, SECOND } from './types/time.ts'
import { VERSION } from './version.ts'
import { createWaker } from './waker.ts'
import { listen } from './web/server.ts'
import type { StatusView } from './web/status.ts'

/** Every file is looked at this often, whatever the watcher says. */
const SWEEP_EVERY: Millis = SECOND

/** What is not durable yet is committed this soon, woken or not. */
const SETTLE_SOON: Millis = 20

export interface RunningDaemon {
  /** Without a slash at the end. */
  readonly url: string
  status(): StatusView
  /** Resolves when everything is saved. */
  close(): Promise<void>
}

/**
 * A running daemon: the tick loop around the engine, the watcher that wakes it, HTTP, deliveries. Throws `StartError`
 * when the state is in use, a catalog is wrong or the address is taken.
 */
export async function startDaemon(config: Config, logger: Logger): Promise<RunningDaemon> {
  const startedAt = Date.now()
  const waker = createWaker()
  const parts = assemble(config, logger, waker.wake)
  const scrapes = new Set<(snapshot: MetricsSnapshot) => void>()
  let last: Outcome = { more: false, settled: true, writable: true }
  let ticks = 0
  let stopping = false

  const here = (): Circumstances => ({
    ...parts.circumstances(),
    version: VERSION,
    startedAt,
    writable: last.writable,
  })
  const tick = createTick(parts, waker.takeHints)

  async function work(): Promise<void> {
    while (!stopping) {
      turn(false)
      await waker.sleep(pause(last))
    }
  }

  function turn(flush: boolean): void {
    const now = Date.now()
    last = tick(now, flush || scrapes.size > 0)
    ticks += 1
    if (!last.settled) return
    if (!stopping) parts.delivery.start(dueEntries(parts.state.outbox.values(), now))
    if (scrapes.size > 0) answer(scrapes, snapshotOf(parts.state, here(), now))
  }

  const web = await listen(config.http, {
    async metrics(format) {
      const { promise, resolve } = Promise.withResolvers<MetricsSnapshot>()
      scrapes.add(resolve)
      waker.wake()
      return parts.metrics.render(await promise, format)
    },
    ready: () => ({
      ready: ticks > 0,
      reasons: ticks > 0 ? [] : ['the first sweep is under way'],
      remarks: outboxRemarks(parts.state),
    }),
    status: () => statusOf(parts.state, here(), Date.now()),
    failed: (error, path) => logger.error({ error, path }, 'an HTTP answer failed'),
  })
  if (!web.ok) {
    parts.close()
    throw new StartError(web.message)
  }
  logger.info({ url: web.url, version: VERSION, stateDir: config.stateDir }, 'listening')
  const working = work()

  return {
    url: web.url,
    status: () => statusOf(parts.state, here(), Date.now()),
    async close() {
      stopping = true
      waker.wake()
      await working
      await parts.delivery.stop()
      turn(true)
      await web.close()
      parts.close()
      logger.info('stopped; everything is saved')
    },
  }
}

/** A backlog goes on at once; else the next sweep is at most a second away. */
function pause({ more, settled }: Outcome): Millis {
  if (more) return 0
  return settled ? SWEEP_EVERY : SETTLE_SOON
}

function answer(scrapes: Set<(snapshot: MetricsSnapshot) => void>, snapshot: MetricsSnapshot) {
  for (const resolve of scrapes) resolve(snapshot)
  scrapes.clear()
}

/** A tick with a sweep over everything once a second, and over the hinted paths in between. */
function createTick(
  { engine, delivery }: Assembly,
  takeHints: () => readonly string[],
): (now: Millis, flush: boolean) => Outcome {
  let sweptAt = Number.NEGATIVE_INFINITY
  return (now, flush) => {
    const hints = takeHints()
    const full = now - sweptAt >= SWEEP_EVERY || now < sweptAt
    if (full) sweptAt = now
    const deliveries = delivery.take()
    return engine.tick(now, { ...(!full && { hints }), deliveries, flush })
  }
}
