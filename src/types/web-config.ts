import type { Millis } from './time.ts'

/** What a client must show of itself before it is answered; the names are Go's, which exporter-toolkit takes over. */
export const CLIENT_AUTH_TYPES = [
  'NoClientCert',
  'RequestClientCert',
  'RequireAnyClientCert',
  'VerifyClientCertIfGiven',
  'RequireAndVerifyClientCert',
] as const
export type ClientAuthType = (typeof CLIENT_AUTH_TYPES)[number]

/** How a connection is encrypted, and whom it is made with. */
export interface TlsConfig {
  /** As `tls.createSecureContext` takes them; texts are PEM, lists in OpenSSL's words. */
  readonly options: {
    readonly cert: string
    readonly key: string
    readonly ca?: string
    readonly minVersion: TlsVersion
    readonly maxVersion: TlsVersion
    readonly ciphers?: string
    readonly ecdhCurve?: string
    readonly honorCipherOrder: boolean
  }
  readonly clientAuth: ClientAuthType
  /** Exact subject alternative names, one of which a client's certificate must have; absent: any. */
  readonly clientAllowedSans?: readonly string[]
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'

/** Who may connect and ask, and what every answer carries. */
export interface WebConfig {
  /** Absent: plain HTTP. */
  readonly tls?: TlsConfig
  /** Over those that answers have of themselves; '' takes one away. */
  readonly headers: Readonly<Record<string, string>>
  /** Name -> bcrypt hash; empty: nobody is asked for a password. */
  readonly users: ReadonlyMap<string, string>
  /** Absent: no limit. */
  readonly rateLimit?: { readonly intervalMs: Millis; readonly burst: number }
  /** Absolute paths of everything that it was read from. */
  readonly files: readonly string[]
}
