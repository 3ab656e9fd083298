import type { Facts } from '../../types/state.ts'
import type { Millis } from '../../types/time.ts'

/** What one second shows of a rule's condition. */
export interface ConditionReading {
  readonly holds: boolean
  /** What fires may end. Between the two thresholds neither is true. */
  readonly over: boolean
  /** Being over says that the trouble is: neither evidence nor quiet is waited for. */
  readonly overEnds: boolean
  readonly critical?: boolean
  /** Since when, where that is not the first error. */
  readonly since?: Millis
  /** What people are told of it beside the number of errors; asked for only where somebody is told. */
  readonly facts?: () => Facts
}
