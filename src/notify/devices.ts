import { grouped } from '../text/grouped.ts'
import { plural } from '../text/plural.ts'
import type { Notification } from '../types/notification.ts'
import { subjectOf } from './bars.ts'
import { cleanLine, inert } from './clean.ts'
import type { Section } from './model.ts'
import { minuteNear } from './when.ts'

/** The devices with most errors, where a log names them and the incident is not about one of them anyway. */
export function devicesSection({ lately, group, at }: Notification): Section[] {
  if (!lately?.devices || group.device_id !== undefined) return []
  const { since, worst, others, exact } = lately.devices
  // The number first: no text of a log begins a line of the mail.
  const rows = worst.map(({ device, errors }) => [
    grouped(errors),
    inert(cleanLine(device, DEVICE_MAX)),
  ])
  const more = others > 0 ? `and ${plural(others, 'more device')}. ` : ''
  const what = `Of ${subjectOf(lately)} since ${minuteNear(since, at)}.`
  const bounds = exact ? '' : ' More devices failed than are counted; numbers are lower bounds.'
  return [
    {
      kind: 'table',
      title: 'Worst devices',
      table: {
        head: ['Errors', 'Device'],
        rows,
        rest: `${more}${what}${bounds}`,
      },
    },
  ]
}

const DEVICE_MAX = 40
