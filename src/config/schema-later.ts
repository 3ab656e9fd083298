import * as z from 'zod'
import { CATEGORIES, SEVERITIES } from '../types/catalog.ts'
import { GROUP_LABELS } from '../types/rule.ts'
import { matchSchema } from './schema-match.ts'
import { oneOrMany, textThat } from './text.ts'
import { name, path, projectName, span, timezone, url, words } from './values.ts'

/** From Sunday, as JavaScript counts. */
export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const

const DAY_OF_MONTH_MAX = 31

const atLeastOne = z.int().min(1)

const time = textThat(
  'a time, such as 2026-11-20T10:00Z',
  (value) => /^\d{4}-\d\d-\d\d(T\d\d:\d\d\S*)?$/.test(value) && !Number.isNaN(Date.parse(value)),
)

const clockTime = textThat('a time of day, such as "22:00"', (value) =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
)

export const quotaSchema = z
  .strictObject({
    project: projectName.describe('Which project; absent: the one without a name.').exactOptional(),
    calls: atLeastOne.describe('Calls that the plan allows in a period.'),
    period: z.enum(['daily', 'monthly']).describe('Default: monthly.').exactOptional(),
    resets_on: z
      .int()
      .min(1)
      .max(DAY_OF_MONTH_MAX)
      .describe('Day of the month on which the count starts anew.')
      .exactOptional(),
    timezone: timezone.describe('Zone of that day.').exactOptional(),
    used: z
      .int()
      .min(0)
      .describe("Calls used at the time `at`, as Tuya's console shows them.")
      .exactOptional(),
    at: time.describe('When the console showed `used`.').exactOptional(),
    exclude: oneOrMany(z.enum(CATEGORIES))
      .describe('Categories of answers that the plan does not count.')
      .exactOptional(),
  })
  .describe("The calls of a project's plan.")

export const heartbeatSchema = z
  .strictObject({
    url: url.describe('Fetched while reading and delivering work.').exactOptional(),
    url_file: path.describe('A file that holds the URL; read anew each time.').exactOptional(),
    every: span.describe('Default: 1m.').exactOptional(),
  })
  .describe('A sign of life for a service that alerts when it stops.')

export const weeklySchema = z
  .strictObject({
    notify: z.array(name).describe('Names of receivers. Default: all of them.').exactOptional(),
    day: z.enum(WEEKDAYS).describe('Default: monday.').exactOptional(),
    at: clockTime.describe('Default: "09:00".').exactOptional(),
    timezone: timezone.describe("Default: this machine's.").exactOptional(),
  })
  .describe('A mail a week that says that tuyawatch and the way of its mails work.')

export const inhibitSchema = z
  .union([
    z.enum(['default', 'none']),
    z.array(
      z.strictObject({
        source: matchSchema,
        target: matchSchema,
        equal: z.array(z.enum(GROUP_LABELS)).describe('Labels that both share.').exactOptional(),
      }),
    ),
  ])
  .describe('Which alerts are held back while another one explains them.')

export const silenceSchema = z
  .strictObject({
    match: matchSchema,
    from: time.describe('Start; absent: from now on.').exactOptional(),
    until: time.describe('End.'),
    reason: words.describe('Why; the status page shows it.').exactOptional(),
  })
  .describe('Alerts that nobody is told of for a time.')

export const quietHoursSchema = z
  .strictObject({
    from: clockTime.describe('Start, such as "22:00".'),
    to: clockTime.describe('End, such as "07:00".'),
    timezone: timezone.describe("Default: this machine's.").exactOptional(),
    except: z.enum(SEVERITIES).describe('Alerts of this severity come through.').exactOptional(),
  })
  .describe('Hours in which mails wait.')

export const mailLimitSchema = z
  .strictObject({
    per_hour: atLeastOne.describe('Mails an hour.').exactOptional(),
    per_day: atLeastOne.describe('Mails a day.').exactOptional(),
  })
  .describe('More mails than this are held and told in one digest.')
