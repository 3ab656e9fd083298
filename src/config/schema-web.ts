import * as z from 'zod'
import { CLIENT_AUTH_TYPES } from '../types/web-config.ts'
import { readDuration } from './duration.ts'
import { text, textThat } from './text.ts'
import { CIPHER_NAMES, CURVE_NAMES } from './tls-names.ts'
import { path } from './values.ts'

/** PEM within the file itself. It may be a key, so a message never repeats it. */
const pem = z.string().refine((value) => value.includes('-----BEGIN '), 'expected a text in PEM')

const version = z.enum(['TLS10', 'TLS11', 'TLS12', 'TLS13'])

const tls = z.strictObject({
  cert: pem.exactOptional(),
  key: pem.exactOptional(),
  client_ca: pem.exactOptional(),
  cert_file: path.exactOptional(),
  key_file: path.exactOptional(),
  client_ca_file: path.exactOptional(),
  // An old name that exporter-toolkit still takes.
  client_auth_type: z.enum([...CLIENT_AUTH_TYPES, 'RequireClientCert', '']).exactOptional(),
  client_allowed_sans: z.array(z.string()).exactOptional(),
  min_version: version.exactOptional(),
  max_version: version.exactOptional(),
  cipher_suites: z.array(z.enum(CIPHER_NAMES)).exactOptional(),
  prefer_server_cipher_suites: z.boolean().exactOptional(),
  curve_preferences: z.array(z.enum(CURVE_NAMES)).exactOptional(),
})

/** No line break: a header that had one would be two. */
const header = textThat('a line of text', (value) => !/[^\t\x20-\x7e]/.test(value))

const headers = z.strictObject({
  'Content-Security-Policy': header.exactOptional(),
  'X-Frame-Options': z.enum(['deny', 'sameorigin', '']).exactOptional(),
  'X-Content-Type-Options': z.enum(['nosniff', '']).exactOptional(),
  'X-XSS-Protection': header.exactOptional(),
  'Strict-Transport-Security': header.exactOptional(),
})

/** Never repeated in a message. */
const hash = z
  .string()
  .refine(
    (value) => /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/.test(value),
    'expected a bcrypt hash, such as `htpasswd -nBC 10 ""` prints',
  )

/**
 * The file that `http.web_config` names:
 * https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md
 */
export const webConfigSchema = z.strictObject({
  tls_server_config: tls.exactOptional(),
  http_server_config: z
    .strictObject({ http2: z.boolean().exactOptional(), headers: headers.exactOptional() })
    .exactOptional(),
  basic_auth_users: z.record(z.string().min(1), hash).nullable().exactOptional(),
  rate_limit: z
    .strictObject({
      interval: text('a duration, such as 1s', readDuration),
      burst: z.int().min(1),
    })
    .exactOptional(),
})

export type WebConfigForm = z.output<typeof webConfigSchema>
export type TlsForm = z.output<typeof tls>
