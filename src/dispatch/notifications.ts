import type { Announced, Notification } from '../types/notification.ts'
import type { Rule } from '../types/rule.ts'
import type { KeyState } from '../types/state.ts'
import type { Millis } from '../types/time.ts'
import type { Telling } from './decision.ts'
import type { Situation } from './situation.ts'

/** What is told of one incident: the same to each receiver. */
export function notificationsOf(
  { announced, instance, rule, counts, flap, grid, now: at }: Situation,
  { kind, reason }: Telling,
): Notification[] {
  const { group, since, firedAt } = instance
  const { incident } = announced
  const countedAt = instance.state === 'resolved' ? instance.at : grid
  return receiversOf(announced, rule, kind).map((receiver) => ({
    ...{ kind, reason, at, receiver, rule, group, incident, since, firedAt, counts },
    inWindow: inWindow(counts, countedAt - rule.windowMs),
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

/** Without what a rule remembers beside its window, to compare. */
function inWindow({ buckets }: KeyState, from: Millis): number {
  return buckets.reduce((sum, { end, count }) => (end > from ? sum + count : sum), 0)
}

function toldBefore({
  toldAt,
  toldTotal: total,
  reminders,
}: Announced): Pick<Notification, 'told'> {
  return toldAt === undefined ? {} : { told: { at: toldAt, total, reminders } }
}
