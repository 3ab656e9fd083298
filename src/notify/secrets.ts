import { readFile } from 'node:fs/promises'
import type { Secret, Smtp } from '../types/config.ts'
import type { DeliveryFailure } from '../types/outbox.ts'

/** What a connection needs besides its settings. */
export interface Secrets {
  readonly password?: string
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}

/** Why a delivery failed, and the relay's or system's own words for it. */
export interface Failure {
  readonly reason: DeliveryFailure
  readonly detail: string
}

/** Reads password and certificates anew, so that a rotated secret is picked up without a reload. */
export async function readSecrets(smtp: Smtp): Promise<Secrets | Failure> {
  if (smtp.user !== undefined && smtp.tls === 'none') return PLAIN_LOGIN
  const password = smtp.password && (await readSecret(smtp.password, 'auth'))
  if (typeof password === 'object') return password
  const [ca, cert, key] = await Promise.all([
    readCertificate(smtp.caFile),
    readCertificate(smtp.client?.certFile),
    readCertificate(smtp.client?.keyFile),
  ])
  for (const text of [ca, cert, key]) if (typeof text === 'object') return text
  return {
    ...(password !== undefined && { password }),
    ...(typeof ca === 'string' && { ca }),
    ...(typeof cert === 'string' && { cert }),
    ...(typeof key === 'string' && { key }),
  }
}

export function isFailure(value: object): value is Failure {
  return 'reason' in value
}

export async function readSecret(
  secret: Secret,
  reason: DeliveryFailure,
): Promise<string | Failure> {
  if ('value' in secret) return secret.value
  const text = await readText(secret.file, reason)
  // Editors and `echo` end a file with a newline, which is no part of the secret.
  return typeof text === 'string' ? text.replace(/\r?\n$/, '') : text
}

/** Reads an address that is a secret, for `request`. */
export async function readUrl(url: Secret): Promise<string | Failure> {
  const text = await readSecret(url, 'other')
  if (typeof text === 'object' || (/^https?:/.test(text) && URL.canParse(text))) return text
  return { reason: 'other', detail: 'the file of the URL holds no http or https URL' }
}

async function readCertificate(file: string | undefined): Promise<string | undefined | Failure> {
  return file === undefined ? undefined : readText(file, 'tls')
}

async function readText(file: string, reason: DeliveryFailure): Promise<string | Failure> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    return {
      reason,
      detail: `cannot read ${file}: ${error instanceof Error ? error.message : error}`,
    }
  }
}

const PLAIN_LOGIN: Failure = {
  reason: 'auth',
  detail:
    'a user is configured with tls: none, and a password is never sent over an unencrypted connection',
}
