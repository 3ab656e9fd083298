import { plural } from '../text/plural.ts'
import type { Notification } from '../types/notification.ts'
import { utcNear } from './when.ts'

/** That an alert comes and goes, and how seldom it is told from now on. */
export function flappingWords({ at, flapping }: Notification): string[] {
  if (!flapping) return []
  const { times, since } = flapping
  return [
    `This alert is flapping: it began ${plural(times, 'time')} since ${utcNear(since, at)}. Until it is calm, what changes is told once an hour at most.`,
  ]
}
