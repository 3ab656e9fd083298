import type { Severity } from './catalog.ts'
import type { GroupLabel } from './rule.ts'
import type { KeyState } from './state.ts'
import type { Millis } from './time.ts'

/** The values of a rule's `group_by` labels, in that order. */
export type GroupValues = Readonly<Partial<Record<GroupLabel, string>>>

/** Names one alert instance: a rule and one group of it. */
export interface InstanceKey {
  readonly rule: string
  readonly group: GroupValues
}

/** Stands in no name of a project or log, no path and no device id. */
const SEPARATOR = '\u001f'

/** The name of a key in `State.keys` and `State.instances`. */
export function keyOf({ rule, group }: InstanceKey): string {
  return keyFrom(rule, Object.values(group))
}

/** The same from the values of the rule's `group_by`, in that order. */
export function keyFrom(rule: string, values: readonly string[]): string {
  return [rule, ...values].join(SEPARATOR)
}

/**
 * Why an instance is over: a success after the last failure; nothing more for long enough; so little left that the rule
 * calls it over; no rule any more.
 */
export type ResolvedBy = 'evidence' | 'quiet' | 'threshold' | 'rule_removed'

export type Instance = InstanceKey &
  (
    | {
        readonly state: 'pending'
        /** The second at which the condition became true. */
        readonly since: Millis
      }
    | {
        readonly state: 'firing'
        /** First failure of what fires: the start that people are told. */
        readonly since: Millis
        readonly firedAt: Millis
        readonly incident: string
        /** The highest that it reached, where it is above the rule's. */
        readonly severity?: Severity
        /** Since when the condition has been false; absent while it holds. */
        readonly belowSince?: Millis
      }
    | {
        readonly state: 'resolved'
        readonly since: Millis
        readonly firedAt: Millis
        readonly at: Millis
        readonly by: ResolvedBy
        readonly incident: string
        readonly severity?: Severity
      }
  )

export type PendingInstance = Extract<Instance, { state: 'pending' }>
export type FiringInstance = Extract<Instance, { state: 'firing' }>
export type ResolvedInstance = Extract<Instance, { state: 'resolved' }>

/** Why an instance changed its state; the log field and the title of the test. */
export type TransitionReason =
  | 'threshold_reached'
  | 'held_for_duration'
  | 'below_before_duration'
  | 'recovered_by_evidence'
  | 'recovered_by_quiet'
  | 'recovered_by_threshold'
  | 'rule_removed'

export interface Transition {
  /** The second of the evaluation grid at which it happened. */
  readonly at: Millis
  readonly from: 'inactive' | Instance['state']
  /** `undefined` when the instance ends without having fired. */
  readonly to: Instance | undefined
  readonly key: InstanceKey
  readonly reason: TransitionReason
  /** What was counted at that second. */
  readonly counts: KeyState
}
