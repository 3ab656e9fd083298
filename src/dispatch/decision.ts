import type { HoldReason, Notification, NotifyReason } from '../types/notification.ts'
import type { Millis } from '../types/time.ts'
import type { Situation } from './situation.ts'

/** What is told of an incident now, and why. */
export interface Telling {
  readonly notify: true
  readonly kind: Notification['kind']
  readonly reason: NotifyReason
}

/** It is told together with others. */
export interface Gathering {
  readonly notify: true
  readonly kind: 'digest'
  readonly reason: NotifyReason
}

/** Nothing leaves, at least until that time on the clock, if nothing new happens. */
export interface Holding {
  readonly notify: false
  readonly reason: HoldReason
  readonly until: Millis
}

/** It is over, nobody knew, and nobody needs to know. */
export interface Forgetting {
  readonly notify: false
  readonly reason: HoldReason
  readonly forget: true
}

/** What is done about an incident now, and why. */
export type Decision = Telling | Gathering | Holding | Forgetting

/** Answers where it has something to say; else the next one is asked. */
export type Decider = (situation: Situation) => Decision | undefined

export const NEVER: Millis = Number.POSITIVE_INFINITY
