import { randomBytes } from 'node:crypto'
import type { Silence } from './types/noise.ts'
import type { State } from './types/state.ts'
import type { Millis } from './types/time.ts'
import type { Added, Expired, SilenceView } from './web/silences.ts'

/** Silences that the API may make; more are a program's mistake. */
const SILENCES_MAX = 1_000

/** Four bytes: no two of a thousand are alike, and a person can type it. */
const ID_BYTES = 4

/** The silences of the configuration, and those made by API. */
export function listSilences(
  { silences }: State,
  configured: readonly Silence[],
  now: Millis,
): readonly SilenceView[] {
  return [
    ...configured.map((silence) => viewOf(silence, 'configuration', now)),
    ...[...silences.values()].map((silence) => viewOf(silence, 'api', now)),
  ]
}

export async function addSilence({ silences }: State, form: unknown, now: Millis): Promise<Added> {
  if (silences.size >= SILENCES_MAX)
    return { ok: false, problems: [`there are ${SILENCES_MAX} silences: expire some`] }
  // The schemas are loaded for the first who needs them: most daemons never do.
  const { readSilence } = await import('./config/read-silence.ts')
  const read = readSilence(form, now)
  if (!read.ok) return read
  const silence = { id: randomBytes(ID_BYTES).toString('hex'), ...read.value }
  silences.set(silence.id, silence)
  return { ok: true, silence: viewOf(silence, 'api', now) }
}

export function expireSilence(
  { silences }: State,
  configured: readonly Silence[],
  id: string,
): Expired {
  if (silences.has(id)) {
    silences.delete(id)
    return 'expired'
  }
  return configured.some((silence) => silence.id === id) ? 'configured' : 'unknown'
}

function viewOf(
  { from, until, ...silence }: Silence,
  madeBy: SilenceView['madeBy'],
  now: Millis,
): SilenceView {
  return {
    ...silence,
    ...(from > 0 && { from: new Date(from) }),
    until: new Date(until),
    state: stateAt(now, from, until),
    madeBy,
  }
}

function stateAt(now: Millis, from: Millis, until: Millis): SilenceView['state'] {
  if (now >= until) return 'expired'
  return now < from ? 'pending' : 'active'
}
