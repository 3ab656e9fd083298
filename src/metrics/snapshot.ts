import type { CounterName } from '../types/series.ts'
import type { Millis } from '../types/time.ts'

/** States of a log file, the label `state` of `tuyawatch_log_files`. */
export const FILE_STATES = ['following', 'finished', 'unreadable'] as const
export type FileState = (typeof FILE_STATES)[number]

/** How changes are noticed, the label `mode` of `tuyawatch_watch_mode`. */
export const WATCH_MODES = ['events', 'sweep'] as const
export type WatchMode = (typeof WATCH_MODES)[number]

/** States of an alert instance that stand in `tuyawatch_alerts`. */
export const ALERT_STATES = ['pending', 'firing'] as const
export type AlertState = (typeof ALERT_STATES)[number]

/** One value of one metric. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** A saved counter: a sample with the name of its metric. */
export interface CounterSample extends Sample {
  readonly name: CounterName
}

/** What a `logs` entry looks like now. */
export interface LogGauges {
  readonly source: string
  readonly lagBytes: number
  /** Age of the oldest of them. */
  readonly lagMs: Millis
  readonly files: Readonly<Record<FileState, number>>
  /** Event time of the latest response; absent before the first. */
  readonly lastEventAt?: Millis
}

/** All values of one scrape but those of the process itself. The counters are durable, so no series ever decreases. */
export interface MetricsSnapshot {
  /** The saved counters, parsed from their series keys. */
  readonly counters: Iterable<CounterSample>
  readonly logs: readonly LogGauges[]
  readonly devicesOffline: readonly {
    readonly source: string
    readonly project: string
    readonly devices: number
  }[]
  /** One for each plan that is configured. */
  readonly quotas?: readonly {
    readonly project: string
    readonly usedRatio: number
    readonly exhaustedAt?: Millis
    readonly resetsAt: Millis
  }[]
  /** One for each rule, zeros included. */
  readonly alerts: readonly ({ readonly rule: string } & Readonly<Record<AlertState, number>>)[]
  readonly outboxEntries: number
  /** One for each receiver. */
  readonly receivers: readonly { readonly receiver: string; readonly failing: boolean }[]
  /** How far the evaluation clock is behind the wall clock. */
  readonly clockLagMs: Millis
  readonly stateWritable: boolean
  readonly watchMode: WatchMode
  readonly lastReload: { readonly successful: boolean; readonly succeededAt: Millis }
}
