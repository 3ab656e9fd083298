import type { DeliveryFailure } from '../types/outbox.ts'
import { type Millis, SECOND } from '../types/time.ts'
import { cleanLine } from './clean.ts'
import { connectionFailure } from './http-failure.ts'
import type { Failure } from './secrets.ts'

export interface HttpRequest {
  /** Checked by who gives it. A name and password in it become a header. */
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export type HttpAnswer = { readonly ok: true } | (Failure & { readonly retryAfter?: Millis })

/** Chats answer in under a second; a second try is better than patience. */
export const HTTP_TIMEOUT: Millis = 20 * SECOND

/** One request with one answer. Never rejects. The address is a secret and stands in no failure. */
export async function request(
  { url, method, headers, body }: HttpRequest,
  closing: AbortSignal,
  timeout = HTTP_TIMEOUT,
): Promise<HttpAnswer> {
  const { address, authorization } = splitUser(url)
  try {
    const response = await fetch(address, {
      method,
      headers: { 'User-Agent': 'tuyawatch', ...authorization, ...headers },
      ...(body !== undefined && { body }),
      // A followed redirect turns a POST into a GET, whose answer says nothing.
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(timeout)]),
    })
    return answerOf(response, await beginningOf(response))
  } catch (error) {
    return connectionFailure(error)
  }
}

function splitUser(url: string): { address: URL; authorization: Record<string, string> } {
  const address = new URL(url)
  const { username, password } = address
  if (username === '' && password === '') return { address, authorization: {} }
  address.username = ''
  address.password = ''
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { address, authorization: { Authorization: `Basic ${btoaUtf8(login)}` } }
}

function btoaUtf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}

function answerOf({ status, ok, headers }: Response, words: string): HttpAnswer {
  if (ok) return { ok: true }
  const retryAfter = waitOf(headers.get('retry-after'))
  return {
    reason: reasonOf(status),
    detail: `HTTP ${status}${words && `: ${words}`}`,
    ...(retryAfter !== undefined && { retryAfter }),
  }
}

/**
 * Only what the server finds wrong with this very message ends it; a login, an address or an archived channel can be
 * repaired while the message waits.
 */
function reasonOf(status: number): DeliveryFailure {
  if (status === 400 || status === 413 || status === 422) return 'rejected'
  if (status === 401 || status === 403 || status === 407) return 'auth'
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return 'rejected_temporarily'
  return 'other'
}

/** In seconds; the form with a date is not used by anybody we post to. */
function waitOf(header: string | null): Millis | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * SECOND : undefined
}

/** The first words of an answer, however long it is. */
async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true })
    if (text.length > WORDS_MAX) break
  }
  return cleanLine(text, WORDS_MAX)
}

/** Characters of an answer that are worth a log line. */
const WORDS_MAX = 200
