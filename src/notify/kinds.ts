import { grouped } from '../text/grouped.ts'
import { plural } from '../text/plural.ts'
import type { ResolvedBy } from '../types/alert.ts'
import type { Notification } from '../types/notification.ts'
import { absentHeadline, lostHeadline, quotaHeadline } from './about-facts.ts'
import type { Tone } from './model.ts'
import { duration, utcNear } from './when.ts'

export function toneOf(notification: Notification): Tone {
  return notification.kind === 'resolved' ? 'over' : notification.rule.severity
}

export function badgeOf({ kind, rule, resolved }: Notification): string {
  const severity = rule.severity.toUpperCase()
  switch (kind) {
    case 'firing':
      return severity
    case 'update':
      return `${severity}, growing`
    case 'reminder':
      return `STILL ${severity}`
    case 'resolved':
      return resolved?.by === 'rule_removed' ? 'CLOSED' : 'RESOLVED'
    case 'test':
      return 'TEST'
  }
}

/** `subject` is what it is about: `1010 “token invalid”`. */
export function headlineOf(notification: Notification, subject: string): string {
  const { kind, at, since, counts, resolved } = notification
  switch (kind) {
    case 'firing':
      return `${subject}: ${beginning(notification)}`
    case 'update':
      return `${subject}: ${plural(counts.total, 'error')} by now`
    case 'reminder':
      return `${subject}: still going on after ${duration(at - since)}`
    case 'resolved':
      if (resolved?.by === 'rule_removed') return `${subject}: no longer watched`
      return `${subject}: over after ${duration((resolved?.at ?? at) - since)}`
    case 'test':
      return 'This receiver works, and nothing is wrong'
  }
}

function beginning({ inWindow, rule, counts: { facts } }: Notification): string {
  if (facts?.kind === 'quota') return quotaHeadline(facts)
  if (facts?.kind === 'absent') return absentHeadline(facts)
  if (facts?.kind === 'lost') return lostHeadline(facts)
  return `${plural(inWindow, 'error')} in ${duration(rule.windowMs)}`
}

/** What has changed since the last mail of the incident. */
export function changeText(notification: Notification): string[] {
  const { kind, reason, at, since, rule, told, counts } = notification
  const lasts = `It has gone on for ${duration(at - since)}.`
  switch (kind) {
    case 'firing':
      return []
    case 'update':
      if (reason === 'severity_raised')
        return [`It got worse: this is ${rule.severity} now. ${lasts}`]
      if (!told) return [`The errors have at least doubled since the last mail. ${lasts}`]
      return [
        `The errors grew from ${grouped(told.total)} (mail of ${utcNear(told.at, at)}) to ${grouped(counts.total)}. ${lasts}`,
      ]
    case 'reminder':
      if (!told || counts.total === 0) return ['It has not ended since the last mail.']
      return [
        `Reminder ${told.reminders + 1}: ${plural(counts.total - told.total, 'further error')} since the mail of ${utcNear(told.at, at)}.`,
      ]
    case 'resolved':
      return endText(notification)
    case 'test':
      return [
        'Somebody ran “tuyawatch test-alert”. Nobody needs to act: that you read this shows that alerts reach you. What follows is made up.',
      ]
  }
}

/** Why it is over, and what the reader does not know of it yet. */
function endText({ at, told, counts, resolved }: Notification): string[] {
  const why = OVER[counts.facts?.kind ?? ''] ?? RESOLVED_BY[resolved?.by ?? 'quiet']
  const further = told ? counts.total - told.total : 0
  if (!told || further <= 0) return [why]
  return [
    `${why} After the mail of ${utcNear(told.at, at)} came ${plural(further, 'further error')}.`,
  ]
}

/** What the end of a condition means that no error makes. */
const OVER: Readonly<Record<string, string>> = {
  quota:
    'The plan is no longer about to run out: its count began anew, the calls slowed down, or it was raised.',
  absent: 'What was missing has come again.',
  lost: 'Nothing more was lost. What was lost stays lost; tuyawatch_log_lost_bytes_total shows how much in all.',
}

/** Silence is not recovery; a mail says which of the two it was. */
export const RESOLVED_BY: Readonly<Record<ResolvedBy, string>> = {
  evidence:
    'Calls that had failed succeed again: this is proven by an answer of the cloud, not only by silence.',
  quiet:
    'No further error came, but no successful call proved the recovery either. If the application should be calling the cloud now, check that it does.',
  threshold: 'What is left is so little that the rule calls it over; single calls may still fail.',
  rule_removed:
    'The rule was changed or removed in the configuration, so its incidents end here. Whether the trouble itself is over is not known.',
}
