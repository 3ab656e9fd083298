import type { Inhibition, Noise, QuietHours, Silence } from '../types/noise.ts'
import { DEFAULT_INHIBITIONS, DEFAULT_MAIL_LIMIT } from '../types/noise.ts'
import type { ConfigForm } from './schema.ts'

/** @param timezone of the machine */
export function buildNoise(form: ConfigForm, timezone: string): Noise {
  const { per_hour: perHour, per_day: perDay } = form.mail_limit ?? {}
  return {
    inhibit: inhibitionsOf(form.inhibit),
    silences: (form.silences ?? []).map(buildSilence),
    ...(form.quiet_hours && { quietHours: buildQuietHours(form.quiet_hours, timezone) }),
    mailLimit: {
      perHour: perHour ?? DEFAULT_MAIL_LIMIT.perHour,
      perDay: perDay ?? DEFAULT_MAIL_LIMIT.perDay,
    },
  }
}

function inhibitionsOf(inhibit: ConfigForm['inhibit'] = 'default'): readonly Inhibition[] {
  if (inhibit === 'default') return DEFAULT_INHIBITIONS
  if (inhibit === 'none') return []
  return inhibit.map(({ equal = ['project'], ...pair }) => ({ ...pair, equal }))
}

type SilenceForm = NonNullable<ConfigForm['silences']>[number]

/** Named by its place in the file. Without a start it holds since ever. */
function buildSilence({ match, from, until, reason }: SilenceForm, index: number): Silence {
  return {
    id: `configuration-${index + 1}`,
    match,
    from: from === undefined ? 0 : Date.parse(from),
    until: Date.parse(until),
    ...(reason !== undefined && { reason }),
  }
}

function buildQuietHours(
  { from, to, timezone, except }: NonNullable<ConfigForm['quiet_hours']>,
  ofMachine: string,
): QuietHours {
  return {
    from: minutesOf(from),
    to: minutesOf(to),
    timezone: timezone ?? ofMachine,
    ...(except !== undefined && { except }),
  }
}

function minutesOf(clockTime: string): number {
  const [hours = 0, minutes = 0] = clockTime.split(':').map(Number)
  return hours * 60 + minutes
}
