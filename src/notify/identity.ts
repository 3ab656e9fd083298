import { createHash } from 'node:crypto'
import type { Digest, Notification } from '../types/notification.ts'
import type { NotificationKind } from '../types/outbox.ts'

/**
 * A mail's Message-ID, from what it tells and whom: the same notification has the same id however often it is made.
 * An incident starts and ends once; its updates and reminders are told apart by their number or time.
 */
export function messageIdOf(notification: Notification | Digest): string {
  const parts = [
    incidentOf(notification),
    notification.kind,
    notification.receiver,
    ordinalOf(notification),
  ]
  return mailIdFrom(parts, notification.kind)
}

/** `<hash of the parts.kind@tuyawatch.invalid>` */
export function mailIdFrom(parts: readonly string[], kind: NotificationKind | 'incident'): string {
  return `<${hash(parts, MESSAGE_HEX)}.${kind}@${DOMAIN}>`
}

/**
 * Root of the incident's thread: a message that never existed, so that no relay can have rewritten its id and the
 * thread holds although the first mail may be lost. Independent of the instance, which a container changes at a restart.
 */
export function threadIdOf(notification: Notification | Digest): string {
  return mailIdFrom([incidentOf(notification)], 'incident')
}

/**
 * What a mail names its incident by, in its subject, its foot, its header and its data: the id that the log and the status
 * page show. A digest is an incident of its own: the incidents it is about, at that time.
 */
export function incidentOf(notification: Notification | Digest): string {
  if (notification.kind !== 'digest') return notification.incident
  const { at, over, firing = [] } = notification
  const incidents = [...over, ...firing].map(({ instance }) => instance.incident)
  return `digest-${hash([String(at), ...incidents], DIGEST_HEX)}`
}

function ordinalOf(notification: Notification | Digest): string {
  switch (notification.kind) {
    case 'firing':
    case 'resolved':
    case 'digest':
    case 'test':
      return ''
    case 'reminder':
      return String(notification.told?.reminders ?? notification.at)
    case 'update':
      return String(notification.at)
  }
}

function hash(parts: readonly string[], hexDigits: number): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, hexDigits)
}

/** Reserved by RFC 2606: the ids are names, nobody's host made them. */
const DOMAIN = 'tuyawatch.invalid'
/** 96 bits: no collision in any lifetime. */
const MESSAGE_HEX = 24
/** 40 bits, as many as an incident's id has. */
const DIGEST_HEX = 10
