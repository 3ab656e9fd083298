import { plural } from '../text/plural.ts'
import type { Notification } from '../types/notification.ts'
import type { Matcher, Rule } from '../types/rule.ts'
import { cleanLine } from './clean.ts'
import type { Fact } from './model.ts'
import { duration, utcNear } from './when.ts'

/** Which rule speaks, when it does, and why it exists. */
export function ruleFacts(rule: Rule): Fact[] {
  const facts: Fact[] = [
    ['Rule', `${cleanLine(rule.name, NAME_MAX)} (${rule.severity})`],
    ['Fires when', firesWhen(rule)],
    ['Looks at', looksAt(rule.match)],
  ]
  if (rule.why) facts.push(['Why', cleanLine(rule.why, WHY_MAX)])
  return facts
}

/** What this receiver will hear next of the incident. */
export function nextMail(notification: Notification): string {
  if (notification.kind === 'test') return 'Nothing: this was a test.'
  if (notification.kind === 'resolved')
    return 'Nothing more of this incident. If it comes back, a new one begins.'
  const ending = 'When it is over, a last mail says so.'
  const reminder = nextReminder(notification)
  if (reminder === undefined) return `No reminders are configured for this rule. ${ending}`
  return `While it goes on, the next reminder comes at about ${reminder}. ${ending}`
}

function nextReminder({ kind, rule, told, at }: Notification): string | undefined {
  const sent = (told?.reminders ?? 0) + (kind === 'reminder' ? 1 : 0)
  const interval = rule.repeatMs[sent] ?? rule.repeatMs.at(-1)
  return interval === undefined ? undefined : utcNear(at + interval, at)
}

function firesWhen(rule: Rule): string {
  const held = rule.forMs > 0 ? `, for at least ${duration(rule.forMs)}` : ''
  return `${conditionText(rule)}${held}`
}

function conditionText({ condition, windowMs }: Rule): string {
  const window = duration(windowMs)
  switch (condition.kind) {
    case 'count':
      return `at least ${plural(condition.atLeast, 'error')} within ${window}`
    case 'distinct':
      return condition.share === undefined
        ? `at least ${plural(condition.atLeast, 'different device')} fail within ${window}`
        : `at least ${percent(condition.share)} of the devices seen in a day fail within ${window}, and at least ${condition.atLeast} of them`
    case 'ratio':
      return `errors are more than ${percent(condition.above)} of at least ${plural(condition.minVolume, 'answer')} within ${window}`
    case 'spike':
      return `at least ${plural(condition.minVolume, 'error')} within ${window}, and ${condition.factor} times as many as in the same time before`
    case 'new':
      return `an error was not seen for ${window}`
    case 'absent':
      return `no ${ABSENT[condition.what]} came for ${window}`
    case 'lost':
      return `at least ${plural(condition.atLeast, 'byte')} of a log were lost within ${window}`
    case 'quota':
      return condition.at === 'forecast'
        ? 'the calls of the plan run out before the reset at the pace of the last hours'
        : `${percent(condition.at)} of the calls of the plan are used`
  }
}

const ABSENT = { response: 'answer', success: 'successful answer', line: 'line' } as const

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`
}

function looksAt(match: Matcher): string {
  const fields = Object.entries(match).map(
    ([field, value]) => `${field} ${typeof value === 'string' ? value : value.join(' or ')}`,
  )
  return fields.length === 0 ? 'every error' : cleanLine(fields.join('; '), MATCH_MAX)
}

const NAME_MAX = 80
const WHY_MAX = 400
const MATCH_MAX = 300
