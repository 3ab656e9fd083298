import assert from 'node:assert/strict'
import type * as z from 'zod'
import type { Heartbeat } from '../types/config.ts'
import { MINUTE, type Millis } from '../types/time.ts'
import type { heartbeatSchema } from './schema-later.ts'
import { secretOf } from './secret-of.ts'

/** What services that watch heartbeats expect. */
const EVERY_DEFAULT: Millis = MINUTE

export function buildHeartbeat(
  form: z.output<typeof heartbeatSchema>,
  directory: string,
): Heartbeat {
  const url = secretOf(form.url, form.url_file, directory)
  assert(url !== undefined, 'agree-receivers.ts refuses a heartbeat without a URL')
  return { url, everyMs: form.every ?? EVERY_DEFAULT }
}
