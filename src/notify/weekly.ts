import type { Mail, OutboxEntry } from '../types/outbox.ts'
import type { Payload } from '../types/payload.ts'
import type { Millis } from '../types/time.ts'
import type { WeeklyReport } from '../types/weekly.ts'
import { cleanLine } from './clean.ts'
import type { RenderContext } from './context.ts'
import { describeWeekly } from './describe-weekly.ts'
import { toHtml } from './html.ts'
import { mailIdFrom } from './identity.ts'
import type { MailModel } from './model.ts'
import { toText } from './text.ts'

/** The entry that carries a sign of life, due at once. All of them stand in one thread. */
export function weeklyEntry(
  report: WeeklyReport,
  context: RenderContext,
  now: Millis,
): OutboxEntry {
  const mail = renderWeekly(report, context)
  return {
    id: mail.messageId,
    receiver: report.receiver,
    kind: 'weekly',
    incident: `weekly:${report.slot}`,
    mail,
    createdAt: now,
    attempts: 0,
    nextAttemptAt: now,
  }
}

function renderWeekly(report: WeeklyReport, context: RenderContext): Mail {
  const model = describeWeekly(report, context)
  const instance = cleanLine(context.instance, NAME_MAX)
  const subject = `[tuyawatch] weekly sign of life of ${instance}`
  return {
    messageId: mailIdFrom(['weekly', instance, report.receiver, String(report.slot)], 'weekly'),
    threadId: mailIdFrom(['weekly', instance], 'incident'),
    subject,
    text: toText(model),
    html: toHtml(model, subject),
    payload: payloadOf(report, model, context, subject),
  }
}

function payloadOf(
  report: WeeklyReport,
  model: MailModel,
  { instance }: RenderContext,
  subject: string,
): Payload {
  const facts = model.sections.flatMap((section) => (section.kind === 'facts' ? section.facts : []))
  return {
    version: 1,
    kind: 'weekly',
    status: report.firing > 0 ? 'firing' : 'resolved',
    severity: 'info',
    instance,
    at: new Date(report.until).toISOString(),
    subject,
    title: `${model.badge}: ${model.headline}`,
    text: model.lead,
    facts: facts.map(([name, value]) => ({ name, value })),
    incidents: [],
    advice: [],
    samples: [],
    links: model.sections.flatMap((section) => (section.kind === 'links' ? section.links : [])),
  }
}

const NAME_MAX = 80
