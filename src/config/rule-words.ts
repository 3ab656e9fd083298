import type { CountCondition, Matcher, QuotaCondition, Rule } from '../types/rule.ts'
import { writeDuration } from './duration.ts'

/** What a rule says, in words: `at least 5 errors of category auth within 10m, for each project`. */
export function ruleWords(rule: Rule): string {
  const { forMs, groupBy } = rule
  return [
    conditionWords(rule),
    ...(forMs === 0 ? [] : [`for ${writeDuration(forMs)} on end`]),
    ...(groupBy.length === 0 ? [] : [`for each ${groupBy.join(' and ')}`]),
  ].join(', ')
}

function conditionWords({ condition, match, windowMs }: Rule): string {
  const about = matchWords(match)
  const window = writeDuration(windowMs)
  switch (condition.kind) {
    case 'count': {
      const errors = condition.atLeast === 1 ? 'error' : 'errors'
      return `at least ${condition.atLeast} ${errors}${about} within ${window}${levelWords(condition)}`
    }
    case 'distinct': {
      const { share, atLeast } = condition
      const devices =
        share === undefined
          ? `${atLeast} devices`
          : `${writePercent(share)} of the devices seen in a day, and ${atLeast} of them,`
      return `at least ${devices} with errors${about} within ${window}`
    }
    case 'ratio': {
      const { above, minVolume, resolveAt } = condition
      const over = resolveAt === undefined ? '' : `, over at ${writePercent(resolveAt)}`
      return `errors${about} are more than ${writePercent(above)} of at least ${minVolume} answers within ${window}${over}`
    }
    case 'spike':
      return `at least ${condition.minVolume} errors${about} within ${window}, ${condition.factor} times those of the ${window} before`
    case 'new':
      return `an error${about} not seen for ${window}`
    case 'absent':
      return `no ${condition.what} for ${window}`
    case 'lost':
      return `at least ${condition.atLeast} ${condition.atLeast === 1 ? 'byte' : 'bytes'} of a log lost within ${window}`
    case 'quota':
      return quotaWords(condition)
  }
}

/** A rule over no plan says so: it waits for a `quota` of the configuration. */
function quotaWords({ at, plans }: QuotaCondition): string {
  const projects = plans.map(({ project }) => project || '""').join(', ')
  const of = plans.length === 0 ? 'no plan is configured' : `projects ${projects}`
  const what =
    at === 'forecast'
      ? 'at the pace of the last hours the calls run out before the reset'
      : `${writePercent(at)} of the calls are used`
  return `${what} (${of})`
}

function levelWords({ criticalAt, resolveAt }: CountCondition): string {
  const critical = criticalAt === undefined ? '' : `, critical at ${criticalAt}`
  return resolveAt === undefined ? critical : `${critical}, over at ${resolveAt}`
}

function writePercent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`
}

function matchWords(match: Matcher): string {
  const parts = Object.entries(match).map(([key, values]) =>
    key === 'message' ? `message ~ ${values}` : `${key} ${[values].flat().join(' or ')}`,
  )
  return parts.length === 0 ? '' : ` of ${parts.join(', ')}`
}

/** Who is told of a rule, and how often: `critical, tells ops, again after 4h, then every 24h`. */
export function tellingWords({ severity, notify, repeatMs }: Rule): string {
  const who = notify.length === 0 ? 'tells nobody' : `tells ${notify.join(', ')}`
  return [severity, who, ...(notify.length === 0 ? [] : repeatWords(repeatMs))].join(', ')
}

function repeatWords(repeatMs: Rule['repeatMs']): readonly string[] {
  const last = repeatMs.at(-1)
  if (last === undefined) return ['no reminders']
  const first = repeatMs.slice(0, -1).map((length) => `again after ${writeDuration(length)}`)
  return [...first, `${first.length > 0 ? 'then' : 'again'} every ${writeDuration(last)}`]
}
