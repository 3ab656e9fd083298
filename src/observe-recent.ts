import { maskText } from './notify/mask.ts'
import type { Maskable } from './types/mask.ts'
import type { OutboxEntry } from './types/outbox.ts'
import type { RecentError, SentMail } from './types/recent.ts'
import type { State } from './types/state.ts'
import type { EventView, MailView } from './web/status.ts'

/** The latest errors, newest first, shortened as in notifications. */
export function eventViews({ recent }: State, mask: readonly Maskable[]): readonly EventView[] {
  return [...recent.values()]
    .sort((a, b) => b.at - a.at || b.file - a.file || b.offset - a.offset)
    .map((error) => eventView(error, (text) => maskText(text, mask)))
}

/** What waits to leave and what has left, the latest first. */
export function mailViews({ outbox, sent }: State): readonly MailView[] {
  const views = [...[...outbox.values()].map(waitingView), ...[...sent.values()].map(sentView)]
  return views.sort((a, b) => b.at.getTime() - a.at.getTime())
}

function eventView(
  { at, message, sample, path, device, ...error }: RecentError,
  hide: (text: string) => string,
): EventView {
  const { source, project, code, category, severity } = error
  return {
    at: new Date(at),
    ...{ source, project, code, category, severity },
    message: hide(message),
    ...(path !== undefined && { path: hide(path) }),
    ...(device !== undefined && { device: hide(device) }),
    text: hide(sample),
  }
}

/** One that is only repeated for as long as its incident lasts was delivered. */
function waitingView(entry: OutboxEntry): MailView {
  const { createdAt, deliveredAt, receiver, kind, mail, failing, lastError } = entry
  const state = failing ? 'failing' : deliveredAt === undefined ? 'waiting' : 'sent'
  return {
    at: new Date(deliveredAt ?? createdAt),
    ...{ receiver, kind, subject: mail.subject, state },
    ...(lastError !== undefined && { lastError }),
  }
}

function sentView({ at, receiver, kind, subject, outcome, lastError }: SentMail): MailView {
  return {
    at: new Date(at),
    ...{ receiver, kind, subject, state: outcome },
    ...(lastError !== undefined && { lastError }),
  }
}
