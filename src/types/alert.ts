import type { GroupLabel } from './rule.ts'
import type { Millis } from './time.ts'

/** The values of a rule's `group_by` labels, in that order. */
export type GroupValues = Readonly<Partial<Record<GroupLabel, string>>>

/** Names one alert instance: a rule and one group of it. */
export interface InstanceKey {
  readonly rule: string
  readonly group: GroupValues
}

/** Why an instance is over: a success after the last failure, or nothing more for long enough, or no rule any more. */
export type ResolvedBy = 'evidence' | 'quiet' | 'rule_removed'

export type Instance = InstanceKey &
  (
    | { readonly state: 'pending'; readonly since: Millis }
    | {
        readonly state: 'firing'
        /** First failure of what fires: the start that people are told. */
        readonly since: Millis
        readonly firedAt: Millis
        readonly incident: string
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
      }
  )

/** Why an instance changed its state; the log field and the title of the test. */
export type TransitionReason =
  | 'threshold_reached'
  | 'held_for_duration'
  | 'below_before_duration'
  | 'recovered_by_evidence'
  | 'recovered_by_quiet'
  | 'rule_removed'

export interface Transition {
  /** The second of the evaluation grid at which it happened. */
  readonly at: Millis
  readonly from: 'inactive' | Instance['state']
  /** `undefined` when the instance ends without having fired. */
  readonly to: Instance | undefined
  readonly key: InstanceKey
  readonly reason: TransitionReason
}
