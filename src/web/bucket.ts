import type { Millis } from '../types/time.ts'
import type { WebConfig } from '../types/web-config.ts'

type RateLimit = NonNullable<WebConfig['rateLimit']>

/** Requests that may still be made at a moment. */
export interface Bucket {
  readonly tokens: number
  readonly at: Millis
}

/** Takes one: the bucket holds `burst` at first and gets one more each interval. */
export function take(
  bucket: Bucket | undefined,
  { intervalMs, burst }: RateLimit,
  now: Millis,
): { readonly granted: boolean; readonly bucket: Bucket } {
  const { tokens, at } = bucket ?? { tokens: burst, at: now }
  const filled = Math.min(burst, tokens + Math.max(0, now - at) / intervalMs)
  const granted = filled >= 1
  return { granted, bucket: { tokens: granted ? filled - 1 : filled, at: now } }
}
