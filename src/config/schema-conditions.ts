import * as z from 'zod'
import { percent, span } from './values.ts'

const errors = z.int().min(1)
const minimumVolume = errors
  .describe('Answers in the window below which nothing is concluded.')
  .exactOptional()

const countByLevel = z.strictObject({
  warning: errors.describe('Errors that make it a warning.').exactOptional(),
  critical: errors.describe('Errors that make it critical.').exactOptional(),
  resolve: z.int().min(0).describe('Errors at or below which it is over.').exactOptional(),
})

/** The conditions of a rule by their keys; a rule has exactly one. */
export const CONDITIONS = {
  count: z
    .union([errors, countByLevel])
    .describe('Fires while at least so many matching errors lie in the window.')
    .exactOptional(),
  ratio: z
    .strictObject({
      above: percent.describe('Share of failed answers above which it fires.'),
      min_volume: minimumVolume,
      resolve: percent.describe('Share at or below which it is over.').exactOptional(),
    })
    .describe('Fires while the share of failed answers in the window is above a percentage.')
    .exactOptional(),
  distinct: z
    .strictObject({
      device_id: z
        .union([errors, percent])
        .describe('Devices that fail, or their share of the devices seen in a day.'),
      min: errors.describe('Failing devices below which a share is not looked at.').exactOptional(),
    })
    .describe('Fires while so many different devices fail in the window.')
    .exactOptional(),
  absent: z
    .enum(['response', 'success', 'line'])
    .describe('Fires when none of these came in the window.')
    .exactOptional(),
  new: span.describe('Fires on a code not seen for this long.').exactOptional(),
  spike: z
    .strictObject({
      factor: z.number().gt(1).describe('How many times as many errors.'),
      min_volume: minimumVolume,
    })
    .describe('Fires when the window holds many times the errors of the same length before it.')
    .exactOptional(),
  quota: z
    .union([percent, z.literal('forecast')])
    .describe('Fires at this share of the calls of the plan, or when the forecast exceeds them.')
    .exactOptional(),
  lost_bytes: z
    .int()
    .min(1)
    .describe('Fires while so many bytes of a log were lost in the window, or could not be read.')
    .exactOptional(),
}

/** Conditions that look at a window. */
export const CONDITIONS_WITH_WINDOW: ReadonlySet<string> = new Set([
  'count',
  'ratio',
  'distinct',
  'absent',
  'spike',
  'lost_bytes',
])
