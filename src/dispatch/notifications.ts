import type { Announced, Notification } from '../types/notification.ts'
import type { Rule } from '../types/rule.ts'
import type { KeyState } from '../types/state.ts'
import type { Telling } from './decision.ts'
import type { Situation } from './situation.ts'

/** What is told of one incident: the same to each receiver. */
export function notificationsOf(
  { announced, instance, rule, counts, flap, now: at }: Situation,
  { kind, reason }: Telling,
): Notification[] {
  const { group, since, firedAt } = instance
  const { incident } = announced
  return receiversOf(announced, rule, kind).map((receiver) => ({
    ...{ kind, reason, at, receiver, rule, group, incident, since, firedAt, counts },
    inWindow: inWindow(counts),
    ...(instance.state === 'resolved' && { resolved: { at: instance.at, by: instance.by } }),
    ...toldBefore(announced),
    ...(flap && { flapping: { times: flap.starts.length, since: flap.starts[0] ?? firedAt } }),
  }))
}

/** Who was told of an incident is told of its end, whatever the rule says by then. */
export function receiversOf(
  { toldTo }: Announced,
  { notify }: Rule,
  kind: Notification['kind'],
): readonly string[] {
  return kind === 'resolved' ? toldTo : notify
}

function inWindow({ buckets }: KeyState): number {
  return buckets.reduce((sum, { count }) => sum + count, 0)
}

function toldBefore({
  toldAt,
  toldTotal: total,
  reminders,
}: Announced): Pick<Notification, 'told'> {
  return toldAt === undefined ? {} : { told: { at: toldAt, total, reminders } }
}
