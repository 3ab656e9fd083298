import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What is running, the labels of `tuyawatch_build_info`. */
export interface Build {
  readonly version: string
  /** Commit of the source, or `unknown`. */
  readonly revision: string
}

/** The exposition formats of Prometheus. */
export const METRIC_FORMATS = ['text', 'openmetrics'] as const
export type MetricFormat = (typeof METRIC_FORMATS)[number]

export interface ProcessMetrics {
  /** One registry a format: rendering OpenMetrics renames the counters of its registry for good. */
  readonly registries: Readonly<Record<MetricFormat, Registry>>
  readonly commitSeconds: Histogram
}

/** The metrics that live as long as the process: memory, CPU, event loop, build, commits. */
export function createProcessMetrics(build: Build): ProcessMetrics {
  const registries = {
    text: new Registry(Registry.PROMETHEUS_CONTENT_TYPE),
    openmetrics: new Registry(Registry.OPENMETRICS_CONTENT_TYPE),
  }
  for (const register of Object.values(registries)) collectPlainDefaults(register)
  const shared = { registers: Object.values(registries) }
  new Gauge({ ...shared, ...BUILD_INFO }).set({ ...build, nodeversion: process.version }, 1)
  return { registries, commitSeconds: new Histogram({ ...shared, ...COMMIT_SECONDS }) }
}

const BUILD_INFO = {
  name: 'tuyawatch_build_info',
  help: 'Always 1; the labels say what is running.',
  labelNames: ['version', 'revision', 'nodeversion'] as const,
}

/** From a commit that stays in the page cache to one that waits for a busy disk. */
const COMMIT_SECONDS = {
  name: 'tuyawatch_commit_seconds',
  help: 'Time that a commit of the state took.',
  buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
}

/** Metrics of the library whose names `promtool check metrics` refuses. */
const MISNAMED_DEFAULTS = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
  'nodejs_eventloop_utilization_histogram',
  'nodejs_eventloop_utilization_summary',
]

/** Two of the metrics taken out are sampled by a timer that cannot be turned off; once a day it does not matter. */
const UNUSED_SAMPLING_MS = 86_400_000

/** How often the lag of the event loop is measured. The library's 10 ms would be most of what an idle daemon costs. */
const LAG_SAMPLING_MS = 500

function collectPlainDefaults(register: Registry): void {
  collectDefaultMetrics({
    register,
    eventLoopUtilizationTimeout: UNUSED_SAMPLING_MS,
    eventLoopMonitoringPrecision: LAG_SAMPLING_MS,
  })
  for (const name of MISNAMED_DEFAULTS) register.removeSingleMetric(name)
}
