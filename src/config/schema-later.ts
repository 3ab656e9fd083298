import * as z from 'zod'
import { CATEGORIES } from '../types/catalog.ts'
import { oneOrMany } from './text.ts'
import { clockTime, time } from './times.ts'
import { name, path, projectName, span, timezone, url } from './values.ts'

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
