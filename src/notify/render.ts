import { plural } from '../text/plural.ts'
import type { Digest, Notification } from '../types/notification.ts'
import type { Mail } from '../types/outbox.ts'
import { cleanLine, inert } from './clean.ts'
import type { RenderContext } from './context.ts'
import { describe } from './describe.ts'
import { describeDigest } from './describe-digest.ts'
import { toHtml } from './html.ts'
import { incidentOf, messageIdOf, threadIdOf } from './identity.ts'
import { masked } from './mask.ts'
import { payloadOf } from './payload.ts'
import { toText } from './text.ts'

/** The whole mail, plain, HTML and data from one model. The same notification gives the same mail, Message-ID included. */
export function render(whole: Notification | Digest, context: RenderContext): Mail {
  const notification = masked(whole, context.mask ?? [])
  const subject = subjectOf(notification)
  const model =
    notification.kind === 'digest'
      ? describeDigest(notification, context)
      : describe(notification, context)
  return {
    messageId: messageIdOf(whole),
    threadId: threadIdOf(whole),
    subject,
    text: toText(model),
    html: toHtml(model, subject),
    payload: payloadOf(notification, model, context, subject),
  }
}

/**
 * The same for every mail of an incident, because Gmail starts a new thread when the subject changes; the
 * incident's id keeps next month's incident out of this month's thread.
 */
function subjectOf(notification: Notification | Digest): string {
  const id = cleanLine(incidentOf(notification), ID_MAX)
  if (notification.kind === 'digest') {
    const { over, firing = [] } = notification
    if (firing.length === 0)
      return `[tuyawatch] ${plural(over.length, 'incident')} already over (${id})`
    return `[tuyawatch] ${plural(firing.length, 'incident')} going on, ${over.length} over (${id})`
  }
  const { rule, group } = notification
  const place = group.project || group.source
  const others = DETAILS.map((label) => group[label]).filter(Boolean)
  const what = [rule.name, ...others].join(' ')
  const where = place ? ` – ${inert(cleanLine(place, PLACE_MAX))}` : ''
  return literal(`[tuyawatch] ${inert(cleanLine(what, WHAT_MAX))}${where} (${id})`)
}

/** What begins like an encoded word of a header (RFC 2047) would be read as what it encodes: a link, or what was masked. */
function literal(subject: string): string {
  return subject.replaceAll('=?', '= ?')
}

/** Group labels that tell apart incidents of one rule at one place. */
const DETAILS = ['code', 'category', 'kind', 'path', 'device_id'] as const
/** Together about what a phone's list shows. */
const WHAT_MAX = 60
const PLACE_MAX = 40
const ID_MAX = 20
