import type { Logger } from 'pino'
import { request } from './notify/http.ts'
import { isFailure, readUrl } from './notify/secrets.ts'
import type { Heartbeat } from './types/config.ts'
import { MINUTE, type Millis, SECOND } from './types/time.ts'

export interface HeartbeatPorts {
  /** What is wrong with reading and delivering now; none: all is well. */
  troubles(): readonly string[]
  /** Asks every receiver whether it would take a message; what is wrong. */
  probe(): Promise<readonly string[]>
  readonly logger: Pick<Logger, 'info' | 'warn'>
}

/** Receivers are asked this often at most: a log-in a minute would look like an attack. */
const PROBE_EVERY: Millis = 10 * MINUTE

/** The first beat does not wait for a long interval: a restart should not look like an end. */
const FIRST_AFTER: Millis = 5 * SECOND

/**
 * Fetches a URL for as long as reading and delivering both work, so that somebody else tells when they do not. Ends when the
 * signal aborts.
 */
export function startHeartbeat(
  { url, everyMs }: Heartbeat,
  ports: HeartbeatPorts,
  closing: AbortSignal,
): void {
  const probe = createProbe(ports)
  let silentFor = ''
  let busy = false

  /** A beat that takes longer than the interval is not overtaken by one that knows less. */
  async function beatAlone(): Promise<void> {
    if (busy) return
    busy = true
    await beat()
    busy = false
  }

  async function beat(): Promise<void> {
    const troubles = [...ports.troubles(), ...(await probe())]
    const failure = troubles.length > 0 ? troubles.join('; ') : await fetchOnce()
    if (closing.aborted || failure === silentFor) return
    silentFor = failure
    if (failure === '') ports.logger.info('the heartbeat goes on')
    else ports.logger.warn({ reason: failure }, 'the heartbeat stops')
  }

  async function fetchOnce(): Promise<string> {
    const address = await readUrl(url)
    if (typeof address === 'object') return address.detail
    const answer = await request({ url: address, method: 'GET' }, closing)
    return isFailure(answer) ? `its URL does not answer: ${answer.detail}` : ''
  }

  const timer = setInterval(beatAlone, everyMs)
  const first = setTimeout(beatAlone, Math.min(FIRST_AFTER, everyMs))
  closing.addEventListener('abort', () => {
    clearInterval(timer)
    clearTimeout(first)
  })
}

/** The last findings, asked for anew when they are old, or when something was wrong. */
function createProbe({ probe }: HeartbeatPorts): () => Promise<readonly string[]> {
  let found: readonly string[] = []
  let askedAt = Number.NEGATIVE_INFINITY
  return async () => {
    const now = performance.now()
    if (found.length === 0 && now - askedAt < PROBE_EVERY) return found
    askedAt = now
    found = await probe()
    return found
  }
}
