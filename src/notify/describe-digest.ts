import type { Digest } from '../types/notification.ts'
import { whereText } from './about-incident.ts'
import { cleanLine } from './clean.ts'
import { leadingCode } from './codes.ts'
import type { RenderContext } from './context.ts'
import { RESOLVED_BY } from './kinds.ts'
import type { MailModel, Section } from './model.ts'
import { duration, plural, utc } from './when.ts'

/** Incidents that began and ended while a backlog was read: told together, so that nobody runs for what is over. */
export function describeDigest(digest: Digest, context: RenderContext): MailModel {
  const count = plural(digest.over.length, 'incident')
  return {
    tone: 'over',
    badge: 'DIGEST',
    headline: `${count} came and went before anybody could be told`,
    lead: [
      'tuyawatch read log lines that had piled up while it was not running or not up to date. What is listed here began and ended in them; what still goes on has a mail of its own.',
    ],
    sections: [
      { kind: 'steps', title: 'Over by now', steps: incidents(digest, context) },
      { kind: 'prose', title: 'How they ended', paragraphs: endings(digest) },
      ...statusLink(context),
    ],
    footer: [`tuyawatch ${context.version} on ${cleanLine(context.instance, NAME_MAX)}`],
  }
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
