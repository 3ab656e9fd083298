import { Counter, Gauge, Registry } from 'prom-client'
import { type Build, createProcessMetrics, type MetricFormat } from './process.ts'
import type { CounterSample, MetricsSnapshot, Sample } from './snapshot.ts'
import { METRICS, type MetricFamily } from './table.ts'

export interface Exposition {
  readonly body: string
  readonly contentType: string
}

export interface Metrics {
  /** The values of the snapshot and of the process, as Prometheus reads them. */
  render(snapshot: MetricsSnapshot, format: MetricFormat): Promise<Exposition>
  /** Adds to `tuyawatch_commit_seconds`. */
  observeCommit(seconds: number): void
}

/** Every metric of tuyawatch. Once a process: it watches the event loop and the garbage collector. */
export function createMetrics(build: Build): Metrics {
  const { registries, commitSeconds } = createProcessMetrics(build)
  return {
    async render(snapshot, format) {
      const process = registries[format]
      const registry = Registry.merge([registryOf(snapshot, process.contentType), process])
      return { body: await registry.metrics(), contentType: registry.contentType }
    },
    observeCommit: (seconds) => commitSeconds.observe(seconds),
  }
}

/** A new registry for each scrape: what one scrape shows never depends on another, nor on a series that is gone. */
function registryOf(snapshot: MetricsSnapshot, contentType: Registry['contentType']): Registry {
  const registry = new Registry(contentType)
  const counters = Map.groupBy(snapshot.counters, ({ name }) => name)
  for (const family of METRICS) register(registry, family, samplesOf(family, snapshot, counters))
  return registry
}

function samplesOf(
  family: MetricFamily,
  snapshot: MetricsSnapshot,
  counters: ReadonlyMap<string, readonly CounterSample[]>,
): readonly Sample[] {
  return family.read ? [...family.read(snapshot)] : (counters.get(family.name) ?? [])
}

/**
 * The library finds a series by its label values joined with `|`, so that values with a `|` could meet.
 * A scrape has all values at hand, so they are given instead of stored.
 */
function register(registry: Registry, family: MetricFamily, samples: readonly Sample[]): void {
  const { name, help, labels } = family
  const settings = { name, help, labelNames: labels, registers: [registry] }
  const metric = family.read ? new Gauge(settings) : new Counter(settings)
  const describe = metric.get.bind(metric)
  metric.get = async () => ({ ...(await describe()), values: [...samples] })
}
