import type { Logger } from 'pino'
import type { Outcome } from './engine.ts'
import { type Foundation, layFoundation } from './foundation.ts'
import type { MetricsSnapshot } from './metrics/snapshot.ts'
import { createDelivery } from './notify/delivery.ts'
import { dueEntries } from './notify/outbox.ts'
import { type Circumstances, snapshotOf, statusOf } from './observe.ts'
import { outboxRemarks } from './observe-outbox.ts'
import { eventViews } from './observe-recent.ts'
import { ruleView } from './observe-rule.ts'
import type { Plan } from './plan.ts'
import { type Reloads, replan } from './reload.ts'
import { addSilence, expireSilence, listSilences } from './silencing.ts'
import { StartError } from './start-error.ts'
import type { Checked, Config } from './types/config.ts'
import { type Millis, SECOND } from './types/time.ts'
import { VERSION } from './version.ts'
import { createWaker } from './waker.ts'
import { OPEN, type WebSettings } from './web/access.ts'
import type { WebPorts } from './web/app.ts'
import { type Listening, listen } from './web/server.ts'
import type { SilencePorts } from './web/silences.ts'
import type { StatusView } from './web/status.ts'
import { type DaemonPorts, type Wiring, wire } from './wiring.ts'

/** Every file is looked at this often, whatever the watcher says. */
const SWEEP_EVERY: Millis = SECOND

/** A sweep that is this late is a daemon that does not read. */
const SWEEP_LATE: Millis = 10 * SECOND

/** What is not durable yet is committed this soon, woken or not. */
const SETTLE_SOON: Millis = 20

export interface RunningDaemon {
  /** Without a slash at the end. */
  readonly url: string
  /** Rejects on a bug in the tick; the daemon does not go on then. */
  readonly working: Promise<void>
  status(): StatusView
  /** Takes up the configuration anew between two ticks; a wrong one is said and the old one goes on. */
  reload(): Promise<Reloads>
  /** Resolves when everything is saved. */
  close(): Promise<void>
}

/**
 * Starts a daemon. Throws `StartError` when the state is in use, the web configuration is wrong or the address is taken.
 * @param reread reads and checks the configuration again, for reloads. Never rejects.
 */
export async function startDaemon(
  plan: Plan,
  logger: Logger,
  reread: () => Promise<Checked<Plan>> = async () => ({ ok: true, value: plan }),
): Promise<RunningDaemon> {
  const settings = await webSettings(plan.config.http, logger)
  const foundation = layFoundation(plan.config.stateDir, logger)
  const daemon = new Daemon(plan, foundation, reread, settings)
  await daemon.start()
  return daemon
}

/** Without a web configuration there is no code for one in memory. */
async function webSettings(
  { webConfig, externalUrl }: Config['http'],
  logger: Logger,
): Promise<WebSettings> {
  const external = externalUrl === undefined ? {} : { externalUrl }
  if (webConfig === undefined) return { ...OPEN, ...external }
  const { followWebConfig } = await import('./follow-web-config.ts')
  return { current: followWebConfig(webConfig, (words) => logger.error(words)), ...external }
}

/** A running daemon: the tick loop around the engine, HTTP, deliveries, reloads. */
class Daemon implements RunningDaemon {
  url = ''
  working = Promise.resolve()
  readonly #startedAt = Date.now()
  readonly #waker = createWaker()
  readonly #scrapes = new Set<(snapshot: MetricsSnapshot) => void>()
  readonly #ports: DaemonPorts = { wake: this.#waker.wake, troubles: () => this.#troubles() }
  readonly #delivery = createDelivery(() => this.#waker.wake())
  readonly #foundation: Foundation
  readonly #reread: () => Promise<Checked<Plan>>
  readonly #settings: WebSettings
  #plan: Plan
  #wiring: Wiring
  #reloads: Reloads = { successful: true, succeededAt: this.#startedAt }
  #reloadWaiters: ((reloads: Reloads) => void)[] = []
  #rereading = false
  #web: Extract<Listening, { ok: true }> | undefined
  #last: Outcome = { more: false, settled: true, writable: true }
  #sweptAt = Number.NEGATIVE_INFINITY
  #stopping = false

  constructor(
    plan: Plan,
    foundation: Foundation,
    reread: () => Promise<Checked<Plan>>,
    settings: WebSettings,
  ) {
    this.#settings = settings
    this.#plan = plan
    this.#foundation = foundation
    this.#reread = reread
    this.#wiring = wire(plan, foundation, this.#ports)
    this.#delivery.use(this.#wiring.senders)
  }

  async start(): Promise<void> {
    const { config } = this.#plan
    const ports: WebPorts = {
      metrics: async (format) =>
        this.#foundation.metrics.render(await this.#durableSnapshot(), format),
      ready: () => this.#readiness(),
      status: () => this.status(),
      events: () => eventViews(this.#foundation.store.state, this.#plan.config.mask),
      silences: this.#silencePorts(),
      rule: (name) => ruleView(this.#plan, name),
      reload: async () => (await this.reload()).successful,
      failed: (error, path) =>
        this.#foundation.logger.error({ err: error, path }, 'an HTTP answer failed'),
    }
    const web = await listen(config.http, ports, this.#settings)
    if (!web.ok) {
      this.#release()
      throw new StartError(web.message)
    }
    this.#web = web
    this.url = web.url
    const { url } = web
    this.#foundation.logger.info({ url, version: VERSION, stateDir: config.stateDir }, 'listening')
    this.working = this.#work()
  }

  status(): StatusView {
    return statusOf(this.#foundation.store.state, this.#circumstances(), Date.now())
  }

  reload(): Promise<Reloads> {
    const { promise, resolve } = Promise.withResolvers<Reloads>()
    this.#reloadWaiters.push(resolve)
    if (!this.#rereading) void this.#readAgain()
    return promise
  }

  async close(): Promise<void> {
    this.#stopping = true
    this.#waker.wake()
    await this.working
    await this.#delivery.stop()
    this.#turn(true)
    await this.#web?.close()
    this.#release()
    this.#foundation.logger.info('stopped; everything is saved')
  }

  async #work(): Promise<void> {
    while (!this.#stopping) {
      this.#turn(false)
      await this.#waker.sleep(pause(this.#last))
    }
  }

  /** One tick, with a sweep over everything once a second and over the hinted paths in between, and what follows from it. */
  #turn(flush: boolean): void {
    const now = Date.now()
    const { engine } = this.#wiring
    const hints = this.#waker.takeHints()
    const full = now - this.#sweptAt >= SWEEP_EVERY || now < this.#sweptAt
    if (full) {
      this.#sweptAt = now
      this.#wiring.routine(now)
    }
    const stimulus = {
      deliveries: this.#delivery.take(),
      inFlight: this.#delivery.inFlight(),
      flush: flush || this.#scrapes.size > 0,
    }
    this.#last = engine.tick(now, { ...stimulus, ...(!full && { hints }) })
    if (!this.#last.settled) return
    const { state } = this.#foundation.store
    if (!this.#stopping) this.#delivery.start(dueEntries(state.outbox.values(), now))
    if (this.#scrapes.size > 0) this.#answer(snapshotOf(state, this.#circumstances(), now))
  }

  /** Beside the ticks, which go on meanwhile. Who asks while a file is read means the one after it: the next time is theirs. */
  async #readAgain(): Promise<void> {
    this.#rereading = true
    while (this.#reloadWaiters.length > 0) {
      const waiters = this.#reloadWaiters.splice(0)
      const read = await this.#reread()
      // The last tick has begun: what it ends with is what it was started with.
      if (!this.#stopping) this.#exchange(read)
      for (const resolve of waiters) resolve(this.#reloads)
    }
    this.#rereading = false
  }

  /** Between two ticks: everything that a configuration decides is made anew. What is in flight goes on to its end. */
  #exchange(read: Checked<Plan>): void {
    const outcome = replan(this.#plan, read, this.#reloads, Date.now())
    this.#reloads = outcome.reloads
    for (const { level, words } of outcome.remarks) this.#foundation.logger[level](words)
    if (outcome.plan) {
      const orphans = this.#wiring.handOver()
      this.#plan = outcome.plan
      this.#wiring = wire(outcome.plan, this.#foundation, this.#ports, orphans)
      this.#delivery.use(this.#wiring.senders)
      this.#sweptAt = Number.NEGATIVE_INFINITY
      this.#waker.wake()
    }
  }

  #silencePorts(): SilencePorts {
    const { state } = this.#foundation.store
    const configured = () => this.#plan.config.noise.silences
    return {
      now: () => new Date(),
      list: () => listSilences(state, configured(), Date.now()),
      add: async (form) => {
        const added = await addSilence(state, form, Date.now())
        await this.#durableSnapshot()
        return added
      },
      expire: async (id) => {
        const expired = expireSilence(state, configured(), id)
        await this.#durableSnapshot()
        return expired
      },
    }
  }

  async #durableSnapshot(): Promise<MetricsSnapshot> {
    const { promise, resolve } = Promise.withResolvers<MetricsSnapshot>()
    this.#scrapes.add(resolve)
    this.#waker.wake()
    return await promise
  }

  #answer(snapshot: MetricsSnapshot): void {
    for (const resolve of this.#scrapes) resolve(snapshot)
    this.#scrapes.clear()
  }

  #readiness() {
    const ready = this.#sweptAt > 0
    const reasons = ready ? [] : ['the first sweep is under way']
    const { receivers } = this.#plan.config
    const remarks = outboxRemarks(this.#foundation.store.state, receivers, Date.now())
    return { ready, reasons, remarks }
  }

  #troubles(): readonly string[] {
    const late = Date.now() - this.#sweptAt > SWEEP_LATE
    return [
      ...(late ? ['the logs have not been looked at for a while'] : []),
      ...(this.#last.writable ? [] : ['the state cannot be saved']),
    ]
  }

  #circumstances(): Circumstances {
    return {
      ...this.#wiring.circumstances(),
      version: VERSION,
      startedAt: this.#startedAt,
      writable: this.#last.writable,
      lastReload: this.#reloads,
    }
  }

  #release(): void {
    this.#wiring.close()
    this.#foundation.store.close()
  }
}

/** A backlog goes on at once; else the next sweep is at most a second away. */
function pause({ more, settled }: Outcome): Millis {
  if (more) return 0
  return settled ? SWEEP_EVERY : SETTLE_SOON
}
