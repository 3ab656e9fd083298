import type { Matcher, Rule } from '../types/rule.ts'
import { writeDuration } from './duration.ts'

/** What a rule says, in words: `at least 5 errors of category auth within 10m, for each project`. */
export function ruleWords({ condition, match, windowMs, forMs, groupBy }: Rule): string {
  const errors = condition.atLeast === 1 ? 'error' : 'errors'
  return [
    `at least ${condition.atLeast} ${errors}${matchWords(match)} within ${writeDuration(windowMs)}`,
    ...(forMs === 0 ? [] : [`for ${writeDuration(forMs)} on end`]),
    ...(groupBy.length === 0 ? [] : [`for each ${groupBy.join(' and ')}`]),
  ].join(', ')
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
