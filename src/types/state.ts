import type { GroupValues, Instance } from './alert.ts'
import type { DeviceErrors } from './device-errors.ts'
import type { FileNumber, Position } from './file.ts'
import type { LostBytes } from './loss.ts'
import type { Names } from './names.ts'
import type { Silence } from './noise.ts'
import type { Announced } from './notification.ts'
import type { OutboxEntry } from './outbox.ts'
import type { CallSlot } from './quota.ts'
import type { RecentError, SentMail } from './recent.ts'
import type { Millis } from './time.ts'

/** A map that remembers which keys changed since the last durable commit. */
export interface Table<K, V> {
  readonly size: number
  /** Another one after each change: what was derived from the values holds as long as this stays. */
  readonly version: number
  get(key: K): V | undefined
  has(key: K): boolean
  /** Values are immutable: a changed value is a new one. */
  set(key: K, value: V): void
  delete(key: K): void
  keys(): IterableIterator<K>
  values(): IterableIterator<V>
  entries(): IterableIterator<[K, V]>
}

/** Numbers by name, ascending by name. A list: codes as keys of an object would make it a sparse array. */
export type Pairs = readonly (readonly [name: string, value: number])[]

/** Errors of one bucket of a rule's window. A bucket of width w holds the times in (end - w, end]. */
export interface Bucket {
  readonly end: Millis
  readonly count: number
  readonly firstAt: Millis
  /** Errors by code, as in `Tally`. */
  readonly codes: Pairs
  /** All answers of that time, successes too, where the rule looks at their share. */
  readonly answers?: number
}

/** Ascending by end. */
export type Buckets = readonly Bucket[]

export interface Sample {
  readonly at: Millis
  readonly source: string
  readonly text: string
}

/** Errors added up. Sums are commutative: the order of events never matters. */
export interface Tally {
  readonly firstAt: Millis
  readonly lastFailureAt: Millis
  /** Errors since `firstAt`. */
  readonly total: number
  /** Errors since `firstAt` by code, at most `KEY_CODES_MAX`; the rest under `other`. */
  readonly codes: Pairs
  /** The latest, newest first, at most `KEY_SAMPLES_MAX`. */
  readonly samples: readonly Sample[]
  /**
   * Scope key -> last failure in it, at most `FAILING_SCOPES_MAX`: whose success is evidence of recovery. `NO_SCOPE` stands
   * for failures whose recovery no success can show.
   */
  readonly failing: Pairs
}

/** What some conditions look at besides the errors. As commutative as the sums. */
export interface Extent {
  /** Answers, successes too: of a rule with a ratio. */
  readonly answers?: number
  /** Failing device -> end of the last bucket in which it failed: of a rule that counts devices. */
  readonly devices?: Pairs
  /** Device -> end of the last hour in which it was seen: of a rule with a share of devices. */
  readonly seen?: Pairs
}

/** What a condition other than a number of errors found at one second, for people. */
export type Facts =
  | {
      readonly kind: 'distinct'
      readonly devices: number
      /** More than were counted. */
      readonly orMore: boolean
      /** Devices seen in a day, where the rule has a share of them. */
      readonly seen?: number
    }
  | { readonly kind: 'ratio'; readonly errors: number; readonly answers: number }
  | { readonly kind: 'spike'; readonly errors: number; readonly before: number }
  | QuotaFacts
  | {
      readonly kind: 'absent'
      readonly what: 'response' | 'success' | 'line'
      /** The last one; absent where there never was one. */
      readonly lastAt?: Millis
      readonly why: 'application_silent' | 'file_unreadable' | 'format_changed' | 'only_errors'
    }
  | {
      readonly kind: 'lost'
      /** Of the window, and by `LossReason`. */
      readonly bytes: number
      readonly reasons: Pairs
    }

/** How far a project is with the calls of its plan. */
export interface QuotaFacts {
  readonly kind: 'quota'
  readonly used: number
  readonly calls: number
  readonly resetsAt: Millis
  /** When none will be left at the pace of the last hours; absent where that is not before the reset. */
  readonly exhaustedAt?: Millis
  /** Part of the period so far of which the calls are known, 0 to 1. */
  readonly watched: number
  /** When the console's count was taken over. */
  readonly shownAt?: Millis
  /** Most calls first. */
  readonly callers: readonly {
    readonly api: string
    readonly source: string
    readonly calls: number
  }[]
}

/** What people are told of a key: its counts at one second. */
export interface KeyState extends Omit<Tally, 'codes' | 'failing'> {
  readonly facts?: Facts
  readonly buckets: Buckets
  readonly codes: Readonly<Record<string, number>>
  readonly failing: Readonly<Record<string, Millis>> | undefined
}

/** Items in ascending order of time, in blocks: to add one at the end copies one block, not the hours before it. */
export type Timeline<T> = readonly (readonly T[])[]

/** Errors accounted but not evaluated yet, all of one bucket. */
export interface Ahead extends Tally, Extent {
  /** The second of the grid at which they enter the window. */
  readonly due: Millis
  /** End of the bucket that they belong to. */
  readonly end: Millis
}

/**
 * What one rule counts for one group of it: up to the second evaluated last, and what the evaluation has still before it.
 * The sums begin with the window, and with the window in which an incident began for as long as that lasts.
 */
export interface TrackedKey extends Tally, Pick<Extent, 'devices' | 'seen'> {
  /** Id of the rule. */
  readonly rule: string
  readonly group: GroupValues
  readonly buckets: Buckets
  readonly ahead: Timeline<Ahead>
  /** While an instance lives: what its condition found last. */
  readonly facts?: Facts
}

/**
 * When a scope succeeded: the last success up to the second evaluated last, and, of each second behind that, its last one.
 * A recovery at noon must not explain an alert of the morning while a backlog is read.
 */
export type Successes = Timeline<Millis>

/** When mails left to a receiver. */
export interface Mailed {
  /** Ascending, of the last day. */
  readonly times: readonly Millis[]
  /** The last digest. */
  readonly digestAt?: Millis
}

/** An alert that comes and goes. */
export interface Flap {
  /** When it began, ascending, as far back as it matters. */
  readonly starts: readonly Millis[]
  readonly flapping: boolean
  /** When people were told of it last. */
  readonly toldAt?: Millis
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
  /** What answers can be recognised by, with the event time of each. */
  readonly identities: Names
  /** Unknown codes that have a series of their own -> when first seen. */
  readonly unknownCodes: Table<string, Millis>
  /** `keyOf(rule id, group)` -> counts. */
  readonly keys: Table<string, TrackedKey>
  /** Scope key -> its successes. */
  readonly successes: Table<string, Successes>
  /** Project -> time of its earliest answer: since when its logs tell something. */
  readonly began: Table<string, Millis>
  /** `slotKey` -> the calls of a project in a quarter of an hour. */
  readonly calls: Table<string, CallSlot>
  /** `slotKey` -> the failing devices of a project in a quarter of an hour. */
  readonly deviceErrors: Table<string, DeviceErrors>
  /** `pulseKey` -> when a log showed that sign of life; only while a rule asks for them. */
  readonly pulses: Table<string, Successes>
  /** `lossKey` -> the bytes of a log that were lost; only while a rule asks for them. */
  readonly losses: Table<string, Timeline<LostBytes>>
  /** Slot -> one of the latest errors. */
  readonly recent: Table<number, RecentError>
  /** `codeKey` -> when that code was seen last. */
  readonly codesSeen: Table<string, Millis>
  /** Device key -> last time it was reported offline. */
  readonly offline: Table<string, Millis>
  /** `keyOf(rule id, group)` -> instance that is pending or firing. */
  readonly instances: Table<string, Instance>
  /** Incident -> what people were told of it. */
  readonly announced: Table<string, Announced>
  readonly outbox: Table<string, OutboxEntry>
  /** Slot -> one of the notifications that left the outbox lately. */
  readonly sent: Table<number, SentMail>
  /** Receiver -> the mails of the last day. */
  readonly mailed: Table<string, Mailed>
  /** `keyOf(rule id, group)` -> how often it began lately. */
  readonly flaps: Table<string, Flap>
  /** Those made by API, by id. */
  readonly silences: Table<string, Silence>
  /** Numbers handed out so far, under what they name: `file`. */
  readonly numbers: Table<string, number>
  /** One row under `clock`. */
  readonly clock: Table<'clock', Clock>
}
