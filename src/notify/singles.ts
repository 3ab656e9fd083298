import type { Digest, Notification } from '../types/notification.ts'

/**
 * The same digest incident by incident, for a receiver that keeps each of them apart: an Alertmanager is told what goes on
 * and what is over, and makes digests of its own.
 */
export function singlesOf({ at, receiver, over, firing = [] }: Digest): Notification[] {
  const common = { reason: 'new_alert' as const, at, receiver }
  const goingOn = firing.map(({ rule, instance, counts }) => {
    const { group, incident, since, firedAt } = instance
    const inWindow = counts.buckets.reduce((sum, { count }) => sum + count, 0)
    return {
      ...common,
      kind: 'firing' as const,
      rule,
      group,
      incident,
      since,
      firedAt,
      inWindow,
      counts,
    }
  })
  const ended = over.map(({ rule, instance, counts }) => {
    const { group, incident, since, firedAt, at: endedAt, by } = instance
    const resolved = { at: endedAt, by }
    return {
      ...{ ...common, kind: 'resolved' as const, reason: 'resolved' as const },
      ...{ rule, group, incident, since, firedAt, resolved, inWindow: 0, counts },
    }
  })
  return [...goingOn, ...ended]
}
