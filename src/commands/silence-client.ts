import { readFileSync } from 'node:fs'
import { request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import { text } from 'node:stream/consumers'

/** Where a daemon answers, and who asks it. */
export interface DaemonAddress {
  readonly url: string
  readonly user?: string
  /** Files in PEM but the password's; they are read when it is asked. */
  readonly passwordFile?: string
  readonly caFile?: string
  readonly certFile?: string
  readonly keyFile?: string
}

/** What a daemon answered, or why there was no answer. */
export type Answer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly why: string }

/** A daemon on this machine answers at once. */
const PATIENCE_MS = 10_000

/** Asks the silences of a running daemon. */
export async function askDaemon(
  daemon: DaemonAddress,
  method: string,
  path = '',
  body?: unknown,
): Promise<Answer> {
  const address = `${daemon.url.replace(/\/+$/, '')}/api/v1/silences${path}`
  try {
    const { status, answer } = await exchange(daemon, address, method, body)
    if (status < 300) return { ok: true, body: answer === '' ? undefined : JSON.parse(answer) }
    return { ok: false, why: `${status}: ${errorIn(answer)}` }
  } catch (error) {
    return { ok: false, why: `no answer from ${address}: ${reasonOf(error)}` }
  }
}

/** `fetch` knows neither authorities nor certificates of one's own. */
function exchange(daemon: DaemonAddress, address: string, method: string, body: unknown) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; answer: string }>()
  const content = body === undefined ? '' : JSON.stringify(body)
  const request = address.startsWith('https:') ? requestTls : requestPlain
  const asked = request(address, {
    ...credentialsOf(daemon),
    method,
    headers: {
      'Content-Length': Buffer.byteLength(content),
      ...(content !== '' && { 'Content-Type': 'application/json' }),
    },
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  asked.on('error', reject)
  asked.on('response', (response) => {
    const { statusCode: status = 0 } = response
    text(response).then((answer) => resolve({ status, answer }), reject)
  })
  asked.end(content)
  return promise
}

function credentialsOf({ user, passwordFile, caFile, certFile, keyFile }: DaemonAddress) {
  const password = passwordFile === undefined ? '' : readFileSync(passwordFile, 'utf8').trimEnd()
  return {
    ...(user !== undefined && { auth: `${user}:${password}` }),
    ...(caFile !== undefined && { ca: readFileSync(caFile) }),
    ...(certFile !== undefined && { cert: readFileSync(certFile) }),
    ...(keyFile !== undefined && { key: readFileSync(keyFile) }),
  }
}

function errorIn(answer: string): string {
  try {
    const body: unknown = JSON.parse(answer)
    return typeof body === 'object' && body !== null && 'error' in body
      ? String(body.error)
      : answer
  } catch {
    return answer.trim()
  }
}

/** Of several addresses of a name each has a reason, and the whole has none. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
