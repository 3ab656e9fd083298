import * as z from 'zod'
import { SEVERITIES } from '../types/catalog.ts'
import { GROUP_LABELS } from '../types/rule.ts'
import { matchSchema } from './schema-match.ts'
import { oneOrMany } from './text.ts'
import { clockTime, time } from './times.ts'
import { nameGlob, timezone, words } from './values.ts'

const atLeastOne = z.int().min(1)

/** Which alerts are meant. Alerts have no message, and their severity is their own, not a code's. */
export const alertMatchSchema = matchSchema
  .omit({ message: true, severity: true })
  .extend({
    rule: oneOrMany(nameGlob).describe('Names of rules, or globs of them.').exactOptional(),
    severity: oneOrMany(z.enum(SEVERITIES)).describe('How urgent the alert is.').exactOptional(),
  })
  .describe(
    'The alerts it is about: each key given must hold for all that the alert is about, with any of its values.',
  )

export const inhibitSchema = z
  .union([
    z.enum(['default', 'none']),
    z.array(
      z.strictObject({
        source: alertMatchSchema.describe('The alerts that explain others.'),
        target: alertMatchSchema.describe('The alerts that are held back meanwhile.'),
        equal: z
          .array(z.enum(GROUP_LABELS))
          .describe('Labels that both must share. Default: [project].')
          .exactOptional(),
      }),
    ),
  ])
  .describe(
    'Which alerts are held back while another one explains them. Default: default, a tree from the plan down to single codes, within a project.',
  )

export const silenceSchema = z
  .strictObject({
    match: alertMatchSchema,
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
    except: z
      .enum(SEVERITIES)
      .describe('Alerts of this severity and worse come through.')
      .exactOptional(),
  })
  .refine(({ from, to }) => from !== to, 'expected an end that is not the start')
  .describe('Hours in which mails wait; one mail tells afterwards what was held.')

export const mailLimitSchema = z
  .strictObject({
    per_hour: atLeastOne.describe('Mails an hour to one receiver. Default: 12.').exactOptional(),
    per_day: atLeastOne.describe('Mails a day to one receiver. Default: 60.').exactOptional(),
  })
  .describe(
    'More mails than this are held and told in one digest; the first critical mail of an incident is exempt, up to twice the limit.',
  )
