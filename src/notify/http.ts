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
  try {
    const { address, authorization } = splitUser(url)
    const response = await fetch(address, {
      method,
      headers: { 'User-Agent': 'tuyawatch', ...authorization, ...headers },
      ...(body !== undefined && { body }),
      // A followed redirect turns a POST into a GET, whose answer says nothing.
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(timeout)]),
    })
    return withoutUrl(answerOf(response, await beginningOf(response)), address)
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
  const login = `${decoded(username)}:${decoded(password)}`
  return { address, authorization: { Authorization: `Basic ${btoaUtf8(login)}` } }
}

/** A percent sign that stands for nothing stands for itself, as in a password that was not encoded. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
  )
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

/** The first words of an answer, however long it is. The status is the answer: what breaks off behind it changes nothing. */
async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const bytes of body) {
      text += decoder.decode(bytes, { stream: true })
      if (text.length > WORDS_MAX) break
    }
  } catch {
    // What came until then are its words.
  }
  return cleanLine(text, WORDS_MAX)
}

/** Who has the address of a webhook can post there; servers repeat what they were asked for. */
function withoutUrl(answer: HttpAnswer, { href, pathname, search }: URL): HttpAnswer {
  if ('ok' in answer) return answer
  const secrets = [href, `${pathname}${search}`, pathname].filter((text) => text.length > 1)
  const detail = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), answer.detail)
  return { ...answer, detail }
}

/** Characters of an answer that are worth a log line. */
const WORDS_MAX = 200
