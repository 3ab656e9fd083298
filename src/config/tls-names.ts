/** Go's names of the TLS 1.2 suites that it offers, and OpenSSL's: https://pkg.go.dev/crypto/tls#CipherSuites */
const CIPHERS = {
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: 'ECDHE-ECDSA-AES128-SHA',
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA: 'ECDHE-ECDSA-AES256-SHA',
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: 'ECDHE-RSA-AES128-SHA',
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA: 'ECDHE-RSA-AES256-SHA',
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: 'ECDHE-ECDSA-AES128-GCM-SHA256',
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 'ECDHE-ECDSA-AES256-GCM-SHA384',
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: 'ECDHE-RSA-AES128-GCM-SHA256',
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: 'ECDHE-RSA-AES256-GCM-SHA384',
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: 'ECDHE-RSA-CHACHA20-POLY1305',
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: 'ECDHE-ECDSA-CHACHA20-POLY1305',
  TLS_AES_128_GCM_SHA256: 'TLS_AES_128_GCM_SHA256',
  TLS_AES_256_GCM_SHA384: 'TLS_AES_256_GCM_SHA384',
  TLS_CHACHA20_POLY1305_SHA256: 'TLS_CHACHA20_POLY1305_SHA256',
} as const

/** As in Go, the list is about TLS 1.2 and older; those of TLS 1.3 are always offered. */
const TLS13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256']

const CURVES = {
  CurveP256: 'P-256',
  CurveP384: 'P-384',
  CurveP521: 'P-521',
  X25519: 'X25519',
} as const

type CipherName = keyof typeof CIPHERS
type CurveName = keyof typeof CURVES

export const CIPHER_NAMES = namesOf(CIPHERS)
export const CURVE_NAMES = namesOf(CURVES)

export function opensslCiphers(names: readonly CipherName[]): string {
  return [...new Set([...names.map((name) => CIPHERS[name]), ...TLS13])].join(':')
}

export function opensslCurves(names: readonly CurveName[]): string {
  return names.map((name) => CURVES[name]).join(':')
}

function namesOf<Name extends string>(table: Readonly<Record<Name, string>>): readonly Name[] {
  // Object.keys forgets the type of the keys of a constant.
  return Object.keys(table) as Name[]
}
