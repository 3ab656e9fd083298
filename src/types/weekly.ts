import type { Pairs } from './state.ts'
import type { Millis } from './time.ts'

/** What happened since the last sign of life. */
export interface WeeklyReport {
  readonly receiver: string
  /** The moment of the week for which it is; with the receiver, its name. */
  readonly slot: Millis
  readonly from: Millis
  readonly until: Millis
  /** Answers of the cloud, errors included. */
  readonly answers: number
  /** Errors by category, those without any left out. */
  readonly errors: Pairs
  readonly attempts: number
  readonly failedAttempts: number
  readonly lostBytes: number
  /** Alerts that fire now. */
  readonly firing: number
  readonly filesFollowed: number
}
