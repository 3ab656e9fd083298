import type { WebhookReceiver } from '../types/config.ts'
import type { Delivery, OutboxEntry } from '../types/outbox.ts'
import type { Millis } from '../types/time.ts'
import type { OwnedSender } from './delivery.ts'
import { type HttpAnswer, request } from './http.ts'
import { type Failure, isFailure, readSecret, readUrl } from './secrets.ts'
import { webhookHeaders } from './signature.ts'
import { slackBody } from './slack.ts'
import { teamsBody } from './teams.ts'

/** Posts to a chat or a program. */
export function createWebhook({ webhook }: WebhookReceiver, now: () => Millis): OwnedSender {
  const closing = new AbortController()
  return {
    async send(entry) {
      const secrets = await readTarget(webhook)
      if (isFailure(secrets)) return failed(entry, secrets)
      const body = JSON.stringify(BODIES[webhook.format](entry))
      const headers = webhookHeaders(webhookId(entry), body, secrets.secret, now())
      const answer = await request(
        {
          url: secrets.url,
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body,
        },
        closing.signal,
      )
      return deliveryOf(entry, answer)
    },
    /** There is nothing to ask a webhook without posting, but its files can be read. */
    async verify() {
      const secrets = await readTarget(webhook)
      return isFailure(secrets) ? secrets : undefined
    },
    close: () => closing.abort(),
  }
}

/** `a1b2….firing`: the Message-ID without what belongs to mail. */
export function webhookId({ id }: Pick<OutboxEntry, 'id'>): string {
  return id.replace(/^<([^@]+)@[^>]+>/, '$1').replaceAll(/[^\w-]+/g, '_')
}

type Webhook = WebhookReceiver['webhook']

const BODIES: Readonly<Record<Webhook['format'], (entry: OutboxEntry) => object>> = {
  json: jsonBody,
  slack: slackBody,
  teams: teamsBody,
}

function jsonBody(entry: OutboxEntry): object {
  const { receiver, standsInFor, mail } = entry
  return {
    id: webhookId(entry),
    receiver,
    ...(standsInFor !== undefined && { stands_in_for: standsInFor }),
    ...mail.payload,
  }
}

interface Target {
  readonly url: string
  readonly secret?: string
}

async function readTarget(webhook: Webhook): Promise<Target | Failure> {
  const url = await readUrl(webhook.url)
  if (typeof url === 'object') return url
  const secret = webhook.secret && (await readSecret(webhook.secret, 'auth'))
  if (typeof secret === 'object') return secret
  return { url, ...(secret !== undefined && { secret }) }
}

function deliveryOf({ id }: OutboxEntry, answer: HttpAnswer): Delivery {
  if ('ok' in answer) return { entry: id, outcome: 'sent' }
  return { entry: id, outcome: 'failed', ...answer }
}

function failed({ id }: OutboxEntry, failure: Failure): Delivery {
  return { entry: id, outcome: 'failed', ...failure }
}
