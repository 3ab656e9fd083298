import { createHmac } from 'node:crypto'
import type { Millis } from '../types/time.ts'

/**
 * Headers of the Standard Webhooks specification (standardwebhooks.com), which libraries of many languages check: the id is
 * the same at each attempt, and the signature is over id, time and body.
 */
export function webhookHeaders(
  id: string,
  body: string,
  secret: string | undefined,
  now: Millis,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1_000))
  const signature =
    secret === undefined
      ? {}
      : { 'webhook-signature': `v1,${sign(`${id}.${timestamp}.${body}`, keyOf(secret))}` }
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, ...signature }
}

function sign(content: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(content).digest('base64')
}

/** `whsec_` and base64 is the specification's form of a secret; any other text is the key as it stands. */
function keyOf(secret: string): Uint8Array {
  return secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret, 'utf8')
}
