import { devicesOffline } from './count/offline.ts'
import { parseSeriesKey } from './count/series.ts'
import type { LogGauges, MetricsSnapshot } from './metrics/snapshot.ts'
import { alertViews } from './observe-alerts.ts'
import { type CounterValue, codeViews } from './observe-codes.ts'
import { outboxGauges, outboxView } from './observe-outbox.ts'
import { quotaGauges, quotaViews } from './observe-quota.ts'
import { mailViews } from './observe-recent.ts'
import { timelineOf } from './observe-timeline.ts'
import { listSilences } from './silencing.ts'
import type { FileStatus } from './tail/tailer.ts'
import type { Catalog } from './types/catalog.ts'
import type { Config, LogEntry } from './types/config.ts'
import type { FileNumber } from './types/file.ts'
import type { Rule } from './types/rule.ts'
import type { CounterName } from './types/series.ts'
import type { State } from './types/state.ts'
import type { Millis } from './types/time.ts'
import type { LogView, StatusView } from './web/status.ts'

/** What a daemon knows of itself besides its state. */
export interface Circumstances {
  readonly config: Config
  readonly catalog: Catalog
  readonly version: string
  readonly startedAt: Millis
  readonly writable: boolean
  readonly lastReload: MetricsSnapshot['lastReload']
  readonly watchMode: 'events' | 'sweep'
  readonly files: readonly FileStatus[]
  /** The time that the last line read of a file told. */
  readonly logTimeOf: (file: FileNumber) => Millis | undefined
  /** Event time of the latest answer, by source. */
  readonly lastEvents: ReadonlyMap<string, Millis>
}

/** All values of one scrape. Copied out of the state, so that nothing counted later shows. */
export function snapshotOf(state: State, here: Circumstances, now: Millis): MetricsSnapshot {
  const clock = state.clock.get('clock')
  return {
    counters: countersOf(state),
    logs: here.config.logs.map((log) => gaugesOf(log, here, now)),
    devicesOffline: offlineOf(state, here.config.logs),
    quotas: quotaGauges(state, here.config.quotas ?? []),
    alerts: here.config.rules.map((rule) => ({ rule: rule.name, ...instancesOf(state, rule) })),
    ...outboxGauges(state, here.config.receivers),
    clockLagMs: clock === undefined ? 0 : Math.max(0, now - clock.reached),
    stateWritable: here.writable,
    watchMode: here.watchMode,
    lastReload: here.lastReload,
  }
}

/** What the status page and the API show. */
export function statusOf(state: State, here: Circumstances, now: Millis): StatusView {
  const counters = countersOf(state)
  const total = (name: CounterName, source?: string) =>
    counters
      .filter(
        (one) => one.name === name && (source === undefined || one.labels['source'] === source),
      )
      .reduce((sum, { value }) => sum + value, 0)
  return {
    version: here.version,
    instance: here.config.instance,
    startedAt: new Date(here.startedAt),
    now: new Date(now),
    live: state.clock.get('clock')?.live ?? false,
    responses: total('tuya_responses_total'),
    errors: total('tuya_errors_total'),
    logs: here.config.logs.map((log) => ({
      ...logViewOf(log, here, now),
      lines: total('tuyawatch_log_lines_total', log.name),
      lostBytes: lossesOf(counters, log.name),
    })),
    troubles: troublesOf(here),
    codes: codeViews(state, counters, here.catalog),
    alerts: alertViews(state, here.config.rules, here.catalog, now),
    silences: listSilences(state, here.config.noise.silences, now),
    outbox: outboxView(state),
    timeline: timelineOf(state, now),
    quotas: quotaViews(state, here.config.quotas ?? []),
    mails: mailViews(state),
  }
}

function countersOf(state: State): readonly CounterValue[] {
  return [...state.counters.entries()].map(([key, value]) => ({ ...parseSeriesKey(key), value }))
}

function gaugesOf({ name: source }: LogEntry, here: Circumstances, now: Millis): LogGauges {
  const { files, lastEvents } = here
  const own = files.filter(({ logs }) => logs === source)
  const lastEventAt = lastEvents.get(source)
  return {
    source,
    lagBytes: own.reduce((sum, { behind }) => sum + behind, 0),
    lagMs: Math.max(0, ...own.map((file) => lagOf(file, here, now))),
    files: countStates(own),
    ...(lastEventAt !== undefined && { lastEventAt }),
  }
}

/** How old what waits is: as the log tells, else since it was seen to wait. */
function lagOf({ file, behindSince }: FileStatus, { logTimeOf }: Circumstances, now: Millis) {
  if (behindSince === undefined) return 0
  const logTime = file === undefined ? undefined : logTimeOf(file)
  return now - Math.min(behindSince, logTime ?? behindSince)
}

function lossesOf(counters: readonly CounterValue[], source: string): LogView['lostBytes'] {
  const own = counters.filter(
    ({ name, labels, value }) =>
      name === 'tuyawatch_log_lost_bytes_total' && labels['source'] === source && value > 0,
  )
  return Object.fromEntries(own.map(({ labels, value }) => [labels['reason'], value]))
}

function countStates(files: readonly FileStatus[]): LogGauges['files'] {
  const count = (state: FileStatus['state']) => files.filter((file) => file.state === state).length
  return {
    following: count('following'),
    finished: count('finished'),
    unreadable: count('unreadable'),
  }
}

/** Zeros included: a gauge that is absent looks like one that was never there. */
function offlineOf(state: State, logs: readonly LogEntry[]): MetricsSnapshot['devicesOffline'] {
  const known = devicesOffline(state)
  const zeros = logs
    .filter(
      ({ name, project }) => !known.some((one) => one.source === name && one.project === project),
    )
    .map(({ name: source, project }) => ({ source, project, devices: 0 }))
  return [...known, ...zeros]
}

function instancesOf(state: State, { id }: Rule): { pending: number; firing: number } {
  const own = [...state.instances.values()].filter(({ rule }) => rule === id)
  const count = (wanted: string) => own.filter(({ state: is }) => is === wanted).length
  return { pending: count('pending'), firing: count('firing') }
}

function logViewOf(
  log: LogEntry,
  here: Circumstances,
  now: Millis,
): Omit<LogView, 'lines' | 'lostBytes'> {
  const { source, lagBytes, lagMs, files, lastEventAt } = gaugesOf(log, here, now)
  return {
    source,
    project: log.project,
    files,
    lagBytes,
    lagSeconds: lagMs / 1_000,
    ...(lastEventAt !== undefined && { lastEventAt: new Date(lastEventAt) }),
  }
}

/** Files named one by one; more are one trouble. */
const UNREADABLE_MAX = 5

function troublesOf({ writable, lastReload, files }: Circumstances): string[] {
  const unreadable = files.filter((file) => file.state === 'unreadable')
  const more = unreadable.length - UNREADABLE_MAX
  return [
    ...(writable
      ? []
      : ['The state cannot be saved. Counting goes on in memory; look at the disk.']),
    ...(lastReload.successful
      ? []
      : [
          'The configuration as it stands now is wrong; the last good one goes on. The log says why.',
        ]),
    ...unreadable
      .slice(0, UNREADABLE_MAX)
      .map(({ path }) => `${path} cannot be read: look at its owner and mode.`),
    ...(more > 0 ? [`So it is with ${more} more files.`] : []),
  ]
}
