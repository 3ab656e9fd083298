import { plural } from '../text/plural.ts'
import type { Digest } from '../types/notification.ts'
import { whereText } from './about-incident.ts'
import { cleanLine } from './clean.ts'
import { leadingCode } from './codes.ts'
import type { RenderContext } from './context.ts'
import { digestWords, goingOn, toneOfDigest } from './digest-going-on.ts'
import { RESOLVED_BY } from './kinds.ts'
import type { MailModel, Section } from './model.ts'
import { duration, utc } from './when.ts'

/** Incidents that nobody was told of one by one: those that go on first, so that nobody runs for what is over. */
export function describeDigest(digest: Digest, context: RenderContext): MailModel {
  const { headline, lead } = digestWords(digest)
  return {
    tone: toneOfDigest(digest),
    badge: 'DIGEST',
    headline,
    lead: [lead],
    sections: [...goingOn(digest, context), ...overByNow(digest, context), ...statusLink(context)],
    footer: [`tuyawatch ${context.version} on ${cleanLine(context.instance, NAME_MAX)}`],
  }
}

function overByNow(digest: Digest, context: RenderContext): Section[] {
  if (digest.over.length === 0) return []
  return [
    { kind: 'steps', title: 'Over by now', steps: incidents(digest, context) },
    { kind: 'prose', title: 'How they ended', paragraphs: endings(digest) },
  ]
}

function incidents({ over }: Digest, { catalog }: RenderContext): string[] {
  const lines = over.slice(0, INCIDENTS_MAX).map(({ rule, instance, counts }) => {
    const name = cleanLine(rule.name, NAME_MAX)
    const where = whereText({ group: instance.group, counts })
    const when = `from ${utc(instance.since)} for ${duration(instance.at - instance.since)}`
    const label = leadingCode(counts, catalog)?.label
    return `${name} (${where}): ${when}, ${plural(counts.total, 'error')}${label ? `, ${label}` : ''}.`
  })
  const hidden = over.length - lines.length
  return hidden > 0 ? [...lines, `And ${plural(hidden, 'more incident')}.`] : lines
}

function endings({ over }: Digest): string[] {
  const groups = Map.groupBy(over, ({ instance }) => instance.by)
  return [...groups].map(
    ([by, incidents]) => `${incidents.length} of ${over.length}: ${RESOLVED_BY[by]}`,
  )
}

function statusLink({ statusUrl }: RenderContext): Section[] {
  if (!statusUrl) return []
  return [{ kind: 'links', title: 'Read on', links: [{ label: 'Status page', url: statusUrl }] }]
}

/** A mail above 100 KB is cut by Gmail. */
const INCIDENTS_MAX = 50
const NAME_MAX = 80
