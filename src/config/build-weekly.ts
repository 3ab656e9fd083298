import type * as z from 'zod'
import type { Receiver, Weekly } from '../types/config.ts'
import { WEEKDAYS, type weeklySchema } from './schema-later.ts'

/** When somebody has time to wonder about a mail that did not come. */
const DEFAULT_DAY = 'monday'
const DEFAULT_TIME = '09:00'

export function buildWeekly(
  form: z.output<typeof weeklySchema>,
  receivers: readonly Receiver[],
  timezone: string,
): Weekly {
  const [hours = 0, minutes = 0] = (form.at ?? DEFAULT_TIME).split(':').map(Number)
  return {
    notify: form.notify ?? receivers.map(({ name }) => name),
    weekday: WEEKDAYS.indexOf(form.day ?? DEFAULT_DAY),
    minute: hours * 60 + minutes,
    timezone: form.timezone ?? timezone,
  }
}
