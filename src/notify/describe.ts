import type { Notification } from '../types/notification.ts'
import { factsSection } from './about-facts.ts'
import { excerpts, incidentFacts } from './about-incident.ts'
import { nextMail, ruleFacts } from './about-rule.ts'
import { barsSection } from './bars.ts'
import { cleanLine } from './clean.ts'
import { codeTable, type Leading, leadingCode } from './codes.ts'
import type { RenderContext } from './context.ts'
import { devicesSection } from './devices.ts'
import { flappingWords } from './flapping-words.ts'
import { heldBackSection } from './held-back.ts'
import { badgeOf, changeText, headlineOf, toneOf } from './kinds.ts'
import type { Link, MailModel, Section } from './model.ts'

/** What a mail about one incident says, in the order in which a reader needs it. */
export function describe(notification: Notification, context: RenderContext): MailModel {
  const leading = leadingCode(notification.counts, context.catalog)
  const instance = cleanLine(context.instance, NAME_MAX)
  return {
    tone: toneOf(notification),
    badge: badgeOf(notification),
    headline: headlineOf(
      notification,
      leading?.label ?? cleanLine(notification.rule.name, NAME_MAX),
    ),
    lead: [
      ...flappingWords(notification),
      ...changeText(notification),
      ...meaningOf(notification, leading),
    ],
    sections: [
      { kind: 'facts', facts: incidentFacts(notification, leading, instance) },
      ...factsSection(notification),
      ...adviceSection(notification, leading),
      ...evidenceSections(notification, context),
      ...heldBackSection(notification),
      { kind: 'facts', title: 'The rule behind this mail', facts: ruleFacts(notification.rule) },
      { kind: 'prose', title: 'What happens next', paragraphs: [nextMail(notification)] },
      ...linkSection(notification, leading, context),
    ],
    footer: [
      `tuyawatch ${context.version} on ${instance}`,
      `Incident ${cleanLine(notification.incident, NAME_MAX)}`,
      'Log lines are shown without their secrets; [.] and [:] keep addresses in them from becoming links.',
    ],
  }
}

function meaningOf({ kind }: Notification, leading: Leading | undefined): string[] {
  return kind === 'resolved' || leading === undefined ? [] : [leading.meaning]
}

/** Advice is for what goes on; a mail that says it is over stays short. */
function adviceSection(notification: Notification, leading: Leading | undefined): Section[] {
  if (notification.kind === 'resolved' || leading === undefined) return []
  return [{ kind: 'steps', title: 'What to do', steps: leading.advice }]
}

/** When, which, who, and how it looks in the log. */
function evidenceSections(notification: Notification, { catalog }: RenderContext): Section[] {
  const { counts } = notification
  const table = codeTable(counts, catalog)
  const samples = excerpts(counts)
  return [
    ...barsSection(notification),
    ...(table.rows.length > 0 ? [{ kind: 'table' as const, title: 'Errors by code', table }] : []),
    ...devicesSection(notification),
    ...(samples.length > 0
      ? [{ kind: 'samples' as const, title: 'Latest log lines', samples }]
      : []),
  ]
}

function linkSection(
  { kind, rule }: Notification,
  leading: Leading | undefined,
  { statusUrl }: RenderContext,
): Section[] {
  const links: Link[] = []
  if (rule.runbook) links.push({ label: 'Runbook', url: rule.runbook })
  if (leading?.entry)
    links.push({ label: `Tuya’s page on ${leading.entry.code}`, url: leading.entry.link })
  if (statusUrl && kind !== 'test')
    links.push({
      label: 'The rule',
      url: pageOf(statusUrl, `rules/${encodeURIComponent(rule.name)}`),
    })
  if (statusUrl) links.push({ label: 'Status page', url: statusUrl })
  const safe = links.filter(({ url }) => /^https?:\/\/[^\s<>"]+$/.test(url))
  return safe.length > 0 ? [{ kind: 'links', title: 'Read on', links: safe }] : []
}

/** Behind a proxy the status page may stand below a path. */
function pageOf(statusUrl: string, path: string): string {
  return `${statusUrl.replace(/\/$/, '')}/${path}`
}

const NAME_MAX = 80
