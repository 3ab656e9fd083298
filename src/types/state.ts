import type { Instance } from './alert.ts'
import type { FileNumber, Position } from './file.ts'
import type { Announced } from './notification.ts'
import type { OutboxEntry } from './outbox.ts'
import type { Millis } from './time.ts'

/** A map that remembers which keys changed since the last durable commit. */
export interface Table<K, V> {
  readonly size: number
  get(key: K): V | undefined
  has(key: K): boolean
  /** Values are immutable: a changed value is a new one. */
  set(key: K, value: V): void
  delete(key: K): void
  keys(): IterableIterator<K>
  values(): IterableIterator<V>
  entries(): IterableIterator<[K, V]>
}

/** Errors per bucket: [end of the bucket, count], ascending by end. A bucket of width w holds the times in (end - w, end]. */
export type Buckets = readonly (readonly [end: Millis, count: number])[]

export interface Sample {
  readonly at: Millis
  readonly source: string
  readonly text: string
}

/** What one rule counts for one group of it. Commutative: the order of events never matters. */
export interface KeyState {
  readonly buckets: Buckets
  readonly firstAt: Millis
  readonly lastFailureAt: Millis
  /** Errors since `firstAt`. */
  readonly total: number
  /** Errors since `firstAt` by code, at most `KEY_CODES_MAX`; the rest under `other`. */
  readonly codes: Readonly<Record<string, number>>
  /** The latest, at most `KEY_SAMPLES_MAX`. */
  readonly samples: readonly Sample[]
  /** Scope key -> last failure in it: whose success is evidence of recovery. `undefined` when there were too many or some failure had none. */
  readonly failing: Readonly<Record<string, Millis>> | undefined
}

/** The evaluation clock. */
export interface Clock {
  /** The last second of the grid that was evaluated; 0 before the first. */
  readonly grid: Millis
  /** Event time reached: see protocol, step 5. */
  readonly reached: Millis
  /** True once every file was at its end since the start. */
  readonly live: boolean
}

/**
 * Everything that is derived from log bytes, in memory and in the store.
 * All of it commits in one transaction with the positions it was derived from.
 */
export interface State {
  readonly files: Table<FileNumber, Position>
  /** Names of `logs` entries seen before: their files are read whole from then on. */
  readonly logs: Table<string, Millis>
  /** Series key (see `seriesKey`) -> value; never decreases. */
  readonly counters: Table<string, number>
  /** Identity hash -> event time of the answer. */
  readonly identities: Table<bigint, Millis>
  /** Unknown codes that have a series of their own -> when first seen. */
  readonly unknownCodes: Table<string, Millis>
  /** `keyOf(rule id, group)` -> counts. */
  readonly keys: Table<string, KeyState>
  /** Scope key -> last success in it. */
  readonly successes: Table<string, Millis>
  /** Device key -> last time it was reported offline. */
  readonly offline: Table<string, Millis>
  /** `keyOf(rule id, group)` -> instance that is pending or firing. */
  readonly instances: Table<string, Instance>
  /** Incident -> what people were told of it. */
  readonly announced: Table<string, Announced>
  readonly outbox: Table<string, OutboxEntry>
  /** One row under `clock`. */
  readonly clock: Table<'clock', Clock>
}
