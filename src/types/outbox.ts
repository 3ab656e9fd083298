import type { Told } from './notification.ts'
import type { Payload } from './payload.ts'
import type { Millis } from './time.ts'

export type NotificationKind =
  | 'firing'
  | 'update'
  | 'reminder'
  | 'resolved'
  | 'digest'
  | 'test'
  | 'weekly'

/** A rendered message. Nothing of it is computed again at delivery, so a retry is the same message. */
export interface Mail {
  /** With angle brackets, fixed when the entry is made. */
  readonly messageId: string
  /** Synthetic root of the incident's thread, in References and In-Reply-To of every mail of it. */
  readonly threadId: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The same for programs and chats. */
  readonly payload: Payload
}

/** A notification on its way: stored in the transaction that decided it, removed when delivered or given up. */
export interface OutboxEntry {
  /** The mail's Message-ID; with the receiver's name behind it where a fallback takes over. */
  readonly id: string
  readonly receiver: string
  readonly kind: NotificationKind
  readonly incident: string
  readonly mail: Mail
  readonly createdAt: Millis
  readonly attempts: number
  readonly nextAttemptAt: Millis
  readonly lastError?: string
  /** Recipients that still wait for it, after the relay took it for the others; absent: all of the receiver's. */
  readonly to?: readonly string[]
  /** What the receiver had been told of the incident before; absent: nothing. */
  readonly told?: Told
  /** Since when its deliveries fail, and why the last one did; absent while none has. */
  readonly failing?: { readonly since: Millis; readonly reason: DeliveryFailure }
  /** The receiver that takes over; absent where there is none, or where it is told without that. */
  readonly fallback?: string
  /** The receiver that it takes over for. */
  readonly standsInFor?: string
  /** When it was delivered last, for an entry that is repeated for as long as its incident lasts. */
  readonly deliveredAt?: Millis
}

/** Why a delivery failed: the label `reason` of `tuyawatch_notifications_failed_total`. */
export const DELIVERY_FAILURES = [
  'connect',
  'tls',
  'auth',
  'greeting',
  'timeout',
  'rejected_temporarily',
  'rejected',
  'expired',
  'other',
] as const
export type DeliveryFailure = (typeof DELIVERY_FAILURES)[number]

/** What became of one attempt. Only `rejected` (a 5xx to RCPT or DATA) ends an entry. */
export type Delivery =
  | {
      readonly entry: string
      readonly outcome: 'sent'
      /** For the log: what the relay answered for recipients that it refused for good while it took others. */
      readonly refused?: string
      /** The receiver forgets what is not repeated after this time. */
      readonly repeatAfter?: Millis
    }
  | {
      readonly entry: string
      readonly outcome: 'failed'
      readonly reason: DeliveryFailure
      /** For the log and the status API; secrets removed. */
      readonly detail: string
      /** The recipients to try again, when the relay answered for each; absent: all that were tried. */
      readonly to?: readonly string[]
      /** The wait that the receiver asked for. */
      readonly retryAfter?: Millis
      /** It was tried by a configuration that has been replaced since: that says nothing about the next attempt. */
      readonly outdated?: true
    }
