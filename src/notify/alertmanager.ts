import type { AlertmanagerReceiver } from '../types/config.ts'
import type { Delivery, NotificationKind, OutboxEntry } from '../types/outbox.ts'
import type { Millis } from '../types/time.ts'
import { alertOf, RESEND_EVERY } from './alert.ts'
import type { OwnedSender } from './delivery.ts'
import { request } from './http.ts'

/** Hands alerts to an Alertmanager, again and again for as long as they last: it remembers nothing over a restart. */
export function createAlertmanager(
  { alertmanager }: AlertmanagerReceiver,
  now: () => Millis,
): OwnedSender {
  const closing = new AbortController()
  const base = alertmanager.url.replace(/\/+$/, '')
  return {
    async send(entry) {
      if (NO_ALERT.has(entry.kind)) return { entry: entry.id, outcome: 'sent' }
      const alerts = entry.mail.payload.incidents.map((one) =>
        alertOf(entry.mail.payload, one, now()),
      )
      const answer = await request(
        {
          url: `${base}/api/v2/alerts`,
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(alerts),
        },
        closing.signal,
      )
      if (!('ok' in answer)) return { entry: entry.id, outcome: 'failed', ...answer }
      return sent(entry)
    },
    async verify() {
      const answer = await request({ url: `${base}/-/ready`, method: 'GET' }, closing.signal)
      return 'ok' in answer ? undefined : answer
    },
    close: () => closing.abort(),
  }
}

/** A digest tells of what is over already, and a sign of life of nothing. */
const NO_ALERT: ReadonlySet<NotificationKind> = new Set(['digest', 'weekly'])

/** What is over is told once. */
function sent({ id, mail }: OutboxEntry): Delivery {
  const goesOn = mail.payload.status === 'firing'
  return { entry: id, outcome: 'sent', ...(goesOn && { repeatAfter: RESEND_EVERY }) }
}
