import type { Category, Kind, Scope, Severity } from './catalog.ts'
import type { FileNumber, Offset } from './file.ts'
import type { Evidence, Shape } from './record.ts'
import type { Millis } from './time.ts'

/** What an answer can be recognised by when it is logged again. */
export interface Identity {
  readonly by: 'tid' | 'code_t'
  /** 63 bits, so that SQLite's integer holds it. */
  readonly hash: bigint
}

/** Which clock the event time was read from; `clamped` is a time ahead of the arrival, moved back to it. */
export type TimeSource = 't' | 'tid' | 'line' | 'arrival' | 'clamped'

interface EventBase {
  readonly file: FileNumber
  /** Offset of the record it was found in. */
  readonly start: Offset
  readonly at: Millis
  readonly arrived: Millis
  readonly atFrom: TimeSource
  readonly source: string
  readonly project: string
  readonly identities: readonly Identity[]
  readonly echo: boolean
  readonly path?: string | undefined
  readonly device?: string | undefined
  readonly tid?: string | undefined
  readonly shape: Shape
  readonly evidence: readonly [Evidence, ...Evidence[]]
  readonly line: number
  readonly offset: Offset
  /** The log text around it, secrets removed. */
  readonly sample: string
}

export interface SuccessEvent extends EventBase {
  readonly success: true
}

export interface ErrorEvent extends EventBase {
  readonly success: false
  readonly code: string
  /** As logged, secrets removed; empty where none was. */
  readonly message: string
  readonly category: Category
  readonly kind: Kind
  readonly severity: Severity
  readonly scope: Scope
  /** False for Tuya's shape without a catalog entry. */
  readonly known: boolean
}

/** An answer of the cloud with its meaning: what is counted. */
export type Event = SuccessEvent | ErrorEvent
