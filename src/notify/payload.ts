import type { GroupValues } from '../types/alert.ts'
import { SEVERITIES, type Severity } from '../types/catalog.ts'
import type { Digest, Notification } from '../types/notification.ts'
import type { Payload, PayloadIncident } from '../types/payload.ts'
import type { KeyState } from '../types/state.ts'
import type { Millis } from '../types/time.ts'
import { latestSamples } from './about-incident.ts'
import { cleanLine } from './clean.ts'
import { codesByCount, leadingCode } from './codes.ts'
import type { RenderContext } from './context.ts'
import { heldBackWords } from './held-back.ts'
import type { Fact, MailModel, Section } from './model.ts'

/** The same as the mail, as data. */
export function payloadOf(
  notification: Notification | Digest,
  model: MailModel,
  context: RenderContext,
  subject: string,
): Payload {
  const incidents = incidentsOf(notification)
  return {
    version: 1,
    kind: notification.kind,
    status: incidents.every(({ ended }) => ended) ? 'resolved' : 'firing',
    severity: worstOf(incidents),
    instance: context.instance,
    at: iso(notification.at),
    subject,
    title: `${model.badge}: ${model.headline}`,
    text: [...model.lead, ...(notification.kind === 'digest' ? [] : heldBackWords(notification))],
    facts: factsOf(model.sections).map(([name, value]) => ({ name, value })),
    incidents,
    ...actionOf(notification, context),
    ...devicesOf(notification),
    samples: notification.kind === 'digest' ? [] : samplesOf(notification.counts),
    links: model.sections.flatMap((section) => (section.kind === 'links' ? section.links : [])),
  }
}

function incidentsOf(notification: Notification | Digest): PayloadIncident[] {
  if (notification.kind !== 'digest') return [incidentOf(notification)]
  const { over, firing = [] } = notification
  const ended = over.map(({ rule, instance, counts }) => {
    const { group, incident, since, firedAt, at, by } = instance
    return incidentOf({ rule, group, incident, since, firedAt, resolved: { at, by }, counts })
  })
  const goingOn = firing.map(({ rule, instance, counts }) => {
    const { group, incident, since, firedAt } = instance
    return incidentOf({ rule, group, incident, since, firedAt, counts })
  })
  return [...goingOn, ...ended]
}

type Told = Pick<
  Notification,
  'rule' | 'group' | 'incident' | 'since' | 'firedAt' | 'resolved' | 'counts'
> &
  Partial<Pick<Notification, 'inWindow'>>

function incidentOf({ rule, group, incident, since, firedAt, resolved, counts, inWindow }: Told) {
  return {
    incident: cleanLine(incident, NAME_MAX),
    rule: rule.name,
    severity: rule.severity,
    group: cleanGroup(group),
    since: iso(since),
    fired: iso(firedAt),
    ...(resolved && { ended: { at: iso(resolved.at), by: resolved.by } }),
    errors: {
      ...(!resolved && inWindow !== undefined && { window: inWindow }),
      total: counts.total,
      codes: codesByCount(counts).map(([code, count]) => ({
        code: cleanLine(code, NAME_MAX),
        count,
      })),
    },
  }
}

function worstOf(incidents: readonly PayloadIncident[]): Severity {
  const all = incidents.map(({ severity }) => severity)
  return SEVERITIES.findLast((severity) => all.includes(severity)) ?? 'info'
}

function factsOf(sections: readonly Section[]): readonly Fact[] {
  const [first] = sections.flatMap((section) => (section.kind === 'facts' ? [section.facts] : []))
  return first ?? []
}

/** Who must do what; nobody anything about what is over. */
function actionOf(
  notification: Notification | Digest,
  { catalog }: RenderContext,
): Pick<Payload, 'who' | 'advice'> {
  if (notification.kind === 'digest' || notification.kind === 'resolved') return { advice: [] }
  const leading = leadingCode(notification.counts, catalog)
  return leading ? { who: leading.who, advice: leading.advice } : { advice: [] }
}

function devicesOf(notification: Notification | Digest): Pick<Payload, 'devices'> {
  const devices = notification.kind === 'digest' ? undefined : notification.lately?.devices
  if (!devices) return {}
  const worst = devices.worst.map(({ device, errors }) => ({
    device: cleanLine(device, NAME_MAX),
    errors,
  }))
  return { devices: worst }
}

function samplesOf(counts: KeyState): Payload['samples'] {
  return latestSamples(counts).map((sample) => ({ ...sample, at: iso(sample.at) }))
}

function cleanGroup(group: GroupValues): GroupValues {
  return Object.fromEntries(
    Object.entries(group).map(([label, value]) => [label, cleanLine(value, NAME_MAX)]),
  )
}

function iso(at: Millis): string {
  return new Date(at).toISOString()
}

/** Characters of a name, a path or a device id. */
const NAME_MAX = 200
