import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import type * as z from 'zod'
import type { Receiver, Smtp } from '../types/config.ts'
import type { receiverSchema } from './schema-receivers.ts'

type ReceiverForm = z.output<typeof receiverSchema>
type SmtpForm = NonNullable<ReceiverForm['email']>['smtp']

/** The registered port on which TLS begins with the connection (RFC 8314). */
const IMPLICIT_TLS_PORT = 465

/** Relays within the house; submission (RFC 6409); submission over TLS (RFC 8314). */
const PORTS = { none: 25, starttls: 587, implicit: IMPLICIT_TLS_PORT } as const

export function buildReceiver(
  { name, fallback, email }: ReceiverForm,
  directory: string,
): Receiver {
  assert(email !== undefined, 'unbuilt.ts and agree-receivers.ts refuse every other way')
  return {
    name,
    ...(fallback === undefined ? {} : { fallback }),
    email: { to: email.to, from: email.from, smtp: buildSmtp(email.smtp, directory) },
  }
}

function buildSmtp(form: SmtpForm, directory: string): Smtp {
  const tls = form.tls ?? (form.port === IMPLICIT_TLS_PORT ? 'implicit' : 'starttls')
  const password = passwordOf(form, directory)
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

function passwordOf(form: SmtpForm, directory: string): Smtp['password'] {
  if (form.password_file !== undefined) return { file: resolve(directory, form.password_file) }
  return form.password === undefined ? undefined : { value: form.password }
}
