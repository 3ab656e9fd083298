/** What a daemon answered, or why there was no answer. */
export type Answer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly why: string }

/** A daemon on this machine answers at once. */
const PATIENCE_MS = 10_000

/** Asks the silences of a running daemon. */
export async function askDaemon(
  url: string,
  method: string,
  path = '',
  body?: unknown,
): Promise<Answer> {
  const address = `${url.replace(/\/+$/, '')}/api/v1/silences${path}`
  try {
    const response = await fetch(address, {
      method,
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body !== undefined && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    const text = await response.text()
    if (response.ok) return { ok: true, body: text === '' ? undefined : JSON.parse(text) }
    return { ok: false, why: `${response.status}: ${errorIn(text)}` }
  } catch (error) {
    return { ok: false, why: `no answer from ${address}: ${reasonOf(error)}` }
  }
}

function errorIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : text
  } catch {
    return text.trim()
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message || error.message : error.message
}
