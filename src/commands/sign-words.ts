import { writeDuration } from '../config/duration.ts'
import type { Config } from '../types/config.ts'
import { placeOf } from './receiver-words.ts'

/** How somebody learns that tuyawatch itself has stopped, in a line each. */
export function signWords({
  heartbeat,
  weekly,
}: Pick<Config, 'heartbeat' | 'weekly'>): readonly string[] {
  const beats = heartbeat && [
    `heartbeat  every ${writeDuration(heartbeat.everyMs)} to ${placeOf(heartbeat.url)}`,
  ]
  const mails = weekly && [
    `weekly  on ${DAYS[weekly.weekday]} at ${clockTime(weekly.minute)} (${weekly.timezone}) to ${weekly.notify.join(', ') || 'nobody'}`,
  ]
  return [...(beats ?? []), ...(mails ?? [])]
}

function clockTime(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60]
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
