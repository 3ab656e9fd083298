import type { Receiver, Secret, WebhookReceiver } from '../types/config.ts'

/** How a receiver is told, in one line: `mail to ops@example.com by mail:587, STARTTLS`. */
export function receiverWords(receiver: Receiver): string {
  const { fallback } = receiver
  const instead = fallback === undefined ? '' : `; while that fails, ${fallback}`
  return `${wayWords(receiver)}${instead}`
}

function wayWords(receiver: Receiver): string {
  if ('webhook' in receiver) return webhookWords(receiver.webhook)
  if ('alertmanager' in receiver)
    return `alerts to the Alertmanager at ${hostOf(receiver.alertmanager.url)}`
  const { to, smtp } = receiver.email
  return `mail to ${to.join(', ')} by ${smtp.host}:${smtp.port}, ${TLS_WORDS[smtp.tls]}`
}

function webhookWords({ format, url, secret }: WebhookReceiver['webhook']): string {
  const signed = secret === undefined ? '' : ', signed'
  return `${FORMAT_WORDS[format]} to ${placeOf(url)}${signed}`
}

/** The path of a webhook is as good as a password. */
export function placeOf(url: Secret): string {
  return 'file' in url ? `the URL in ${url.file}` : hostOf(url.value)
}

function hostOf(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

const TLS_WORDS = {
  implicit: 'TLS from the start',
  starttls: 'STARTTLS',
  none: 'not encrypted',
} as const

const FORMAT_WORDS = {
  json: 'JSON',
  slack: 'Slack messages',
  teams: 'Teams cards',
} as const
