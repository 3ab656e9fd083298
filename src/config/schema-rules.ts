import * as z from 'zod'
import { SEVERITIES } from '../types/catalog.ts'
import { GROUP_LABELS } from '../types/rule.ts'
import { CONDITIONS } from './schema-conditions.ts'
import { matchSchema } from './schema-match.ts'
import { hold, name, reminder, span, url } from './values.ts'

/** One entry of `rules`. What keys must agree on stands in agree.ts. */
export const ruleSchema = z
  .strictObject({
    name: name.describe(
      'Unique. The name of a default rule in force takes that rule and changes the keys given here.',
    ),
    match: matchSchema.exactOptional(),
    ...CONDITIONS,
    window: span.describe('Length of time that the condition looks back on.').exactOptional(),
    for: hold
      .describe('How long the condition must hold before the alert fires. Default: 0s.')
      .exactOptional(),
    keep_firing_for: hold
      .describe('How long the alert goes on after the condition held last. Default: 0s.')
      .exactOptional(),
    group_by: z
      .array(z.enum(GROUP_LABELS))
      .describe(
        'One alert for each combination of these, at most 1,000, then `other`. Default: [project].',
      )
      .exactOptional(),
    severity: z
      .enum(SEVERITIES)
      .describe('How urgent the alert is. Default: warning.')
      .exactOptional(),
    notify: z.array(name).describe('Names of receivers. Default: all of them.').exactOptional(),
    repeat: z
      .array(reminder)
      .describe(
        'Intervals of the reminders while it fires; the last one goes on. Default: [4h, 24h]; []: none.',
      )
      .exactOptional(),
    runbook: url.describe('A page that says what to do; the mail links to it.').exactOptional(),
  })
  .describe('When to alert. A rule has exactly one condition.')

export type RuleInput = z.input<typeof ruleSchema>
export type RuleForm = z.output<typeof ruleSchema>
