import { plural } from '../text/plural.ts'
import { SEVERITIES } from '../types/catalog.ts'
import type { Digest } from '../types/notification.ts'
import { whereText } from './about-incident.ts'
import { cleanLine } from './clean.ts'
import { leadingCode } from './codes.ts'
import type { RenderContext } from './context.ts'
import type { Section, Tone } from './model.ts'
import { duration, utc } from './when.ts'

/** What a digest is about, and why it is one. */
export function digestWords({ reason, over, firing = [] }: Digest): {
  readonly headline: string
  readonly lead: string
} {
  const all = plural(over.length + firing.length, 'incident')
  const state = `${firing.length} still going on, ${over.length} over`
  switch (reason) {
    case 'over_before_told':
      return {
        headline: `${all} came and went before anybody could be told`,
        lead: 'tuyawatch read log lines that had piled up while it was not running or not up to date. What is listed here began and ended in them; what still goes on has a mail of its own.',
      }
    case 'quiet_hours_over':
      return {
        headline: `${all} during the quiet hours: ${state}`,
        lead: 'These alerts waited for the end of the quiet hours. Of each that still goes on, its end will be told.',
      }
    case 'mail_limit':
      return {
        headline: `${all} more than the limit of mails allows: ${state}`,
        lead: 'There was more to tell than mails are allowed (mail_limit), so these alerts are told in one. Of each that still goes on, its end will be told.',
      }
  }
}

/** As urgent as the worst that goes on. */
export function toneOfDigest({ firing = [] }: Digest): Tone {
  const severities = firing.map(({ rule, instance }) => instance.severity ?? rule.severity)
  return SEVERITIES.findLast((one) => severities.includes(one)) ?? 'over'
}

/** The incidents that go on, with what the likeliest cause asks for first. */
export function goingOn({ at, firing = [] }: Digest, { catalog }: RenderContext): Section[] {
  if (firing.length === 0) return []
  const lines = firing.slice(0, INCIDENTS_MAX).map(({ rule, instance, counts }) => {
    const leading = leadingCode(counts, catalog)
    const name = `${cleanLine(rule.name, NAME_MAX)}, ${instance.severity ?? rule.severity}`
    const where = whereText({ group: instance.group, counts })
    const when = `since ${utc(instance.since)} (${duration(at - instance.since)} ago)`
    const what = leading ? `, ${leading.label}. ${leading.advice[0] ?? ''}` : '.'
    return `${name} (${where}): ${when}, ${plural(counts.total, 'error')}${what}`
  })
  const hidden = firing.length - lines.length
  const steps = hidden > 0 ? [...lines, `And ${plural(hidden, 'more incident')}.`] : lines
  return [{ kind: 'steps', title: 'Still going on', steps }]
}

const INCIDENTS_MAX = 50
const NAME_MAX = 80
