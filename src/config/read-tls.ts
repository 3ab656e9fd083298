import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import type { ClientAuthType, TlsConfig } from '../types/web-config.ts'
import type { Issue } from './issue.ts'
import type { TlsForm } from './schema-web.ts'
import { opensslCiphers, opensslCurves } from './tls-names.ts'

export type ReadTls =
  | { readonly ok: true; readonly tls: TlsConfig; readonly files: readonly string[] }
  /** The path starts within `tls_server_config`. */
  | { readonly ok: false; readonly issue: Issue; readonly files?: never }

/** Reads certificates and keys, and holds that a connection can be made with them. */
export function readTls(form: TlsForm, directory: string): ReadTls {
  const clientAuth = clientAuthOf(form)
  const wrong = contradictionIn(form, clientAuth)
  if (wrong !== undefined) return { ok: false, issue: wrong }
  const cert = pemOf(form, 'cert', directory)
  const key = pemOf(form, 'key', directory)
  const clientCa = pemOf(form, 'client_ca', directory)
  for (const pem of [cert, key, clientCa]) if (pem.issue) return { ok: false, issue: pem.issue }
  const options = {
    ...{ cert: cert.text, key: key.text, ...optionsOf(form) },
    ...(clientCa.text !== '' && { ca: clientCa.text }),
  }
  const unfit = unfitness(options)
  if (unfit !== undefined)
    return { ok: false, issue: { path: cert.file ? ['cert_file'] : [], message: unfit } }
  const sans = form.client_allowed_sans
  return {
    ok: true,
    tls: { options, clientAuth, ...(sans && { clientAllowedSans: sans }) },
    files: [cert, key, clientCa].flatMap(({ file }) => file ?? []),
  }
}

function clientAuthOf({ client_auth_type: type = '' }: TlsForm): ClientAuthType {
  if (type === '') return 'NoClientCert'
  return type === 'RequireClientCert' ? 'RequireAnyClientCert' : type
}

/** exporter-toolkit refuses the same. */
function contradictionIn(form: TlsForm, clientAuth: ClientAuthType): Issue | undefined {
  const missing = (['cert', 'key'] as const).find(
    (name) => form[name] === undefined && form[`${name}_file`] === undefined,
  )
  if (missing) return { path: [], message: `expected ${missing}_file` }
  const hasCa = form.client_ca !== undefined || form.client_ca_file !== undefined
  if (hasCa && clientAuth === 'NoClientCert')
    return {
      path: ['client_ca_file'],
      message: 'expected a client_auth_type that asks for certificates',
    }
  if (!hasCa && VERIFYING.has(clientAuth))
    return { path: ['client_auth_type'], message: 'expected a client_ca_file to verify with' }
  if (form.client_allowed_sans !== undefined && !REQUIRING.has(clientAuth))
    return {
      path: ['client_allowed_sans'],
      message: 'expected a client_auth_type that requires a certificate',
    }
  return undefined
}

const VERIFYING: ReadonlySet<ClientAuthType> = new Set([
  'VerifyClientCertIfGiven',
  'RequireAndVerifyClientCert',
])
const REQUIRING: ReadonlySet<ClientAuthType> = new Set([
  'RequireAnyClientCert',
  'RequireAndVerifyClientCert',
])

interface Pem {
  /** '' where nothing is given. */
  readonly text: string
  readonly file?: string
  readonly issue?: Issue
}

function pemOf(form: TlsForm, name: 'cert' | 'key' | 'client_ca', directory: string): Pem {
  const given = form[`${name}_file`]
  if (given === undefined) return { text: form[name] ?? '' }
  const file = resolve(directory, given)
  try {
    return { text: readFileSync(file, 'utf8'), file }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { text: '', issue: { path: [`${name}_file`], message: `cannot be read: ${message}` } }
  }
}

const VERSIONS = { TLS10: 'TLSv1', TLS11: 'TLSv1.1', TLS12: 'TLSv1.2', TLS13: 'TLSv1.3' } as const

function optionsOf(form: TlsForm) {
  const { cipher_suites: ciphers = [], curve_preferences: curves = [] } = form
  return {
    minVersion: VERSIONS[form.min_version ?? 'TLS12'],
    maxVersion: VERSIONS[form.max_version ?? 'TLS13'],
    honorCipherOrder: form.prefer_server_cipher_suites ?? true,
    ...(ciphers.length > 0 && { ciphers: opensslCiphers(ciphers) }),
    ...(curves.length > 0 && { ecdhCurve: opensslCurves(curves) }),
  }
}

/** OpenSSL's word about texts that are no certificates, or a key that belongs to another one. */
function unfitness(options: TlsConfig['options']): string | undefined {
  try {
    createSecureContext(options)
    return undefined
  } catch (error) {
    return `cannot be used: ${error instanceof Error ? error.message : String(error)}`
  }
}
