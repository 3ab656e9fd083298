import { cleanLine } from './clean.ts'
import type { Failure } from './secrets.ts'

/** Why a request had no answer, from the error of `fetch`: its cause says more than it does. */
export function connectionFailure(thrown: unknown): Failure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  if (TIMEOUTS.has(error.name)) return { reason: 'timeout', detail: 'no answer in time' }
  const cause = error.cause instanceof Error ? error.cause : error
  const code = 'code' in cause ? String(cause.code) : ''
  const detail = cleanLine(cause.message || code, DETAIL_MAX)
  if (TLS.test(code)) return { reason: 'tls', detail }
  return { reason: TIMEOUT.test(code) ? 'timeout' : 'connect', detail }
}

/** `AbortError` is our own closing: the message is tried again after the restart. */
const TIMEOUTS: ReadonlySet<string> = new Set(['TimeoutError', 'AbortError'])
/** undici's and the system's names. */
const TIMEOUT = /TIMEOUT|TIMEDOUT/
/** OpenSSL's names for a certificate that is not believed, and Node's. */
const TLS = /CERT|SSL|TLS|EPROTO|SELF_SIGNED|ISSUER|UNABLE_TO_VERIFY/
const DETAIL_MAX = 200
