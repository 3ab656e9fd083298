import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import type * as z from 'zod'
import type { Receiver, Smtp, WebhookReceiver } from '../types/config.ts'
import type { receiverSchema } from './schema-receivers.ts'
import { secretOf } from './secret-of.ts'

type ReceiverForm = z.output<typeof receiverSchema>
type SmtpForm = NonNullable<ReceiverForm['email']>['smtp']
type WebhookForm = NonNullable<ReceiverForm['webhook']>

/** The registered port on which TLS begins with the connection (RFC 8314). */
const IMPLICIT_TLS_PORT = 465

/** Relays within the house; submission (RFC 6409); submission over TLS (RFC 8314). */
const PORTS = { none: 25, starttls: 587, implicit: IMPLICIT_TLS_PORT } as const

export function buildReceiver(form: ReceiverForm, directory: string): Receiver {
  const { name, fallback, email, webhook, alertmanager } = form
  const common = { name, ...(fallback === undefined ? {} : { fallback }) }
  if (email !== undefined) {
    const { to, from, smtp } = email
    return { ...common, email: { to, from, smtp: buildSmtp(smtp, directory) } }
  }
  if (webhook !== undefined) return { ...common, webhook: buildWebhook(webhook, directory) }
  assert(alertmanager !== undefined, 'agree-receivers.ts refuses a receiver without a way')
  return { ...common, alertmanager }
}

function buildSmtp(form: SmtpForm, directory: string): Smtp {
  const tls = form.tls ?? (form.port === IMPLICIT_TLS_PORT ? 'implicit' : 'starttls')
  const password = secretOf(form.password, form.password_file, directory)
  return {
    host: form.host,
    port: form.port ?? PORTS[tls],
    tls,
    ...(form.user === undefined ? {} : { user: form.user }),
    ...(password === undefined ? {} : { password }),
    ...(form.ca_file === undefined ? {} : { caFile: resolve(directory, form.ca_file) }),
    ...(form.server_name === undefined ? {} : { serverName: form.server_name }),
    ...clientOf(form, directory),
  }
}

function clientOf(
  { cert_file: cert, key_file: key }: SmtpForm,
  directory: string,
): Pick<Smtp, 'client'> {
  if (cert === undefined || key === undefined) return {}
  return { client: { certFile: resolve(directory, cert), keyFile: resolve(directory, key) } }
}

function buildWebhook(form: WebhookForm, directory: string): WebhookReceiver['webhook'] {
  const url = secretOf(form.url, form.url_file, directory)
  const secret = secretOf(form.secret, form.secret_file, directory)
  assert(url !== undefined, 'agree-receivers.ts refuses a webhook without a URL')
  return { url, format: form.format ?? 'json', ...(secret === undefined ? {} : { secret }) }
}
